package dev.quire.task;

import java.util.List;

/**
 * Items on which a model is compared with itself, say in half precision with full.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public interface Golden<P, R> {

  /** The items, always the same. */
  List<P> items();

  /**
   * How far two runs over the items agree.
   *
   * @param reference the results of the run that counts as right, in the items' order
   * @param other those of the other run
   */
  Likeness compare(List<R> reference, List<R> other);

  /** The least share that a run in integers must reach, where half precision needs more. */
  default double leastShareInInt8() {
    return 0.98;
  }

  /**
   * How far two runs agree.
   *
   * @param compared how much there was to compare, both sides together; where it is 0, nothing is
   *     known
   * @param matched share of it that agrees, 0 to 1
   * @param ordered share of the pairs that stand in the same order on both sides, 0 to 1; 1 where
   *     the task knows no order
   */
  record Likeness(long compared, double matched, double ordered) {

    /** Whether both shares reach a bar. */
    public boolean reaches(double bar) {
      return matched >= bar && ordered >= bar;
    }
  }
}
