package dev.quire.trace;

import dev.quire.engine.DeviceLostException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.queue.TraceContext;
import dev.quire.worker.BatchAttempt;
import dev.quire.worker.BatchListener;
import dev.quire.worker.BatchRun;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A span for each run of a batch, with links to the items whose tickets ran. It belongs to none of
 * them, so it is a trace of its own. Thread-safe.
 */
final class BatchSpans implements BatchListener {

  private static final String BATCH = "batch";

  private final Tracer tracer;
  private final String model;
  private final BatchListener next;

  /**
   * @param model what the spans call the model
   * @param next hears of the same batches
   */
  BatchSpans(Tracer tracer, String model, BatchListener next) {
    this.tracer = tracer;
    this.model = model;
    this.next = next;
  }

  @Override
  public void ran(BatchRun run) {
    next.ran(run);
  }

  @Override
  public Optional<TraceContext> traced(BatchAttempt attempt) {
    ClockAnchor now = ClockAnchor.now();
    SpanBuilder builder =
        tracer
            .spanBuilder(BATCH)
            .setNoParent()
            .setStartTimestamp(now.epochNanosOf(attempt.startedNanos()), TimeUnit.NANOSECONDS)
            .setAttribute(SpanAttributes.MODEL, model)
            .setAttribute(SpanAttributes.DEVICE, attempt.device().name())
            .setAttribute(SpanAttributes.BATCH_SIZE, (long) attempt.size())
            .setAttribute(SpanAttributes.BUCKET, attempt.bucket().name())
            .setAttribute(
                SpanAttributes.PRECISION, attempt.precision().name().toLowerCase(Locale.ROOT))
            .setAttribute(SpanAttributes.OUTCOME, outcome(attempt));
    items(attempt)
        .forEach(
            (item, tickets) ->
                builder.addLink(
                    SpanParent.of(item).context(), Attributes.of(SpanAttributes.TICKETS, tickets)));
    Span span = builder.startSpan();
    attempt.failure().ifPresent(failure -> mark(span, failure));
    span.end(now.epochNanosOf(attempt.startedNanos() + attempt.nanos()), TimeUnit.NANOSECONDS);
    return SpanParent.of(span);
  }

  /** The items and how many tickets each has: sentence pairs of one request share a span. */
  private static Map<TraceContext, Long> items(BatchAttempt attempt) {
    Map<TraceContext, Long> items = new LinkedHashMap<>();
    attempt.traces().forEach(item -> items.merge(item, 1L, Long::sum));
    return items;
  }

  private static String outcome(BatchAttempt attempt) {
    if (attempt.failure().isEmpty()) {
      return "answered";
    }
    Throwable failure = attempt.failure().get();
    if (failure instanceof OutOfDeviceMemoryException) {
      return "out_of_memory";
    }
    return failure instanceof DeviceLostException ? "device_lost" : "failed";
  }

  private static void mark(Span span, Throwable failure) {
    String type = failure.getClass().getName();
    span.setAttribute(SpanAttributes.ERROR, type)
        .setStatus(StatusCode.ERROR, failure.getMessage() == null ? type : failure.getMessage())
        .recordException(failure);
  }
}
