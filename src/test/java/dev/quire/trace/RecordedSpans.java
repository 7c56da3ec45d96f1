package dev.quire.trace;

import static org.junit.jupiter.api.Assertions.fail;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The spans that ended, to be asked about. */
record RecordedSpans(InMemorySpanExporter exporter) {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final long LOOK_NANOS = 2_000_000;

  /** All spans of a trace once the server's own is among them; it is the last one to end. */
  List<SpanData> ofRequest(String traceId) {
    return awaited(
            "the server's span of " + traceId,
            () ->
                of(traceId).stream().filter(span -> span.getKind() == SpanKind.SERVER).findFirst())
        .map(span -> of(traceId))
        .orElseThrow();
  }

  /** The only span of this name that begins a trace. */
  SpanData root(String name) {
    return awaited(
            "a trace that begins with " + name,
            () ->
                exporter.getFinishedSpanItems().stream()
                    .filter(span -> span.getName().equals(name))
                    .filter(span -> !span.getParentSpanContext().isValid())
                    .findFirst())
        .orElseThrow();
  }

  private static Optional<SpanData> awaited(String what, Supplier<Optional<SpanData>> look) {
    long end = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() - end < 0) {
      Optional<SpanData> found = look.get();
      if (found.isPresent()) {
        return found;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return fail("In vain waited for " + what);
  }

  List<SpanData> of(String traceId) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(traceId))
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .toList();
  }

  /** The batches with a link to a span of this trace. */
  List<SpanData> batchesOf(String traceId) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals("batch"))
        .filter(
            span ->
                span.getLinks().stream()
                    .anyMatch(link -> link.getSpanContext().getTraceId().equals(traceId)))
        .toList();
  }

  /** The span that a link leads to, once it has ended: a batch ends after its pages' answers. */
  SpanData at(LinkData link) {
    return awaited(
            "the span " + link,
            () ->
                exporter.getFinishedSpanItems().stream()
                    .filter(span -> span.getTraceId().equals(link.getSpanContext().getTraceId()))
                    .filter(span -> span.getSpanId().equals(link.getSpanContext().getSpanId()))
                    .findFirst())
        .orElseThrow();
  }

  static List<SpanData> named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).toList();
  }

  static SpanData one(List<SpanData> spans, String name) {
    List<SpanData> found = named(spans, name);
    if (found.size() != 1) {
      fail("One span %s was expected, not %d in %s".formatted(name, found.size(), names(spans)));
    }
    return found.get(0);
  }

  static List<SpanData> under(List<SpanData> spans, SpanData parent) {
    return spans.stream()
        .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
        .toList();
  }

  static List<String> names(List<SpanData> spans) {
    return spans.stream().map(SpanData::getName).toList();
  }
}
