package dev.quire.reading;

import java.util.Objects;

/**
 * A word with its place.
 *
 * @param text in logical order, without spaces around it, not empty
 * @param area where it stands
 */
public record ReadWord(String text, Area area) {

  /** Checks that both are there. */
  public ReadWord {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(area, "area");
  }
}
