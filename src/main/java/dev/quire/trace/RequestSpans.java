package dev.quire.trace;

import dev.quire.queue.TraceContext;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;
import java.util.function.Supplier;

/** The HTTP server's own span of the request that the calling thread handles. Thread-safe. */
final class RequestSpans implements Supplier<Optional<TraceContext>> {

  /** Where it is; empty if there is none, or one that is not recorded. */
  @Override
  public Optional<TraceContext> get() {
    return SpanParent.of(Span.current());
  }
}
