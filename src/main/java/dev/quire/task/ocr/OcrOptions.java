package dev.quire.task.ocr;

import dev.quire.task.ocr.detection.DetectionParameters;
import dev.quire.task.ocr.detection.SideLimit;
import java.util.Objects;

/**
 * How a page is to be read. Equal options make equal answers of equal pages.
 *
 * @param upright whether it is found out how the page stands, and the page turned upright first
 * @param limit how large the detection model sees the page
 * @param detection what becomes of its map of text
 * @param lines what becomes of the lines that were found
 */
public record OcrOptions(
    boolean upright, SideLimit limit, DetectionParameters detection, LineOptions lines) {

  public OcrOptions {
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(detection, "detection");
    Objects.requireNonNull(lines, "lines");
  }

  /** Of a page that is read as it stands. */
  public OcrOptions(SideLimit limit, DetectionParameters detection, LineOptions lines) {
    this(false, limit, detection, lines);
  }

  /** The same, with or without turning the page upright. */
  public OcrOptions withUpright(boolean other) {
    return new OcrOptions(other, limit, detection, lines);
  }

  /** The same with another size. */
  public OcrOptions with(SideLimit other) {
    return new OcrOptions(upright, other, detection, lines);
  }

  /** The same with other parameters for the map of text. */
  public OcrOptions with(DetectionParameters other) {
    return new OcrOptions(upright, limit, other, lines);
  }

  /** The same with other options for lines. */
  public OcrOptions with(LineOptions other) {
    return new OcrOptions(upright, limit, detection, other);
  }
}
