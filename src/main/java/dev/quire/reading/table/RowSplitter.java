package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells rows of words that begin a row of cells from those that continue the one above. */
final class RowSplitter {
  private final List<TextRow> rows;
  private final Filling filling;
  private final double em;

  RowSplitter(List<TextRow> rows, Filling filling, double em) {
    this.rows = rows;
    this.filling = filling;
    this.em = em;
  }

  /** Those of neighbouring rows that begin a row of cells. */
  List<Integer> begins(List<Integer> part) {
    List<Integer> begins = new ArrayList<>();
    double tight = tight(part);
    double usual = usual(part);
    int head = -1;
    for (int row : part) {
      boolean continues =
          head >= 0
              && rows.get(row).band() == rows.get(row - 1).band()
              && filling.continues(row, head)
              && continues(row, pitch(row), tight, usual);
      if (!continues) {
        begins.add(row);
        head = row;
      }
    }
    return begins;
  }

  private boolean continues(int row, double pitch, double tight, double usual) {
    boolean few = filling.count(row) <= filling.columns() / 2.0;
    boolean first = filling.filled(row, 0);
    if (pitch > 2.2 * em) {
      return false;
    }
    if (tight > 0) {
      return pitch <= tight && (few || !first);
    }
    return !first && (few || pitch < 0.85 * usual);
  }

  private double pitch(int row) {
    return rows.get(row).centre() - rows.get(row - 1).centre();
  }

  /** The usual distance of a row that begins in the first column from the row above. */
  private double usual(List<Integer> part) {
    return Numbers.median(
        part.stream()
            .skip(1)
            .filter(row -> filling.filled(row, 0))
            .mapToDouble(this::pitch)
            .toArray());
  }

  /** If rows stand at two clearly different distances, the largest of the smaller ones, else 0. */
  private double tight(List<Integer> part) {
    double[] pitches = part.stream().skip(1).mapToDouble(this::pitch).sorted().toArray();
    int best = 0;
    for (int i = 1; i < pitches.length; i++) {
      if (pitches[i] - pitches[i - 1] > (best == 0 ? 0 : pitches[best] - pitches[best - 1])) {
        best = i;
      }
    }
    double few = Math.max(1, 0.1 * pitches.length);
    boolean two =
        best >= few
            && pitches.length - best >= few
            && pitches[best] >= 1.2 * pitches[best - 1]
            && pitches[best - 1] <= 1.35 * Numbers.median(Arrays.copyOf(pitches, best));
    return two ? pitches[best - 1] : 0;
  }
}
