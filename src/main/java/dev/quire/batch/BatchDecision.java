package dev.quire.batch;

/** What a worker that asks for work is told. */
public sealed interface BatchDecision {

  /** Run a batch now. */
  record Run(int size, Reason reason) implements BatchDecision {

    public Run {
      if (size < 1) {
        throw new IllegalArgumentException("A batch has at least one ticket, not " + size);
      }
    }
  }

  /** Ask again when this time has passed, or when more work has arrived. */
  record Wait(long nanos) implements BatchDecision {

    public Wait {
      if (nanos < 1) {
        throw new IllegalArgumentException("A wait lasts at least a nanosecond, not " + nanos);
      }
    }
  }

  /**
   * Even alone on this device the leading ticket would be late: end it, unless another device is
   * fast enough, and leave this one to the others.
   */
  record Expire() implements BatchDecision {}

  /** Why a batch has the size it has. */
  enum Reason {
    /** The batch is as large as settings allow, or as pays on this device. */
    SIZE,
    /** Recent runs took far longer than predicted: the cap on the size was lowered. */
    CAP,
    /** The device had too little memory for more. */
    MEMORY,
    /** A larger batch would miss the leading ticket's deadline. */
    DEADLINE,
    /** A larger batch would miss the latency objective. */
    OBJECTIVE,
    /** All that waited was taken: waiting longer for company did not pay, or was not allowed. */
    DELAY
  }
}
