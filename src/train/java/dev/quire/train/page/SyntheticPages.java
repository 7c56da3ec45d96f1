package dev.quire.train.page;

import dev.quire.train.page.layout.Pages;
import dev.quire.train.page.wear.Wear;

/** Endless made-up pages: drawn, labelled by construction, and worn. */
public final class SyntheticPages implements PageSource {

  private final long seed;
  private final Pages pages = new Pages();
  private final Wear wear = new Wear();

  public SyntheticPages(long seed) {
    this.seed = seed;
  }

  /** The page as it was drawn. */
  public Page clean(long index) {
    return pages.draw(Dice.of(seed, index));
  }

  /** The page as it may come from a printer, a scanner or a camera. */
  @Override
  public Page page(long index) {
    return wear.apply(clean(index), Dice.of(~seed, index).random());
  }
}
