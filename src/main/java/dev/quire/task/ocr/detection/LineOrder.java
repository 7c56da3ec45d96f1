package dev.quire.task.ocr.detection;

import dev.quire.image.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** In which order the lines of a page come. The two rules differ where lines are slanted. */
public enum LineOrder {

  /**
   * PaddleX and PaddleOCR 2.x: from top to bottom, then one pass that moves each line to the left
   * past its neighbours while they stand less than 10 pixels higher or lower and more to the right.
   */
  SWAPS {
    @Override
    public List<TextBox> sorted(List<TextBox> boxes) {
      List<TextBox> sorted = new ArrayList<>(boxes);
      sorted.sort(Comparator.comparingDouble(LineOrder::y).thenComparingDouble(LineOrder::x));
      for (int i = 1; i < sorted.size(); i++) {
        for (int j = i; j > 0 && changesPlaces(sorted.get(j - 1), sorted.get(j)); j--) {
          Collections.swap(sorted, j - 1, j);
        }
      }
      return List.copyOf(sorted);
    }
  },

  /**
   * RapidOCR: a line that begins 10 pixels or more below the one above it starts a new row; rows
   * are read from the left. A slanted row of many lines stays one.
   */
  ROWS {
    @Override
    public List<TextBox> sorted(List<TextBox> boxes) {
      List<TextBox> byHeight = new ArrayList<>(boxes);
      byHeight.sort(Comparator.comparingDouble(LineOrder::y));
      List<TextBox> sorted = new ArrayList<>();
      int begin = 0;
      for (int i = 1; i <= byHeight.size(); i++) {
        if (i == byHeight.size() || y(byHeight.get(i)) - y(byHeight.get(i - 1)) >= ROW_STEP) {
          List<TextBox> row = byHeight.subList(begin, i);
          row.sort(Comparator.comparingDouble(LineOrder::x));
          sorted.addAll(row);
          begin = i;
        }
      }
      return List.copyOf(sorted);
    }
  };

  /** Pixels of the page. */
  private static final double ROW_STEP = 10;

  /** The same boxes in order. */
  public abstract List<TextBox> sorted(List<TextBox> boxes);

  private static boolean changesPlaces(TextBox before, TextBox after) {
    return Math.abs(y(after) - y(before)) < ROW_STEP && x(after) < x(before);
  }

  private static double x(TextBox box) {
    return first(box).x();
  }

  private static double y(TextBox box) {
    return first(box).y();
  }

  private static Point first(TextBox box) {
    return box.quad().topLeft();
  }
}
