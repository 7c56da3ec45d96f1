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

  /** Why a batch has the size it has. */
  enum Reason {
    /** The batch is as large as the policy allows. */
    SIZE,
    /** The leading ticket has waited as long as the policy allows. */
    DELAY
  }
}
