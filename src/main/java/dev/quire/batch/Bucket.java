package dev.quire.batch;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The shape class of an item: only items of one bucket can share a batch, because their tensors
 * stack.
 *
 * @param name what metrics and logs call it, such as {@code 640x640}
 * @param cost the work of one item in the task's unit: pixels for pages, tokens for sentences; at
 *     least 1
 */
public record Bucket(String name, long cost) {

  public Bucket {
    if (cost < 1) {
      throw new IllegalArgumentException("The cost of a bucket must be at least 1, not " + cost);
    }
  }

  /**
   * Which of some buckets is most like this one: the one whose cost is nearest by ratio, of equally
   * near ones the first; empty if there are none.
   */
  Optional<Bucket> nearest(Collection<Bucket> buckets) {
    return buckets.stream().min(Comparator.comparingDouble(this::distance));
  }

  /** The cost as a multiple of the other's. */
  double costRelativeTo(Bucket other) {
    return (double) cost / other.cost;
  }

  /** 0 for the same cost, and the same for half of it and for twice as much. */
  private double distance(Bucket other) {
    return Math.abs(Math.log(other.costRelativeTo(this)));
  }
}
