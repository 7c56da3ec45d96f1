package dev.quire.api.similarity;

import dev.quire.batch.FixedBatchPolicy;
import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.PollResult;
import dev.quire.queue.RequestQueue;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.TextResult;
import dev.quire.worker.Served;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A thread that answers the rows of a queue, two at a time, the later one first. */
final class RowWorker implements AutoCloseable {

  private static final long LOOK_NANOS = 200_000;

  private final RequestQueue<PreparedText, Served<TextResult>> queue;
  private final Function<PreparedText, TextResult> model;
  private final List<PreparedText> seen = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::work, "row-worker");
  private volatile boolean closed;

  /**
   * @param model what it throws fails the row
   */
  RowWorker(
      RequestQueue<PreparedText, Served<TextResult>> queue,
      Function<PreparedText, TextResult> model) {
    this.queue = queue;
    this.model = model;
    thread.start();
  }

  /** The rows so far. */
  List<PreparedText> seen() {
    return List.copyOf(seen);
  }

  private void work() {
    while (!closed) {
      if (queue.poll(new FixedBatchPolicy(2, 0))
          instanceof PollResult.Batch<PreparedText, Served<TextResult>> batch) {
        List<InferenceRequest<PreparedText, Served<TextResult>>> tickets =
            new ArrayList<>(batch.requests());
        Collections.reverse(tickets);
        tickets.forEach(ticket -> serve(ticket, tickets.size()));
      } else {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private void serve(InferenceRequest<PreparedText, Served<TextResult>> ticket, int size) {
    seen.add(ticket.payload());
    long queued = System.nanoTime() - ticket.createdNanos();
    try {
      TextResult result = model.apply(ticket.payload());
      queue.answer(
          ticket, new Served<>(result, new DeviceId("cpu"), Precision.FP32, size, queued, 1_000));
    } catch (RuntimeException e) {
      queue.fail(ticket, e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
