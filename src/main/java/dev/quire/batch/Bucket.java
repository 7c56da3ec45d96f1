package dev.quire.batch;

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
}
