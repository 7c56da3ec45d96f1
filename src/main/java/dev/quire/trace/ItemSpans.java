package dev.quire.trace;

import dev.quire.api.ItemTrace;
import dev.quire.api.ItemTracer;
import dev.quire.queue.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A span for each item of one model, called as its task, with a span for each stage under it. */
final class ItemSpans implements ItemTracer {

  private final Tracer tracer;
  private final String task;
  private final String model;

  /**
   * @param task what the spans are called
   * @param model what they call the model
   */
  ItemSpans(Tracer tracer, String task, String model) {
    this.tracer = tracer;
    this.task = task;
    this.model = model;
  }

  @Override
  public ItemTrace begin(TraceContext request, int page, long arrivedNanos) {
    ClockAnchor now = ClockAnchor.now();
    Span span =
        tracer
            .spanBuilder(task)
            .setParent(SpanParent.of(request).parent())
            .setStartTimestamp(now.epochNanosOf(arrivedNanos), TimeUnit.NANOSECONDS)
            .setAttribute(SpanAttributes.MODEL, model)
            .startSpan();
    if (page > 0) {
      span.setAttribute(SpanAttributes.PAGE, page);
    }
    Optional<TraceContext> place = SpanParent.of(span);
    // a sampler of the operator's own may think otherwise than the request's
    return place.isPresent()
        ? new ItemSpan(tracer, span, place.get(), now, arrivedNanos)
        : ItemTrace.NONE;
  }
}
