package dev.quire.task;

import dev.quire.batch.Bucket;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Map;

/**
 * The meaning around a model: how prepared items become one batch of tensors and how the model's
 * outputs fall apart into one result per item. It knows no queue, no device and no HTTP.
 * Implementations are immutable and thread-safe.
 *
 * @param <P> a prepared item, what a ticket carries
 * @param <R> the raw result of one item, not yet shaped by the request's parameters
 */
public interface Task<P, R> {

  /** The outputs of the model that {@link #split} reads. */
  List<String> outputs();

  /**
   * Puts the items of one batch into the model's input tensors. All items are of one bucket.
   *
   * @param items at least one
   * @param tensors where the tensors come from
   */
  Map<String, Tensor> assemble(List<P> items, Tensors tensors);

  /** The same in memory of its own. */
  default Map<String, Tensor> assemble(List<P> items) {
    return assemble(items, Tensors.fresh());
  }

  /**
   * Takes the outputs of a batch apart.
   *
   * @param items the items that {@link #assemble} was given
   * @return one result per item, in the items' order
   * @throws IllegalStateException if the outputs do not have the shape the contract promises
   */
  List<R> split(Map<String, Tensor> outputs, List<P> items);

  /** Which items can share a batch with this one, and what it costs. */
  Bucket bucket(P item);

  /**
   * How much of its bucket's cost an item takes by itself; what is left of it is padding.
   *
   * @return in the unit of {@link Bucket#cost}, 0 up to that
   */
  default long content(P item) {
    return bucket(item).cost();
  }

  /** An item without meaning, to warm a predictor up with. */
  P blank();

  /** One for each bucket that requests may ask for, the usual one first. */
  default List<P> blanks() {
    return List.of(blank());
  }
}
