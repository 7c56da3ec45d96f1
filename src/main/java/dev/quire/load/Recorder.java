package dev.quire.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Counts what a step's requests came to. Latencies run from the moment at which a request was to be
 * sent: one that had to wait because the service, or this program, was behind is that much slower.
 *
 * <p>Times go to histograms of three significant digits, whose size does not grow with the number
 * of requests. Not thread-safe.
 */
final class Recorder {

  private static final int DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private final long from;
  private final long to;
  private final long deadlineNanos;
  private final Histogram latencies = new Histogram(DIGITS);
  private final Histogram lags = new Histogram(DIGITS);
  private final SortedMap<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Double> stageSums = new LinkedHashMap<>();
  private double latencySum;
  private long timed;
  private long answered;
  private long inTime;

  /**
   * @param start of the step, in nanoseconds
   */
  Recorder(long start, Timing timing) {
    this.from = start + timing.warmUp().toNanos();
    this.to = from + timing.duration().toNanos();
    this.deadlineNanos = timing.deadline().map(d -> d.toNanos()).orElse(Long.MAX_VALUE);
  }

  /** When no more requests are to be sent. */
  long end() {
    return to;
  }

  /** A request would have been one too many. */
  void unsent(long intended) {
    if (counts(intended)) {
      outcomes.merge(Reply.UNSENT, 1L, Long::sum);
    }
  }

  /**
   * A request came to its end.
   *
   * @param intended when it was to be sent
   * @param sent when it was
   * @param ended when its reply was there
   */
  void replied(long intended, long sent, long ended, Reply reply) {
    long latency = ended - intended;
    if (reply.isOk() && counts(ended)) {
      answered++;
      inTime += latency <= deadlineNanos ? 1 : 0;
    }
    if (!counts(intended)) {
      return;
    }
    outcomes.merge(reply.outcome(), 1L, Long::sum);
    lags.recordValue(Math.max(0, sent - intended));
    if (reply.isOk()) {
      latencies.recordValue(Math.max(0, latency));
      if (!reply.stages().isEmpty()) {
        timed++;
        latencySum += latency / NANOS_PER_MILLI;
        reply.stages().forEach((stage, millis) -> stageSums.merge(stage, millis, Double::sum));
      }
    }
  }

  private boolean counts(long nanos) {
    return nanos >= from && nanos < to;
  }

  StepResult result(Step step) {
    double seconds = (to - from) / 1e9;
    return new StepResult(
        step,
        seconds,
        answered / seconds,
        inTime / seconds,
        outcomes,
        Percentiles.of(latencies),
        lags.getValueAtPercentile(99) / NANOS_PER_MILLI,
        stages());
  }

  private StageTimes stages() {
    if (timed == 0) {
      return StageTimes.unknown();
    }
    Map<String, Double> means = new LinkedHashMap<>();
    stageSums.forEach((stage, sum) -> means.put(stage, sum / timed));
    return StageTimes.of(means, latencySum / timed);
  }
}
