package dev.quire.queue;

/**
 * When something must be answered: earliest deadline first; of equal ones, the one that was made
 * first.
 *
 * @param deadlineNanos on the queue's clock, which may overflow: all that is compared lies within
 *     half of its range
 */
record Due(long deadlineNanos, long number) implements Comparable<Due> {

  /** Before everything that is due at this time. */
  static Due from(long deadlineNanos) {
    return new Due(deadlineNanos, Long.MIN_VALUE);
  }

  @Override
  public int compareTo(Due other) {
    long sooner = deadlineNanos - other.deadlineNanos;
    return sooner != 0 ? Long.signum(sooner) : Long.compare(number, other.number);
  }
}
