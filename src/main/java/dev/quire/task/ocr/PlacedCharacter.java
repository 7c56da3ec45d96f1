package dev.quire.task.ocr;

import java.util.Objects;

/**
 * A recognised character.
 *
 * @param text as the charset has it, usually one code point; a space is one
 * @param column the step of the recogniser at which it was kept, from 0
 */
public record PlacedCharacter(String text, int column) {

  public PlacedCharacter {
    Objects.requireNonNull(text, "text");
    if (column < 0) {
      throw new IllegalArgumentException("There is no column " + column);
    }
  }
}
