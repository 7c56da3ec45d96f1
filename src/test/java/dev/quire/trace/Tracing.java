package dev.quire.trace;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** A simulated device for pages and pairs, a cache, and traces that stay in memory. */
public class Tracing implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.otel.sdk.disabled", "false",
        "quarkus.otel.bsp.schedule.delay", "20ms",
        "quire.models.layout.engine", "simulated",
        "quire.models.similarity.enabled", "true",
        "quire.devices", "gpu:0",
        "quire.simulated.latency", "1:150ms,8:200ms",
        "quire.cache.bytes", "1M");
  }

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(InMemory.class);
  }

  /** In place of the exporter that sends. */
  @Alternative
  @Singleton
  static class InMemory {

    @Produces
    @Singleton
    InMemorySpanExporter exporter() {
      return InMemorySpanExporter.create();
    }
  }
}
