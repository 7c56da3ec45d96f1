package dev.quire.queue;

/**
 * Counts requests by deadline, so that "how many are due before this one" costs a few additions
 * however many wait. Deadlines are rounded to slots of a ring, whose prefix sums a Fenwick tree
 * keeps (Fenwick, 1994). Correct as long as all deadlines counted lie within one {@code horizon} of
 * each other. Not thread-safe.
 */
final class DeadlineCounts {

  private static final int SLOTS = 2048;

  private final long slotNanos;
  private final int[] tree = new int[SLOTS + 1];
  private int all;

  DeadlineCounts(long horizonNanos) {
    slotNanos = Math.max(1, horizonNanos / (SLOTS - 2) + 1);
  }

  void add(long deadlineNanos) {
    change(deadlineNanos, 1);
  }

  void remove(long deadlineNanos) {
    change(deadlineNanos, -1);
  }

  int all() {
    return all;
  }

  /**
   * How many are due no later than a request, those of its own slot included.
   *
   * @param earliestNanos a time that no deadline counted precedes
   */
  int dueBy(long deadlineNanos, long earliestNanos) {
    if (all == 0) {
      return 0;
    }
    long from = Math.floorDiv(earliestNanos, slotNanos);
    long to = Math.floorDiv(deadlineNanos, slotNanos);
    if (to < from) {
      return 0;
    }
    if (to - from >= SLOTS - 1) {
      return all;
    }
    int first = Math.floorMod(from, SLOTS);
    int last = Math.floorMod(to, SLOTS);
    return first <= last
        ? prefix(last) - prefix(first - 1)
        : all - (prefix(first - 1) - prefix(last));
  }

  private void change(long deadlineNanos, int by) {
    all += by;
    int slot = Math.floorMod(Math.floorDiv(deadlineNanos, slotNanos), SLOTS);
    for (int i = slot + 1; i <= SLOTS; i += i & -i) {
      tree[i] += by;
    }
  }

  /** How many are in the slots from 0 to {@code slot}. */
  private int prefix(int slot) {
    int sum = 0;
    for (int i = slot + 1; i > 0; i -= i & -i) {
      sum += tree[i];
    }
    return sum;
  }
}
