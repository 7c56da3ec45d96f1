package dev.quire.load;

import java.time.Instant;
import java.util.List;

/**
 * A load test that is over.
 *
 * @param service its address
 * @param workload what was asked
 * @param unit what throughput counts, times {@code size} of them a request
 * @param size how many a request had
 * @param at when it ended
 * @param timing of each step
 * @param steps in their order
 */
public record LoadReport(
    String service,
    String workload,
    String unit,
    int size,
    Instant at,
    Timing timing,
    List<StepResult> steps) {

  public LoadReport {
    steps = List.copyOf(steps);
  }

  /** The steps of closed loops. */
  public List<StepResult> closed() {
    return steps.stream().filter(result -> result.step() instanceof Step.Closed).toList();
  }

  /** The steps of open loops. */
  public List<StepResult> open() {
    return steps.stream().filter(result -> result.step() instanceof Step.Open).toList();
  }
}
