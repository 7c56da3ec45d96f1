package dev.quire.queue;

/** How a request ended. */
public enum Outcome {
  /** A worker completed it. */
  ANSWERED,
  /** It was not admitted, or not kept for a reason that lies with the service. */
  REFUSED,
  /** Its deadline passed before a worker took it. */
  EXPIRED,
  /** Its client has left, or its answer is not needed any more. */
  CANCELLED,
  /** The model failed on it, or the service on preparing it. */
  FAILED,
  /** It could not be read, which is its own fault; it never was a request. */
  INVALID,
  /** It was answered by what was computed for another one; it never was a request. */
  REUSED
}
