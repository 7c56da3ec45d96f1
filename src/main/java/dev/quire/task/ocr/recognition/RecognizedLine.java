package dev.quire.task.ocr.recognition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line that has been read.
 *
 * @param characters in order; columns ascend
 * @param score mean of the characters' probabilities; 0 if there are none
 * @param columns how many the model has for the line, padding included
 * @param filledShare which share of them the line takes
 */
public record RecognizedLine(
    List<RecognizedCharacter> characters, double score, int columns, double filledShare) {

  public RecognizedLine {
    characters = List.copyOf(characters);
  }

  /** The characters in a row. */
  public String text() {
    return characters.stream().map(RecognizedCharacter::text).collect(Collectors.joining());
  }
}
