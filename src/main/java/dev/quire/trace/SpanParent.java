package dev.quire.trace;

import dev.quire.queue.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * A place in a trace in OpenTelemetry's terms.
 *
 * @param context of a span that is recorded
 */
record SpanParent(SpanContext context) {

  static SpanParent of(TraceContext place) {
    return new SpanParent(
        SpanContext.create(
            place.traceId(), place.spanId(), TraceFlags.getSampled(), TraceState.getDefault()));
  }

  /** The place of a span; empty if it is not recorded. */
  static Optional<TraceContext> of(Span span) {
    SpanContext context = span.getSpanContext();
    return context.isSampled()
        ? Optional.of(new TraceContext(context.getTraceId(), context.getSpanId()))
        : Optional.empty();
  }

  /** What to give as the parent of a span that belongs there. */
  Context parent() {
    return Context.root().with(Span.wrap(context));
  }
}
