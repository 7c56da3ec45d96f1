package dev.quire.support;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do; far longer than it can take. */
public final class Await {

  public static final Duration LONG = Duration.ofMinutes(2);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private Await() {}

  /** Until a condition is true, which is asked all the time and must be cheap. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail("In vain waited for this: " + what);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** For the inside of predictors, that may not throw what is checked. */
  public static void opened(CountDownLatch latch) {
    try {
      if (!latch.await(LONG.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("Nobody opened the latch");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
