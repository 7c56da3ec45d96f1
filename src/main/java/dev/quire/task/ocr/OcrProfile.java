package dev.quire.task.ocr;

import static dev.quire.task.ocr.orientation.LineOrientationScores.USUAL_THRESHOLD;

import dev.quire.task.ocr.detection.DetectionParameters;
import dev.quire.task.ocr.detection.Normalization;
import dev.quire.task.ocr.detection.SideLimit;
import dev.quire.task.ocr.recognition.PaddedWidth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose defaults a request has that does not say otherwise. */
public enum OcrProfile {

  /**
   * PaddleX 3.7's pipeline OCR. It turns lines by the likelier class; its model of lines'
   * orientation can be trusted more than the older one, which is the one that ships here.
   */
  PADDLEX(
      Normalization.imageNet(),
      new OcrOptions(
          new SideLimit(SideLimit.Kind.MIN, 64),
          DetectionParameters.paddlex(),
          new LineOptions(true, USUAL_THRESHOLD, true, true, PaddedWidth.ALONE, 0, false, false))),

  /** PaddleOCR 2.10. */
  PADDLEOCR(
      Normalization.imageNet(),
      new OcrOptions(
          new SideLimit(SideLimit.Kind.MAX, 960),
          DetectionParameters.paddleocr(),
          new LineOptions(
              false, USUAL_THRESHOLD, true, false, PaddedWidth.ALONE, 0.5, false, false))),

  /** RapidOCR 1.4 and 3.10. */
  RAPIDOCR(
      Normalization.half(),
      new OcrOptions(
          new SideLimit(SideLimit.Kind.MIN, 736),
          DetectionParameters.rapidocr(),
          new LineOptions(
              true, USUAL_THRESHOLD, false, false, PaddedWidth.SIXES, 0.5, false, false)));

  private final Normalization normalization;
  private final OcrOptions options;

  OcrProfile(Normalization normalization, OcrOptions options) {
    this.normalization = normalization;
    this.options = options;
  }

  /** The profile of a name; empty if there is none. */
  public static Optional<OcrProfile> named(String name) {
    return Arrays.stream(values()).filter(profile -> profile.id().equals(name)).findFirst();
  }

  /** The names of all. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(OcrProfile::id).toList();
  }

  /** What settings and requests call it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What becomes of pixels before detection. It is part of the graph, so it follows the service's
   * profile, not a request's.
   */
  public Normalization normalization() {
    return normalization;
  }

  /** The options; spaces and words are left as the model wrote them. */
  public OcrOptions options() {
    return options;
  }
}
