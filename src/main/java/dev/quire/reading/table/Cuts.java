package dev.quire.reading.table;

import java.util.Arrays;

/** Places that divide an axis. */
final class Cuts {

  private Cuts() {}

  /** The number of the part that holds a place: how many cuts lie at or before it. */
  static int index(double[] cuts, double place) {
    int found = Arrays.binarySearch(cuts, place);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
