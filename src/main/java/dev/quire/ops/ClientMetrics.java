package dev.quire.ops;

import dev.quire.queue.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each client that the service knows has had of a model: {@code
 * quire_client_tickets_total{model,client,outcome}}. Thread-safe.
 */
public final class ClientMetrics {

  /** Most clients with a series of their own; the others share that of {@value #OTHERS}. */
  static final int MOST = 1000;

  static final String OTHERS = "(others)";

  private final MeterRegistry registry;
  private final String model;
  private final Map<String, Map<Outcome, Counter>> clients = new ConcurrentHashMap<>();

  public ClientMetrics(MeterRegistry registry, String model) {
    this.registry = registry;
    this.model = model;
  }

  /** Counts a ticket's end. */
  public void ended(String client, Outcome outcome) {
    String name = clients.size() < MOST || clients.containsKey(client) ? client : OTHERS;
    clients
        .computeIfAbsent(name, unseen -> new ConcurrentHashMap<>())
        .computeIfAbsent(outcome, unseen -> counter(name, outcome))
        .increment();
  }

  private Counter counter(String client, Outcome outcome) {
    return Counter.builder("quire.client.tickets")
        .description("Tickets by whose they were and how they ended")
        .tag("model", model)
        .tag("client", client)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
