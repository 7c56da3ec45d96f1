package dev.quire.reading.table;

import java.util.List;

/**
 * How many segments, and how many gaps between segments of a row, lie over each place of a width.
 */
final class Coverage {
  private static final int MOST = 2000;

  private final double origin;
  private final double scale;
  private final int[] segments;
  private final int[] gaps;

  /** Counts the gaps between neighbours that none of the cuts divides. */
  Coverage(List<Segment> all, double[] cuts) {
    double left = all.stream().mapToDouble(Segment::left).min().orElse(0);
    double right = all.stream().mapToDouble(Segment::right).max().orElse(1);
    origin = left;
    scale = Math.min(1, MOST / Math.max(1, right - left));
    int size = bin(right) + 2;
    segments = new int[size];
    gaps = new int[size];
    for (int i = 1; i < all.size(); i++) {
      Segment last = all.get(i - 1);
      Segment next = all.get(i);
      if (last.textRow() == next.textRow()
          && Cuts.index(cuts, last.centre()) == Cuts.index(cuts, next.centre())) {
        count(gaps, last.right(), next.left());
      }
    }
  }

  void add(Segment segment) {
    count(segments, segment.left(), segment.right());
  }

  int bin(double x) {
    return (int) Math.max(0, Math.round((x - origin) * scale));
  }

  double place(double bin) {
    return origin + bin / scale;
  }

  int size() {
    return segments.length;
  }

  boolean covered(int bin) {
    return segments[bin] > 0;
  }

  int gaps(int bin) {
    return gaps[bin];
  }

  /** Whether any segment lies over a part of this one. */
  boolean touches(Segment segment) {
    for (int bin = bin(segment.left()); bin < bin(segment.right()); bin++) {
      if (segments[bin] > 0) {
        return true;
      }
    }
    return false;
  }

  private void count(int[] counts, double from, double to) {
    for (int bin = bin(from); bin < Math.min(counts.length, bin(to)); bin++) {
      counts[bin]++;
    }
  }
}
