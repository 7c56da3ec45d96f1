package dev.quire.api;

import dev.quire.queue.Terms;
import dev.quire.queue.TraceContext;

/**
 * Begins the traces of a model's items: a page, or the sentence pairs of a request. Thread-safe;
 * nothing blocks.
 */
@FunctionalInterface
public interface ItemTracer {

  /**
   * Begins one.
   *
   * @param request where in a trace the item belongs
   * @param page the item's number in its document, from 1; 0 if it has none
   * @param arrivedNanos when its time began to count, by {@link System#nanoTime}
   */
  ItemTrace begin(TraceContext request, int page, long arrivedNanos);

  /** The same for an item that has terms; nothing happens if they are not traced. */
  default ItemTrace begin(Terms terms, int page, long arrivedNanos) {
    return terms.trace().isPresent()
        ? begin(terms.trace().get(), page, arrivedNanos)
        : ItemTrace.NONE;
  }
}
