package dev.quire.api;

import dev.quire.batch.Bucket;
import dev.quire.engine.EngineException;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Reservation;
import dev.quire.queue.Terms;
import dev.quire.task.Task;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Runs prepared items of one task through its queue. Nothing here blocks; when nobody waits for an
 * item any more, it leaves the queue. The items' memory is the caller's, who reserves it before
 * they are made. Thread-safe.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public final class ItemQueue<P, R> {

  private final Task<P, R> task;
  private final ToLongFunction<P> bytes;
  private final RequestQueue<P, Served<R>> queue;

  /**
   * @param bytes that an item holds while it waits
   */
  public ItemQueue(Task<P, R> task, ToLongFunction<P> bytes, RequestQueue<P, Served<R>> queue) {
    this.task = task;
    this.bytes = bytes;
    this.queue = queue;
  }

  /** How an item's run ended. */
  public sealed interface Run<R> {

    /**
     * It has a result.
     *
     * @param createdNanos when it was queued
     */
    record Done<R>(Served<R> served, long createdNanos) implements Run<R> {}

    /** The model failed on it, and on nothing that ran beside it. */
    record Failed<R>(EngineException cause) implements Run<R> {}
  }

  /** Where the items wait. */
  public RequestQueue<P, Served<R>> queue() {
    return queue;
  }

  /**
   * Keeps a place for an item like this one, which must be given to {@link #run} or released.
   *
   * @throws dev.quire.queue.RequestRefusedException if it would not be admitted
   */
  public Reservation reserve(P like, Terms terms) {
    return queue.reserve(task.bucket(like), bytes.applyAsLong(like), terms);
  }

  /**
   * The same for an item that is yet to be made.
   *
   * @param bytes that it will hold
   */
  public Reservation reserve(Bucket bucket, long bytes, Terms terms) {
    return queue.reserve(bucket, bytes, terms);
  }

  /** Gives a place up that no item will come for; does nothing if it has ended already. */
  public void release(Reservation place) {
    queue.release(place);
  }

  /**
   * Runs an item in its place.
   *
   * @param trace hears which request it waits for
   * @return fails with the exceptions of {@link InferenceRequest#completion}
   */
  public Uni<Run.Done<R>> run(Reservation place, P item, ItemTrace trace) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              InferenceRequest<P, Served<R>> request = queue.offer(place, item);
              trace.waitsFor(request);
              emitter.onTermination(() -> queue.cancel(request));
              request.whenEnded(
                  (served, failure) -> {
                    if (failure == null) {
                      emitter.complete(new Run.Done<>(served, request.createdNanos()));
                    } else {
                      emitter.fail(failure);
                    }
                  });
            });
  }

  /**
   * Runs the parts of an admitted item in whatever batches. They are admitted together or not at
   * all, whatever is predicted of their time, and each ends on its own: one that the model fails on
   * leaves the others what they are.
   *
   * @param terms for all of them; the timeout counts from the subscription
   * @return one for each item, in their order; fails, and takes all from the queue, if one ends in
   *     another way, with the exceptions of {@link RequestQueue#reserve} and {@link
   *     InferenceRequest#completion}
   */
  public Uni<List<Run<R>>> runAll(List<P> items, Terms terms) {
    if (items.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Uni.createFrom()
        .emitter(
            emitter -> {
              List<InferenceRequest<P, Served<R>>> requests = admitted(items, terms);
              List<CompletableFuture<Run<R>>> ends =
                  requests.stream().map(ItemQueue::<P, R>ended).toList();
              CompletableFuture<Void> all =
                  CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
              emitter.onTermination(
                  () -> {
                    // the last item's end comes on its device's thread, which has better to do
                    if (!all.isDone()) {
                      requests.forEach(queue::cancel);
                    }
                  });
              ends.forEach(
                  end ->
                      end.whenComplete(
                          (run, failure) -> {
                            if (failure != null) {
                              emitter.fail(failure);
                            }
                          }));
              all.thenRun(
                  () -> emitter.complete(ends.stream().map(CompletableFuture::join).toList()));
            });
  }

  private static <P, R> CompletableFuture<Run<R>> ended(InferenceRequest<P, Served<R>> request) {
    CompletableFuture<Run<R>> end = new CompletableFuture<>();
    request.whenEnded(
        (served, failure) -> {
          Throwable cause =
              failure instanceof CompletionException && failure.getCause() != null
                  ? failure.getCause()
                  : failure;
          if (cause == null) {
            end.complete(new Run.Done<>(served, request.createdNanos()));
          } else if (cause instanceof EngineException alone) {
            end.complete(new Run.Failed<>(alone));
          } else {
            end.completeExceptionally(cause);
          }
        });
    return end;
  }

  private List<InferenceRequest<P, Served<R>>> admitted(List<P> items, Terms terms) {
    List<Reservation> places = new ArrayList<>(items.size());
    try {
      for (P item : items) {
        places.add(queue.reservePart(task.bucket(item), bytes.applyAsLong(item), terms));
      }
    } catch (RuntimeException | Error e) {
      places.forEach(queue::release);
      throw e;
    }
    return IntStream.range(0, items.size())
        .mapToObj(at -> queue.offer(places.get(at), items.get(at)))
        .toList();
  }
}
