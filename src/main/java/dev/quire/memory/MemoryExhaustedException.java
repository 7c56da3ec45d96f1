package dev.quire.memory;

import java.time.Duration;

/** There is no room for bytes that a request needs. Nothing was done with them. */
public final class MemoryExhaustedException extends RuntimeException {

  /**
   * When to ask again. Bytes are held for seconds at most, and how many of those who wait are ahead
   * is not known, so there is no better figure.
   */
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Stage stage;
  private final long bytes;
  private final boolean forGood;

  MemoryExhaustedException(Stage stage, long bytes, long ceiling) {
    super(
        bytes > ceiling
            ? "It takes %d bytes of memory, of which requests have %d together"
                .formatted(bytes, ceiling)
            : "Other requests hold the memory that it takes",
        null,
        false,
        false);
    this.stage = stage;
    this.bytes = bytes;
    this.forGood = bytes > ceiling;
  }

  public Stage stage() {
    return stage;
  }

  /** What was asked for. */
  public long bytes() {
    return bytes;
  }

  /** Whether the budget is too small for it, however long it waits. */
  public boolean forGood() {
    return forGood;
  }

  /** When there will probably be room. */
  public Duration retryAfter() {
    return SOON;
  }
}
