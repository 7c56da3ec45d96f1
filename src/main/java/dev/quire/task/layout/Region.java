package dev.quire.task.layout;

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
 */
public record Region(
    int classId,
    String label,
    float score,
    float x1,
    float y1,
    float x2,
    float y2,
    Integer order) {}
