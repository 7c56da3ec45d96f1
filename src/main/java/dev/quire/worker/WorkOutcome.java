package dev.quire.worker;

/** What a batch, a probe or a calibration showed about the device. */
sealed interface WorkOutcome {

  /**
   * The work was done and the device is not at fault, though single requests may have failed.
   *
   * @param served whether a request was answered, which proves that the device works
   */
  record Done(boolean served) implements WorkOutcome {}

  /** The device failed; requests that it did not serve are back in the queue. */
  record DeviceFailed(Throwable cause) implements WorkOutcome {

    String reason() {
      return reason(cause);
    }

    /** What a log line and an operator are shown of a cause. */
    static String reason(Throwable cause) {
      return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
  }

  /** Another thread abandoned the run and requeued its requests. */
  record Abandoned() implements WorkOutcome {}

  /**
   * What the outcome of a run says of the device where no request can have caused it: every failure
   * is the device's.
   */
  static WorkOutcome withoutRequests(RunOutcome<?> outcome) {
    if (outcome instanceof RunOutcome.Unsuccessful<?> failure) {
      return new DeviceFailed(failure.cause());
    }
    return outcome instanceof RunOutcome.Abandoned<?> ? new Abandoned() : new Done(false);
  }
}
