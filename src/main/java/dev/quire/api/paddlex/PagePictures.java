package dev.quire.api.paddlex;

/**
 * Pictures of a page as JPEG files, each scaled down where it would be too large.
 *
 * @param page as it came
 * @param layout with its regions, their labels and scores
 * @param order with its regions and their places in the reading order
 */
public record PagePictures(byte[] page, byte[] layout, byte[] order) {

  /** What the files have together. */
  long bytes() {
    return (long) page.length + layout.length + order.length;
  }
}
