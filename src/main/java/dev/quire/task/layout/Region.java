package dev.quire.task.layout;

import dev.quire.image.Point;
import java.util.List;

/**
 * One region of a page.
 *
 * @param classId index into the model's labels
 * @param label the class's name
 * @param score 0 to 1
 * @param x1 left edge, pixels of the original page, 0 to its width
 * @param y1 top edge
 * @param x2 right edge, greater than {@code x1}
 * @param y2 bottom edge, greater than {@code y1}
 * @param order place in the reading order, from 1, or null for a region outside the running text
 *     and for models that give no order
 * @param polygon its outline in pixels of the original page, four corners or more, closed by
 *     itself; empty for models without masks and where none was asked for. It may leave the box by
 *     a little and is not stretched where the box is
 */
public record Region(
    int classId,
    String label,
    float score,
    float x1,
    float y1,
    float x2,
    float y2,
    Integer order,
    List<Point> polygon) {

  public Region {
    polygon = List.copyOf(polygon);
  }

  /** A region without an outline. */
  public Region(
      int classId,
      String label,
      float score,
      float x1,
      float y1,
      float x2,
      float y2,
      Integer order) {
    this(classId, label, score, x1, y1, x2, y2, order, List.of());
  }

  /** The same at another place in the reading order. */
  Region withOrder(Integer other) {
    return new Region(classId, label, score, x1, y1, x2, y2, other, polygon);
  }
}
