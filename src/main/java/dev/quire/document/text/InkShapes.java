package dev.quire.document.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The ink of a page as connected shapes: rules, pictures, and what looks like words. Letters of a
 * word count as connected.
 */
final class InkShapes {

  /** Cells without ink between the letters of a word or line. */
  private static final int GAP = 4;

  private final InkPlane plane;
  private final List<Run> runs = new ArrayList<>();

  InkShapes(InkPlane plane) {
    this.plane = plane;
    int above = 0;
    int aboveEnd = 0;
    for (int row = 0; row < plane.rows(); row++) {
      int begin = runs.size();
      addRuns(row);
      join(above, aboveEnd, begin, runs.size());
      above = begin;
      aboveEnd = runs.size();
    }
  }

  /** Cells with ink in one row, with small gaps, and the shape that they belong to. */
  private static final class Run {
    private final int row;
    private final int from;
    private final int to;
    private final Shape shape = new Shape();
    private Run parent = this;

    Run(int row, int from, int to, int solid) {
      this.row = row;
      this.from = from;
      this.to = to;
      shape.take(row, from, to);
      shape.solid = solid;
    }

    Run root() {
      Run root = this;
      while (root.parent != root) {
        root.parent = root.parent.parent;
        root = root.parent;
      }
      return root;
    }
  }

  /** The extent of a shape, in cells; the ends are behind the last cell. */
  static final class Shape {
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right;
    private int bottom;
    private int solid;

    private void take(int row, int from, int to) {
      left = Math.min(left, from);
      top = Math.min(top, row);
      right = Math.max(right, to);
      bottom = Math.max(bottom, row + 1);
    }

    private void take(Shape other) {
      left = Math.min(left, other.left);
      top = Math.min(top, other.top);
      right = Math.max(right, other.right);
      bottom = Math.max(bottom, other.bottom);
      solid = Math.max(solid, other.solid);
    }

    /** The longest line of ink without any gap. */
    int solid() {
      return solid;
    }

    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }
  }

  private void addRuns(int row) {
    int from = plane.next(row, 0);
    while (from < plane.columns()) {
      int end = from;
      int next = from;
      int solid = 0;
      int longest = 0;
      while (next < plane.columns() && next - end <= GAP) {
        solid = next == end ? solid + 1 : 1;
        longest = Math.max(longest, solid);
        end = next + 1;
        next = end < plane.columns() ? plane.next(row, end) : plane.columns();
      }
      runs.add(new Run(row, from, end, longest));
      from = next;
    }
  }

  private void join(int above, int aboveEnd, int begin, int end) {
    int upper = above;
    for (int lower = begin; lower < end; lower++) {
      Run run = runs.get(lower);
      while (upper < aboveEnd && runs.get(upper).to <= run.from) {
        upper++;
      }
      for (int i = upper; i < aboveEnd && runs.get(i).from < run.to; i++) {
        Run one = run.root();
        Run other = runs.get(i).root();
        if (one != other) {
          one.parent = other;
          other.shape.take(one.shape);
        }
      }
    }
  }

  /** What a shape has to be. */
  interface Kind {
    boolean includes(Shape shape);
  }

  /** The cells of all shapes of a kind, small gaps included. */
  BitSet cells(Kind kind) {
    BitSet cells = new BitSet(plane.columns() * plane.rows());
    for (Run run : runs) {
      if (kind.includes(run.root().shape)) {
        cells.set(run.row * plane.columns() + run.from, run.row * plane.columns() + run.to);
      }
    }
    return cells;
  }
}
