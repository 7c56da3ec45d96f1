package dev.quire.document.process;

import java.util.function.BooleanSupplier;

/**
 * Who waits for a drawing process.
 *
 * @param cancelled whether nobody does any more
 * @param waits told again and again for how many nanoseconds the process has been busy with it
 */
record DrawingCaller(BooleanSupplier cancelled, Ticks waits) {

  /** Hears how long it takes. */
  interface Ticks {
    void after(long nanos);
  }

  boolean isCancelled() {
    return cancelled.getAsBoolean();
  }
}
