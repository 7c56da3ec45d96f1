package dev.quire.ops;

import dev.quire.memory.ByteBudget;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * What requests hold of the process's memory and may hold: {@code
 * quire_request_memory_bytes{memory,stage}}, {@code quire_request_memory_limit_bytes{memory}} and
 * {@code quire_request_memory_waiting{memory}}.
 */
class MemoryMetrics {

  private static final String HELD = "quire.request.memory";

  void register(@Observes StartupEvent event, MeterRegistry registry, RequestMemory memory) {
    for (Stage stage : Stage.values()) {
      held(registry, "heap", memory.heap(), stage);
    }
    held(registry, "off-heap", memory.offHeap(), Stage.PIXELS);
    limits(registry, "heap", memory.heap());
    limits(registry, "off-heap", memory.offHeap());
  }

  private static void held(MeterRegistry registry, String name, ByteBudget budget, Stage stage) {
    Gauge.builder(HELD, budget, memory -> memory.reserved(stage))
        .description("Memory that requests hold")
        .baseUnit("bytes")
        .tag("memory", name)
        .tag("stage", stage.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static void limits(MeterRegistry registry, String name, ByteBudget budget) {
    Gauge.builder(HELD + ".limit", budget, ByteBudget::capacity)
        .description("Memory that requests may hold together")
        .baseUnit("bytes")
        .tag("memory", name)
        .register(registry);
    Gauge.builder(HELD + ".waiting", budget, ByteBudget::waiting)
        .description("Requests that wait for memory")
        .tag("memory", name)
        .register(registry);
  }
}
