package dev.quire.trace;

import dev.quire.api.ItemTrace;
import dev.quire.api.ItemTracer;
import dev.quire.queue.TraceContext;
import dev.quire.worker.BatchListener;
import io.opentelemetry.api.trace.Tracer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What makes spans, or nothing where nothing is traced. Thread-safe.
 *
 * @param tracer where spans go; empty if there are none
 */
public record Traces(Optional<Tracer> tracer) {

  /** Tells where the request is traced that is handled on the calling thread, if it is. */
  public Supplier<Optional<TraceContext>> requests() {
    return tracer.isPresent() ? new RequestSpans() : Optional::empty;
  }

  /** Traces a model's items; what they are called is the model's task. */
  public ItemTracer items(String task, String model) {
    return tracer
        .<ItemTracer>map(spans -> new ItemSpans(spans, task, model))
        .orElse((request, page, arrivedNanos) -> ItemTrace.NONE);
  }

  /** Traces a model's batches, of which another listener is told, too. */
  public BatchListener batches(String model, BatchListener next) {
    return tracer.<BatchListener>map(spans -> new BatchSpans(spans, model, next)).orElse(next);
  }
}
