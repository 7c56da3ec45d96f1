package dev.quire.app;

import dev.quire.api.Outcomes;
import dev.quire.auth.Access;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import dev.quire.ops.QueueMetrics;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.worker.Served;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Makes the models' queues, as the settings say. */
final class Queues {

  /** A page of 800 by 800 pixels, which larger ones than usual may exceed. */
  private static final long BYTES_PER_PAGE = 2L << 20;

  /** So that a short queue takes large pages, too. */
  private static final long LEAST_BYTES = 512L << 20;

  private static final int ROWS_PER_PAGE = 64;
  private static final int LINES_PER_PAGE = 128;

  private final QuireConfig config;
  private final RequestMemory memory;
  private final MeterRegistry registry;
  private final Access access;

  Queues(QuireConfig config, RequestMemory memory, MeterRegistry registry, Access access) {
    this.config = config;
    this.memory = memory;
    this.registry = registry;
    this.access = access;
  }

  /** How long a request may take where it does not say. */
  Duration timeout() {
    return Range.check(
        "quire.queue.timeout", config.queue().timeout(), Duration.ofMillis(1), Duration.ofHours(1));
  }

  /** Most pages that may wait. */
  int pages() {
    return Range.check("quire.queue.capacity", config.queue().capacity(), 1, 1_000_000);
  }

  /**
   * Most rows of text that may wait.
   *
   * @param largest what one request may have, which is admitted whole or not at all
   */
  int rows(int largest) {
    return Math.max(largest, ROWS_PER_PAGE * pages());
  }

  /**
   * Most lines of pages that may wait.
   *
   * @param largest what one page may have, which is admitted whole or not at all
   */
  int lines(int largest) {
    return Math.max(largest, LINES_PER_PAGE * pages());
  }

  /** What waits is held on the heap, so it cannot take more than requests may hold there. */
  private long bytes() {
    return Math.min(
        memory.heap().ceiling(Stage.TENSORS), Math.max(LEAST_BYTES, BYTES_PER_PAGE * pages()));
  }

  /**
   * A queue with its metrics.
   *
   * @param task what the model is asked for
   * @param tickets most that may wait
   */
  <P, R> RequestQueue<P, Served<R>> open(String model, String task, int tickets) {
    QueueLimits limits = new QueueLimits(tickets, bytes(), timeout());
    // tickets are the queue's own; what is counted is what they were made for
    RequestQueue<P, Served<R>> queue =
        new RequestQueue<>(limits, System::nanoTime, (client, outcome) -> {});
    metrics(model, task).observe(queue);
    return queue;
  }

  /** What counts how a model's items end, those among them that never came to a ticket. */
  Outcomes outcomes(String model, String task) {
    return new Outcomes(metrics(model, task));
  }

  private QueueMetrics metrics(String model, String task) {
    return new QueueMetrics(registry, model, task, access.restricted());
  }
}
