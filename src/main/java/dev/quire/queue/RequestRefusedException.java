package dev.quire.queue;

import java.time.Duration;

/** The queue did not admit a request, or did not keep it. The caller may try again. */
public class RequestRefusedException extends RuntimeException {

  /** Why a request was not admitted. */
  public enum Reason {
    /** As many requests or bytes wait as the queue may hold, and others have a better claim. */
    QUEUE_FULL,
    /** So much waits that its deadline would pass first. */
    TOO_LATE,
    /** Its deadline would pass even if nothing went before it. */
    DEADLINE_TOO_SHORT,
    /** No device has the memory for it, however long it waits. */
    DOES_NOT_FIT,
    /** The model is still being opened. */
    OPENING,
    /** No device of this instance will ever serve again; another instance should be asked. */
    NO_DEVICE,
    /** It was on several devices when they failed; that need not have been its fault. */
    DEVICES_FAILED,
    /** The service is stopping; another instance should be asked. */
    SHUTTING_DOWN
  }

  private final Reason reason;
  private final Duration retryAfter;

  public RequestRefusedException(Reason reason, Duration retryAfter) {
    super("Refused: " + reason, null, false, false);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  /** When the queue will probably have room again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
