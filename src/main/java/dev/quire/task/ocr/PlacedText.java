package dev.quire.task.ocr;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The recognised characters of a line.
 *
 * @param characters in their order; columns ascend
 * @param columns steps of the recogniser, padding included, at least 1
 * @param filledShare which share of the steps the line takes, the rest is padding; above 0, at most
 *     1
 */
public record PlacedText(List<PlacedCharacter> characters, int columns, double filledShare) {

  public PlacedText {
    characters = List.copyOf(characters);
    if (columns < 1) {
      throw new IllegalArgumentException("A line has at least one column, not " + columns);
    }
    if (!(filledShare > 0 && filledShare <= 1)) {
      throw new IllegalArgumentException(
          "The filled share is above 0 and at most 1, not " + filledShare);
    }
  }

  /** The characters in a row. */
  public String text() {
    return characters.stream().map(PlacedCharacter::text).collect(Collectors.joining());
  }
}
