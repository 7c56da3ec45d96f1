package dev.quire.reading;

import java.util.List;
import java.util.Objects;

/**
 * A line of text, as a text layer or OCR gives it.
 *
 * @param text in logical order (right-to-left text begins with its first character); may be empty
 *     where nothing could be read
 * @param area the upright rectangle around it
 * @param mode which way it is written
 * @param score how surely it says so, 0 to 1; 1 for a text layer
 * @param words its words in logical order; empty where they are not known
 */
public record ReadLine(
    String text, Area area, WritingMode mode, double score, List<ReadWord> words) {

  /** Copies the words. */
  public ReadLine {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(mode, "mode");
    words = List.copyOf(words);
  }

  /** A line from left to right without known words. */
  public static ReadLine of(String text, Area area) {
    return new ReadLine(text, area, WritingMode.LEFT_TO_RIGHT, 1, List.of());
  }

  /** How high its characters are, in pixels: the shorter side of a horizontal line. */
  public double fontSize() {
    return mode == WritingMode.VERTICAL ? area.width() : area.height();
  }
}
