package dev.quire.task.ocr.detection;

/**
 * How the corners of a found line become whole pixels of the page. The products differ here by a
 * pixel at times, and in which corner of a steep line counts as the first.
 */
public enum BoxFinish {

  /**
   * Scales by one factor in double. A corner may lie on the page's right or lower edge, one beyond
   * the last pixel.
   */
  PADDLEX,

  /**
   * Scales in float32, by division and multiplication. The corner of the least x + y comes first;
   * corners are moved onto the page's last pixels, and boxes of a side of 3 pixels or less dropped.
   */
  PADDLEOCR,

  /** Like {@link #PADDLEOCR}, but the upper one of the two left corners comes first. */
  RAPIDOCR
}
