package dev.quire.device;

import java.util.Locale;

/**
 * What a device can do at the moment. The states are immutable; each knows which one follows an
 * event, and answers itself where an event changes nothing.
 *
 * <pre>
 * Starting ─started→ Ready ⇄ Pressured ─failed→ Quarantined ─retry→ Starting
 *     └─failed→ Quarantined, or Lost after too many failures; drain leads everywhere to Draining
 * </pre>
 */
public sealed interface DeviceState {

  /** The states' names, for metrics and JSON. */
  enum Kind {
    STARTING,
    READY,
    PRESSURED,
    QUARANTINED,
    DRAINING,
    LOST;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Kind kind();

  /** Whether new work can be expected to run there. */
  default boolean isServing() {
    return false;
  }

  /** Its model is open and a first run has passed. */
  default DeviceState started() {
    return this;
  }

  /** A batch of real work ran well. */
  default DeviceState served() {
    return this;
  }

  /** It failed: an error that is not a ticket's fault, a hang, a probe that did not pass. */
  default DeviceState failed(String reason, long nowNanos, Backoff backoff) {
    return this;
  }

  /** Its memory has become scarce, or is not scarce any more. */
  default DeviceState pressed(boolean scarce) {
    return this;
  }

  /** Whether its time in quarantine is over. */
  default boolean mayRetry(long nowNanos) {
    return false;
  }

  /** It is tried again. */
  default DeviceState retry() {
    return this;
  }

  /** The service stops. */
  default DeviceState drain() {
    return new Draining();
  }

  private static DeviceState afterFailure(
      int consecutiveFailures, String reason, long now, Backoff backoff) {
    return consecutiveFailures > backoff.mostFailures()
        ? new Lost(reason)
        : new Quarantined(
            reason, consecutiveFailures, now + backoff.delayNanos(consecutiveFailures));
  }

  /**
   * Its model is being opened and probed.
   *
   * @param consecutiveFailures how often it failed since it last served
   */
  record Starting(int consecutiveFailures) implements DeviceState {

    @Override
    public Kind kind() {
      return Kind.STARTING;
    }

    @Override
    public DeviceState started() {
      return new Ready(consecutiveFailures);
    }

    @Override
    public DeviceState failed(String reason, long nowNanos, Backoff backoff) {
      return afterFailure(consecutiveFailures + 1, reason, nowNanos, backoff);
    }
  }

  /** It serves. */
  record Ready(int consecutiveFailures) implements DeviceState {

    @Override
    public Kind kind() {
      return Kind.READY;
    }

    @Override
    public boolean isServing() {
      return true;
    }

    @Override
    public DeviceState served() {
      return consecutiveFailures == 0 ? this : new Ready(0);
    }

    @Override
    public DeviceState pressed(boolean scarce) {
      return scarce ? new Pressured(consecutiveFailures) : this;
    }

    @Override
    public DeviceState failed(String reason, long nowNanos, Backoff backoff) {
      return afterFailure(consecutiveFailures + 1, reason, nowNanos, backoff);
    }
  }

  /** It serves, in smaller batches and perhaps at a lower resolution, because memory is scarce. */
  record Pressured(int consecutiveFailures) implements DeviceState {

    @Override
    public Kind kind() {
      return Kind.PRESSURED;
    }

    @Override
    public boolean isServing() {
      return true;
    }

    @Override
    public DeviceState served() {
      return consecutiveFailures == 0 ? this : new Pressured(0);
    }

    @Override
    public DeviceState pressed(boolean scarce) {
      return scarce ? this : new Ready(consecutiveFailures);
    }

    @Override
    public DeviceState failed(String reason, long nowNanos, Backoff backoff) {
      return afterFailure(consecutiveFailures + 1, reason, nowNanos, backoff);
    }
  }

  /**
   * It takes no work until it has been opened and probed again.
   *
   * @param reason what put it there
   * @param consecutiveFailures how often it failed since it last served, at least 1
   * @param untilNanos when it may be tried again
   */
  record Quarantined(String reason, int consecutiveFailures, long untilNanos)
      implements DeviceState {

    @Override
    public Kind kind() {
      return Kind.QUARANTINED;
    }

    @Override
    public boolean mayRetry(long nowNanos) {
      return untilNanos - nowNanos <= 0;
    }

    @Override
    public DeviceState retry() {
      return new Starting(consecutiveFailures);
    }
  }

  /** It finishes what was admitted. */
  record Draining() implements DeviceState {

    @Override
    public Kind kind() {
      return Kind.DRAINING;
    }

    @Override
    public DeviceState drain() {
      return this;
    }
  }

  /** It failed too often in a row: only a new process may help. */
  record Lost(String reason) implements DeviceState {

    @Override
    public Kind kind() {
      return Kind.LOST;
    }

    @Override
    public DeviceState drain() {
      return this;
    }
  }
}
