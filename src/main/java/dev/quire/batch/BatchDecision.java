package dev.quire.batch;

import java.util.Optional;

/** What a policy decides for a worker that asks for work. */
public sealed interface BatchDecision {

  /**
   * Run a batch now.
   *
   * @param nanos how long that will take; 0 while unknown
   * @param better a batch of other requests that would be worth much more; empty if there is none
   */
  record Run(int size, Reason reason, long nanos, Optional<Better> better)
      implements BatchDecision {

    public Run {
      if (size < 1) {
        throw new IllegalArgumentException("A batch has at least one request, not " + size);
      }
    }

    /** A batch of which nothing is known. */
    public Run(int size, Reason reason) {
      this(size, reason, 0, Optional.empty());
    }
  }

  /**
   * A full batch of requests that have more time left than the leading one, which has waited too
   * long for it.
   *
   * @param nanos how much time each of them must have left
   */
  record Better(int size, long nanos) {}

  /** Ask again when this time has passed, or when more work has arrived. */
  record Wait(long nanos) implements BatchDecision {

    public Wait {
      if (nanos < 1) {
        throw new IllegalArgumentException("A wait lasts at least a nanosecond, not " + nanos);
      }
    }
  }

  /**
   * The device has no room for even a single request of the bucket at the moment: others may run.
   *
   * @param nanos when to look again, at least 1
   */
  record NoRoom(long nanos) implements BatchDecision {

    public NoRoom {
      if (nanos < 1) {
        throw new IllegalArgumentException("A wait lasts at least a nanosecond, not " + nanos);
      }
    }
  }

  /**
   * Even alone on this device the leading request would be late: end it, unless another device is
   * fast enough, and leave this one to the others.
   *
   * @param nanos how long a single request takes
   */
  record Expire(long nanos) implements BatchDecision {}

  /** Why a batch has the size it has. */
  enum Reason {
    /** The batch is as large as settings allow, or as pays on this device. */
    SIZE,
    /** Recent runs took far longer than predicted: the cap on the size was lowered. */
    CAP,
    /** The device had too little memory for more. */
    MEMORY,
    /** A larger batch would miss the leading request's deadline. */
    DEADLINE,
    /** A larger batch would miss the latency objective. */
    OBJECTIVE,
    /** A larger size than usual is tried: what was measured of it may have been disturbed. */
    TRIAL,
    /** All that waited was taken: waiting longer for company did not pay, or was not allowed. */
    DELAY
  }
}
