package dev.quire.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The models that reading text takes, as their folder describes them. Immutable.
 *
 * @param name what answers call them together
 * @param detection finds lines on a page
 * @param lineOrientation tells lines that stand upside down, where there is such a model
 * @param pageOrientation tells how a page stands, where there is such a model
 * @param recognition reads a line
 * @param characters what the recogniser's classes mean
 * @param mendsSpaces whether the recogniser drops the spaces of Latin text, so that they are to be
 *     put back where the ink has gaps
 * @param license SPDX identifier, or empty
 * @param description one line for people, or empty
 */
public record OcrModel(
    String name,
    ModelFiles detection,
    Optional<ModelFiles> lineOrientation,
    Optional<ModelFiles> pageOrientation,
    ModelFiles recognition,
    Characters characters,
    boolean mendsSpaces,
    String license,
    String description) {

  /** The name of what the models serve together. */
  public static final String OCR = "ocr";

  /**
   * The tasks' names: a page to its orientation, a page to lines, a line to its orientation, a line
   * to its text.
   */
  public static final String PAGE_ORIENTATION = "page-orientation";

  public static final String DETECTION = "text-detection";

  public static final String LINE_ORIENTATION = "line-orientation";
  public static final String RECOGNITION = "text-recognition";

  public OcrModel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(detection, "detection");
    Objects.requireNonNull(lineOrientation, "lineOrientation");
    Objects.requireNonNull(pageOrientation, "pageOrientation");
    Objects.requireNonNull(recognition, "recognition");
    Objects.requireNonNull(characters, "characters");
    Objects.requireNonNull(license, "license");
    Objects.requireNonNull(description, "description");
  }

  /**
   * What the classes of a recogniser mean, but for the blank, which comes first, and the space,
   * which may come last.
   *
   * @param entries one for each class, in order, as they stand in their file: U+3000 is one
   * @param source the file that they come from
   */
  public record Characters(List<String> entries, String source) {

    public Characters {
      entries = List.copyOf(entries);
      Objects.requireNonNull(source, "source");
    }
  }
}
