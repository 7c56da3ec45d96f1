package dev.quire.queue;

import java.util.regex.Pattern;

/**
 * Where in a trace something belongs: the span that is its parent, or that a link points to. Made
 * of spans that are recorded only; the queue carries it and does not look inside. The ids are those
 * of <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 */
public record TraceContext(String traceId, String spanId) {

  private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("[0-9a-f]{16}");

  public TraceContext {
    if (!TRACE.matcher(traceId).matches() || !SPAN.matcher(spanId).matches()) {
      throw new IllegalArgumentException(
          "A trace has 32 and a span 16 hexadecimal digits, not '%s' and '%s'"
              .formatted(traceId, spanId));
    }
  }
}
