package dev.quire.task.ocr;

import dev.quire.task.ocr.detection.DetectionParameters;
import dev.quire.task.ocr.detection.SideLimit;
import java.util.Objects;

/**
 * How a page is to be read. Equal options make equal answers of equal pages.
 *
 * @param limit how large the detection model sees the page
 * @param detection what becomes of its map of text
 * @param lines what becomes of the lines that were found
 */
public record OcrOptions(SideLimit limit, DetectionParameters detection, LineOptions lines) {

  public OcrOptions {
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(detection, "detection");
    Objects.requireNonNull(lines, "lines");
  }

  /** The same with another size. */
  public OcrOptions with(SideLimit other) {
    return new OcrOptions(other, detection, lines);
  }

  /** The same with other parameters for the map of text. */
  public OcrOptions with(DetectionParameters other) {
    return new OcrOptions(limit, other, lines);
  }

  /** The same with other options for lines. */
  public OcrOptions with(LineOptions other) {
    return new OcrOptions(limit, detection, other);
  }
}
