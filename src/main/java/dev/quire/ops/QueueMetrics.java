package dev.quire.ops;

import dev.quire.queue.Outcome;
import dev.quire.queue.RequestListener;
import dev.quire.queue.RequestQueue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A queue's metrics: {@code quire_queue_depth}, {@code quire_queue_capacity}, {@code
 * quire_queue_drain_seconds}, {@code quire_queue_bytes}, {@code quire_queue_capacity_bytes} and
 * {@code quire_tickets_total{outcome}}; and where the service knows its clients, {@code
 * quire_client_tickets_total{client,outcome}}.
 */
public final class QueueMetrics implements RequestListener {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
  private final Optional<ClientMetrics> clients;

  /**
   * @param model what the metrics call the model
   * @param task what it is asked for: pages and rows of tokens are not to be added up
   * @param byClient whether to count by client, too; only where clients are known, since addresses
   *     and names that anybody may choose are too many
   */
  public QueueMetrics(MeterRegistry registry, String model, String task, boolean byClient) {
    this.registry = registry;
    this.clients = byClient ? Optional.of(new ClientMetrics(registry, model)) : Optional.empty();
    this.tags = Tags.of("model", model, "task", task);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(
          outcome,
          Counter.builder("quire.tickets")
              .description("Tickets by how they ended")
              .tags(tags)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Registers the gauges of the queue these metrics listen to. */
  public void observe(RequestQueue<?, ?> queue) {
    Gauge.builder("quire.queue.depth", queue, RequestQueue::depth)
        .description("Tickets that wait")
        .tags(tags)
        .register(registry);
    Gauge.builder("quire.queue.capacity", queue, q -> q.limits().requests())
        .description("Most tickets that may wait")
        .tags(tags)
        .register(registry);
    Gauge.builder("quire.queue.drain", queue, q -> q.drainTime().toNanos() / 1e9)
        .description("How long the tickets that wait will take, as predicted")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
    Gauge.builder("quire.queue.bytes", queue, RequestQueue::bytes)
        .description("Bytes the waiting tickets hold")
        .tags(tags)
        .register(registry);
    Gauge.builder("quire.queue.capacity.bytes", queue, q -> q.limits().bytes())
        .description("Most bytes the waiting tickets may hold")
        .tags(tags)
        .register(registry);
  }

  @Override
  public void ended(String client, Outcome outcome) {
    outcomes.get(outcome).increment();
    clients.ifPresent(known -> known.ended(client, outcome));
  }
}
