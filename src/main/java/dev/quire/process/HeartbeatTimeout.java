package dev.quire.process;

import java.time.Duration;

/**
 * How long a process has said nothing while this one was listening. A pause of this process, such
 * as that of a virtual machine, counts for no more than one step: what was said meanwhile has yet
 * to be read. One thread asks, any may hear.
 */
final class HeartbeatTimeout {

  private final long longestNanos;
  private final long stepNanos;

  private volatile boolean heard;
  private long askedNanos;
  private long silentNanos;

  /**
   * @param longest how much of it is too much
   * @param step how much time at most counts between two questions
   * @param nowNanos the moment from which it counts
   */
  HeartbeatTimeout(Duration longest, Duration step, long nowNanos) {
    this.longestNanos = longest.toNanos();
    this.stepNanos = step.toNanos();
    this.askedNanos = nowNanos;
  }

  /** It is broken. */
  void heard() {
    heard = true;
  }

  /** Whether it has lasted too long. */
  boolean isTooLong(long nowNanos) {
    long passed = Math.min(nowNanos - askedNanos, stepNanos);
    askedNanos = nowNanos;
    if (heard) {
      heard = false;
      silentNanos = 0;
    } else {
      silentNanos += passed;
    }
    return silentNanos > longestNanos;
  }
}
