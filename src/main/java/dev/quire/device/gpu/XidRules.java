package dev.quire.device.gpu;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells new errors of one GPU from repetitions. One fault often brings the same number many times,
 * once for each program or channel that it met: all that come within a pause of each other are one
 * fault. Not thread-safe.
 */
final class XidRules {

  private final long pauseNanos;
  private final Map<Integer, Long> lastNanos = new HashMap<>();

  /**
   * @param pause how long a number must not have come to be news again
   */
  XidRules(Duration pause) {
    this.pauseNanos = pause.toNanos();
  }

  /** Takes note of an error; says whether it is a new fault. */
  boolean isNew(int xid, long nowNanos) {
    Long last = lastNanos.put(xid, nowNanos);
    return last == null || nowNanos - last >= pauseNanos;
  }
}
