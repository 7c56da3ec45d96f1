package dev.quire.api;

import dev.quire.model.Resolution;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Terms;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;

/**
 * The trace of one item. It ends once, with its answer or as what {@link #follow} was given ends.
 * Thread-safe; nothing blocks.
 */
public interface ItemTrace {

  /** Of an item that is not traced. */
  ItemTrace NONE = new NoTrace();

  /** The terms for the item's tickets, so that batches know whose they are. */
  Terms of(Terms terms);

  /** Whatever ends this, a failure or a cancellation among it, ends the trace. */
  <T> Uni<T> follow(Uni<T> answer);

  /** From now on the item waits for this ticket. */
  void waitsFor(InferenceRequest<?, ?> ticket);

  /** The size that a page is looked at in. */
  void at(Resolution resolution);

  /**
   * The item was answered by a run of its own.
   *
   * @param times its stages, from its arrival on
   */
  void answered(StageTimes times, Served<?> served);

  /**
   * The item was answered by what was computed for another one.
   *
   * @param source how it was come by
   * @param totalNanos from its arrival to its answer
   */
  void reused(String source, long totalNanos, Served<?> served);
}
