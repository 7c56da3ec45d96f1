package dev.quire.queue;

/** How a ticket ended. */
public enum Outcome {
  /** A worker completed it. */
  ANSWERED,
  /** It was not admitted, or not kept for a reason that lies with the service. */
  REFUSED,
  /** Its deadline passed before a worker took it. */
  EXPIRED,
  /** Nobody waits for it any more. */
  CANCELLED,
  /** The model failed on it. */
  FAILED
}
