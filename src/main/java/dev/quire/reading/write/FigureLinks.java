package dev.quire.reading.write;

import dev.quire.reading.Block;
import dev.quire.reading.ReadPage;
import java.util.Optional;

/** Says where the picture of a figure is found. */
@FunctionalInterface
public interface FigureLinks {

  /**
   * The link to a figure's picture.
   *
   * @param page the page it stands on
   * @param figure the figure
   * @param number which figure of the page it is in reading order, from 1
   * @return a URL or relative path; empty where there is no picture to show
   */
  Optional<String> link(ReadPage page, Block figure, int number);

  /** No pictures: a figure is its caption and what is written in it. */
  static FigureLinks none() {
    return (page, figure, number) -> Optional.empty();
  }

  /** Files named {@code images/page-N-figure-K.png}. */
  static FigureLinks files() {
    return (page, figure, number) ->
        Optional.of("images/page-" + page.number() + "-figure-" + number + ".png");
  }
}
