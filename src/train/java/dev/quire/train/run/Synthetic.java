package dev.quire.train.run;

import dev.quire.train.data.Pages;
import dev.quire.train.page.Page;
import dev.quire.train.page.SyntheticPages;
import dev.quire.train.page.wear.Wear;
import java.util.random.RandomGenerator;

/** The project's own drawn pages as training material. */
final class Synthetic implements Pages {

  private final SyntheticPages pages;
  private final Wear wear = new Wear();

  Synthetic(long seed) {
    pages = new SyntheticPages(seed);
  }

  @Override
  public Page clean(long index) {
    return pages.clean(index);
  }

  @Override
  public Page worn(Page clean, RandomGenerator random) {
    return wear.apply(clean, random);
  }
}
