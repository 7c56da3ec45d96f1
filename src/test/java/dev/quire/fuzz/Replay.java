package dev.quire.fuzz;

import java.time.Duration;

/**
 * Which inputs are sent, by system properties, so that others may be tried and those that failed
 * tried again.
 *
 * @param seed {@code fuzz.seed}: other seeds, other inputs
 * @param first {@code fuzz.first}: the number of the first input
 * @param inputs {@code fuzz.inputs}: how many are sent
 * @param patience {@code fuzz.patience}, in seconds: no answer takes so long, unless it never comes
 */
record Replay(long seed, int first, int inputs, Duration patience) {

  private static final long SEED = 20_260;
  private static final int PATIENCE_SECONDS = 120;

  /** What the properties say; {@code inputs} without one. */
  static Replay orElse(int inputs) {
    return new Replay(
        Long.getLong("fuzz.seed", SEED),
        Integer.getInteger("fuzz.first", 0),
        Integer.getInteger("fuzz.inputs", inputs),
        Duration.ofSeconds(Integer.getInteger("fuzz.patience", PATIENCE_SECONDS)));
  }

  /**
   * The arguments that send some inputs of a test again.
   *
   * @param test {@code CLASS#METHOD}
   */
  String of(String test, int input, int count) {
    return "-Dtest=%s -Dfuzz.seed=%d -Dfuzz.first=%d -Dfuzz.inputs=%d"
        .formatted(test, seed, input, count);
  }
}
