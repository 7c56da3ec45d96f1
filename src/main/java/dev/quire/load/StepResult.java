package dev.quire.load;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step saw.
 *
 * @param seconds the counted time
 * @param throughput answers that came in the counted time, a second
 * @param goodput those of them that came before the deadline, a second
 * @param outcomes of the requests that were to be sent in the counted time: HTTP statuses, and
 *     those of {@link Reply} that are none
 * @param latency of the answers among them, from the moment they were to be sent
 * @param lag how much later than intended requests were sent, in milliseconds, the 99th percentile.
 *     If it is not small, this program was too slow and latencies tell of it
 * @param stages of the answers that say
 */
public record StepResult(
    Step step,
    double seconds,
    double throughput,
    double goodput,
    SortedMap<String, Long> outcomes,
    Percentiles latency,
    double lag,
    StageTimes stages) {

  public StepResult {
    outcomes = Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
  }

  /** How many requests were to be sent in the counted time. */
  public long offered() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of them were not answered. */
  public long unanswered() {
    return offered() - outcomes.getOrDefault(Reply.OK, 0L);
  }
}
