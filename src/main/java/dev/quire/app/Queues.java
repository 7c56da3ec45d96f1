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
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;

/** Makes the models' queues, as the settings say. */
final class Queues {

  private static final long MOST_BYTES = 512L << 20;

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

  /** What waits is held on the heap, so it cannot take more than requests may hold there. */
  private long bytes() {
    long all = memory.heap().ceiling(Stage.TENSORS);
    return Range.check(
        "quire.queue.bytes",
        config.queue().bytes().map(MemorySize::asLongValue).orElse(Math.min(MOST_BYTES, all)),
        1,
        all);
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
