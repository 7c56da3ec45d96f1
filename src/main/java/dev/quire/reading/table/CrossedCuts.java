package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Drops cuts that words cross about as often as they respect them, such as a word not recognised.
 */
final class CrossedCuts {
  private final List<Cut> cuts;
  private final double[] places;
  private final int rows;

  CrossedCuts(List<Cut> cuts, int rows) {
    this.cuts = cuts;
    this.places = Cut.places(cuts);
    this.rows = rows;
  }

  List<Cut> kept(List<Segment> segments, Set<Segment> spanning) {
    int[] crossed = new int[cuts.size()];
    int[] respected = new int[cuts.size()];
    boolean[][] filled = new boolean[rows][cuts.size() + 1];
    for (Segment segment : segments) {
      if (spanning.contains(segment)) {
        int last = Cuts.index(places, segment.right());
        for (int cut = Cuts.index(places, segment.left()); cut < last; cut++) {
          crossed[cut]++;
        }
      } else {
        filled[segment.textRow()][Cuts.index(places, segment.centre())] = true;
      }
    }
    for (boolean[] row : filled) {
      for (int cut = 0; cut < cuts.size(); cut++) {
        respected[cut] += row[cut] && row[cut + 1] ? 1 : 0;
      }
    }
    List<Cut> kept = new ArrayList<>();
    for (int cut = 0; cut < cuts.size(); cut++) {
      if (cuts.get(cut).line().isPresent() || crossed[cut] < 2 || crossed[cut] < respected[cut]) {
        kept.add(cuts.get(cut));
      }
    }
    return List.copyOf(kept);
  }
}
