package dev.quire.api.similarity;

import dev.quire.api.ItemTrace;
import dev.quire.api.similarity.ServedRows.ServedRow;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Reservation;
import dev.quire.queue.Terms;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.SimilarityTask;
import dev.quire.task.similarity.TextResult;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Runs the rows of a request, a ticket each. They are admitted together or not at all; when one of
 * them fails, or nobody waits for them any more, the others leave the queue. Nothing here blocks.
 * Thread-safe.
 */
final class RowInference {

  private final SimilarityTask task;
  private final ByteBudget heap;
  private final RequestQueue<PreparedText, Served<TextResult>> queue;

  RowInference(
      SimilarityTask task, RequestQueue<PreparedText, Served<TextResult>> queue, ByteBudget heap) {
    this.task = task;
    this.queue = queue;
    this.heap = heap;
  }

  /**
   * Runs rows in whatever batches.
   *
   * @param rows at least one
   * @param terms for all of them; the timeout counts from the subscription
   * @param trace hears which ticket it is that they wait for
   * @return one for each row, in the rows' order; fails as the first ticket does that fails, with
   *     the exceptions of {@link RequestQueue#reserve} and {@link InferenceRequest#completion}
   */
  Uni<ServedRows> run(List<PreparedText> rows, Terms terms, ItemTrace trace) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              // the queue sees to it that clients share
              MemoryReservation held = heap.openForAll(Stage.TENSORS);
              held.grow(rows.stream().mapToLong(PreparedText::sizeInBytes).sum());
              List<InferenceRequest<PreparedText, Served<TextResult>>> tickets =
                  admit(rows, terms, held);
              trace.waitsFor(tickets.get(0));
              List<CompletableFuture<Served<TextResult>>> ends =
                  tickets.stream()
                      .map(ticket -> ticket.completion().toCompletableFuture())
                      .toList();
              CompletableFuture<Void> all =
                  CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
              emitter.onTermination(
                  () -> {
                    held.close();
                    // the last row's end comes on its device's thread, which has better to do
                    if (!all.isDone()) {
                      tickets.forEach(queue::cancel);
                    }
                  });
              tickets.forEach(
                  ticket ->
                      ticket.whenEnded(
                          (served, failure) -> {
                            if (failure != null) {
                              trace.waitsFor(ticket);
                              emitter.fail(failure);
                            }
                          }));
              all.thenRun(() -> emitter.complete(served(tickets, ends)));
            });
  }

  private List<InferenceRequest<PreparedText, Served<TextResult>>> admit(
      List<PreparedText> rows, Terms terms, MemoryReservation held) {
    List<Reservation> places = reserve(rows, terms, held);
    return IntStream.range(0, rows.size())
        .mapToObj(row -> queue.offer(places.get(row), rows.get(row)))
        .toList();
  }

  /** A place for each row, or none: while all are kept, no row is run in vain. */
  private List<Reservation> reserve(List<PreparedText> rows, Terms terms, MemoryReservation held) {
    List<Reservation> places = new ArrayList<>(rows.size());
    try {
      for (PreparedText row : rows) {
        places.add(queue.reserve(task.bucket(row), row.sizeInBytes(), terms));
      }
    } catch (RuntimeException | Error e) {
      places.forEach(queue::release);
      held.close();
      throw e;
    }
    return places;
  }

  private static ServedRows served(
      List<InferenceRequest<PreparedText, Served<TextResult>>> tickets,
      List<CompletableFuture<Served<TextResult>>> ends) {
    return new ServedRows(
        IntStream.range(0, tickets.size())
            .mapToObj(row -> new ServedRow(ends.get(row).join(), tickets.get(row).createdNanos()))
            .toList());
  }
}
