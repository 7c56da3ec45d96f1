package dev.quire.train.data;

import dev.quire.train.page.Page;
import java.util.random.RandomGenerator;

/** Where training pages come from: rendered once, worn several times. Thread-safe. */
public interface Pages {

  /** The page as it was rendered. */
  Page clean(long index);

  /** One of many ways that a page may look after print, scan and compression. */
  Page worn(Page clean, RandomGenerator random);
}
