package dev.quire.engine.simulated;

/** Lets time pass. A test's own lets none pass and moves its clock instead. Thread-safe. */
@FunctionalInterface
public interface Pause {

  /**
   * Returns once the time has passed.
   *
   * @param nanos nanoseconds; nothing happens where it is 0 or less
   * @throws InterruptedException if the thread is interrupted before
   */
  void nanos(long nanos) throws InterruptedException;

  /** Real time, to a few microseconds: the thread sleeps, and waits busily for the last 100 µs. */
  static Pause precise() {
    return PrecisePause.real();
  }
}
