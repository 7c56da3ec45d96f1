package dev.quire.engine.simulated;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Sleeps most of the time and spins the rest, for a sleeping thread wakes up late. */
final class PrecisePause implements Pause {

  /** Above the usual delay of a wake-up, and little enough to burn. */
  static final long SPIN_NANOS = 100_000;

  private final LongSupplier nanoClock;
  private final LongConsumer sleep;

  /** {@code sleep} may return early, also because the thread is interrupted. */
  PrecisePause(LongSupplier nanoClock, LongConsumer sleep) {
    this.nanoClock = nanoClock;
    this.sleep = sleep;
  }

  static PrecisePause real() {
    return new PrecisePause(System::nanoTime, LockSupport::parkNanos);
  }

  @Override
  public void nanos(long nanos) throws InterruptedException {
    long end = nanoClock.getAsLong() + nanos;
    for (long left = nanos; left > 0; left = end - nanoClock.getAsLong()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (left > SPIN_NANOS) {
        sleep.accept(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
