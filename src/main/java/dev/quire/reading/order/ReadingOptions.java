package dev.quire.reading.order;

import dev.quire.reading.WritingMode;
import java.util.Objects;
import java.util.Optional;

/**
 * How a page is put in order.
 *
 * @param mode which way the page is written; empty to recognise it from its lines
 */
public record ReadingOptions(Optional<WritingMode> mode) {

  /** Checks that the mode is an {@link Optional}. */
  public ReadingOptions {
    Objects.requireNonNull(mode, "mode");
  }

  /** Recognises everything. */
  public static ReadingOptions defaults() {
    return new ReadingOptions(Optional.empty());
  }

  /** Takes every page to be written this way. */
  public static ReadingOptions of(WritingMode mode) {
    return new ReadingOptions(Optional.of(mode));
  }
}
