package dev.quire.reading.table;

import java.util.List;
import java.util.Optional;

/**
 * What divides two rows or two columns.
 *
 * @param at its place across
 * @param line the ruling line that it is; empty if only the words show it
 * @param partial whether the ruling line divides no more than the columns over which it is drawn
 */
record Cut(double at, Optional<RuledLine> line, boolean partial) {

  static Cut ruled(RuledLine line, boolean partial) {
    return new Cut(line.at(), Optional.of(line), partial);
  }

  static Cut inferred(double at) {
    return new Cut(at, Optional.empty(), false);
  }

  static double[] places(List<Cut> cuts) {
    return cuts.stream().mapToDouble(Cut::at).sorted().toArray();
  }
}
