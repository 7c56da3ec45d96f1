package dev.quire.ops;

import dev.quire.document.Documents;
import dev.quire.document.DrawingStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/**
 * How the processes are that draw PDF pages: {@code quire_drawing_processes{state}}, {@code
 * quire_drawing_waiting}, {@code quire_drawing_processes_ended_total} and {@code
 * quire_drawing_start_failures_total}. There are none where the service draws in its own process.
 */
class DrawingMetrics {

  private static final String PROCESSES = "quire.drawing.processes";

  void register(@Observes StartupEvent event, MeterRegistry registry, Documents documents) {
    if (documents.drawing().isEmpty()) {
      return;
    }
    processes(registry, documents, "idle", DrawingStatus::idle);
    processes(registry, documents, "busy", DrawingStatus::busy);
    processes(registry, documents, "slow", DrawingStatus::slow);
    processes(registry, documents, "starting", DrawingStatus::starting);
    Gauge.builder("quire.drawing.waiting", documents, value(DrawingStatus::waiting))
        .description("PDF pages and documents that wait for a drawing process")
        .register(registry);
    FunctionCounter.builder(PROCESSES + ".ended", documents, value(DrawingStatus::ended))
        .description("Drawing processes that crashed, or were ended for what they drew")
        .register(registry);
    FunctionCounter.builder(
            "quire.drawing.start.failures", documents, value(DrawingStatus::failedStarts))
        .description("Drawing processes that could not be started")
        .register(registry);
  }

  private static void processes(
      MeterRegistry registry,
      Documents documents,
      String state,
      ToDoubleFunction<DrawingStatus> count) {
    Gauge.builder(PROCESSES, documents, value(count))
        .description("Processes that draw PDF pages")
        .tag("state", state)
        .register(registry);
  }

  private static ToDoubleFunction<Documents> value(ToDoubleFunction<DrawingStatus> of) {
    return documents -> documents.drawing().map(of::applyAsDouble).orElse(0.0);
  }
}
