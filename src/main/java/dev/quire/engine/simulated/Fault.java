package dev.quire.engine.simulated;

import java.time.Duration;

/** Something that goes wrong on a simulated device, again and again and always in the same way. */
public sealed interface Fault {

  /**
   * Every run takes {@code factor} times as long.
   *
   * @param factor at least 1
   */
  record Slow(double factor) implements Fault {

    public Slow {
      if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("the factor must be at least 1, not " + factor);
      }
    }
  }

  /**
   * The run with every n-th ticket fails at its end. Transient: the same tickets run again on the
   * device, together or apart, pass.
   *
   * @param tickets n, at least 1
   */
  record ErrorEvery(long tickets) implements Fault {

    public ErrorEvery {
      requireCount("tickets", tickets);
    }
  }

  /**
   * Every n-th run stands still for a while before it goes on as if nothing had been.
   *
   * @param runs n, at least 1
   * @param length how long it stands still, positive
   */
  record HangEvery(long runs, Duration length) implements Fault {

    public HangEvery {
      requireCount("runs", runs);
      requirePositive(length);
    }
  }

  /**
   * Runs of more items fail for want of memory.
   *
   * @param size largest size that fits, at least 0
   */
  record OutOfMemoryAbove(int size) implements Fault {

    public OutOfMemoryAbove {
      if (size < 0) {
        throw new IllegalArgumentException("the size must not be negative, but is " + size);
      }
    }
  }

  /**
   * Every n-th run loses the device: the run fails at once, and so does every run and every opening
   * of a model until the length has passed.
   *
   * @param runs n, at least 1; runs on the lost device do not count
   * @param length how long the device stays lost, positive
   */
  record LostEvery(long runs, Duration length) implements Fault {

    public LostEvery {
      requireCount("runs", runs);
      requirePositive(length);
    }
  }

  private static void requireCount(String what, long count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of %s must be at least 1, not %d".formatted(what, count));
    }
  }

  private static void requirePositive(Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("the time must be positive");
    }
  }
}
