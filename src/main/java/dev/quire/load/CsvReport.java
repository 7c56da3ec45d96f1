package dev.quire.load;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A load test as comma-separated values: a row a step, a column an outcome. Immutable. */
public final class CsvReport {

  private static final List<String> COLUMNS =
      List.of(
          "loop",
          "load",
          "seconds",
          "throughput",
          "goodput",
          "offered",
          "count",
          "mean_ms",
          "p50_ms",
          "p90_ms",
          "p95_ms",
          "p99_ms",
          "max_ms",
          "lag_p99_ms",
          "prepare_ms",
          "queue_ms",
          "run_ms",
          "finish_ms",
          "outside_ms");

  /** What every one begins with. */
  public static final String BEGINNING = "loop,load,seconds,throughput,goodput,offered,";

  /** The whole file. */
  public String write(LoadReport report) {
    SortedSet<String> outcomes = new TreeSet<>();
    report.steps().forEach(step -> outcomes.addAll(step.outcomes().keySet()));
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS));
    outcomes.forEach(outcome -> text.append(",outcome_").append(outcome));
    text.append('\n');
    for (StepResult step : report.steps()) {
      text.append(step.step() instanceof Step.Open ? "open," : "closed,")
          .append(step.step().label())
          .append(',')
          .append(numbers(step));
      outcomes.forEach(
          outcome -> text.append(',').append(step.outcomes().getOrDefault(outcome, 0L)));
      text.append('\n');
    }
    return text.toString();
  }

  private static String numbers(StepResult step) {
    Percentiles latency = step.latency();
    StageTimes stages = step.stages();
    return List.<Number>of(
            step.seconds(),
            step.throughput(),
            step.goodput(),
            step.offered(),
            latency.count(),
            latency.mean(),
            latency.p50(),
            latency.p90(),
            latency.p95(),
            latency.p99(),
            latency.max(),
            step.lag(),
            stages.prepare(),
            stages.queue(),
            stages.run(),
            stages.finish(),
            stages.outside())
        .stream()
        .map(CsvReport::number)
        .collect(Collectors.joining(","));
  }

  private static String number(Number value) {
    return value instanceof Long
        ? value.toString()
        : String.format(Locale.ROOT, "%.3f", value.doubleValue());
  }
}
