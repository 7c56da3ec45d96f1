package dev.quire.export;

import java.util.List;
import java.util.Objects;

/**
 * A line of text in a region.
 *
 * @param text what it says
 * @param box where it stands
 * @param score how surely it says so, 0 to 1
 * @param words in the order in which they are read; empty where they are not known
 */
public record ExportedLine(String text, Box box, double score, List<ExportedWord> words) {

  /** Copies the words. */
  public ExportedLine {
    Objects.requireNonNull(text, "text");
    words = List.copyOf(words);
  }

  /**
   * A word of a line.
   *
   * @param text what it says
   * @param box where it stands
   */
  public record ExportedWord(String text, Box box) {}

  /** An upright rectangle in pixels of the page. */
  public record Box(double left, double top, double right, double bottom) {}
}
