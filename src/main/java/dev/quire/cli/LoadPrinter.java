package dev.quire.cli;

import dev.quire.load.Percentiles;
import dev.quire.load.Reply;
import dev.quire.load.StageTimes;
import dev.quire.load.Step;
import dev.quire.load.StepResult;
import dev.quire.load.Timing;
import dev.quire.load.Workload;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a load test as tables, step by step as it goes. */
final class LoadPrinter {

  /** A sender that is later than this in one request of a hundred is part of what it measures. */
  private static final double LATE_MILLIS = 10;

  private final PrintWriter out;
  private final Workload workload;

  LoadPrinter(PrintWriter out, Workload workload) {
    this.out = out;
    this.workload = workload;
  }

  void head(String url, Timing timing) {
    out.printf(
        Locale.ROOT,
        "%s: %s; steps of %d s after %d s%n%n",
        url,
        workload.description(),
        timing.duration().toSeconds(),
        timing.warmUp().toSeconds());
    out.printf(
        "%-12s %9s %9s %8s %8s %8s %8s %8s  %s%n",
        "load",
        workload.unit() + "/s",
        "in time/s",
        "p50 ms",
        "p90 ms",
        "p95 ms",
        "p99 ms",
        "max ms",
        "outcomes");
    out.flush();
  }

  void step(StepResult result) {
    Percentiles latency = result.latency();
    out.printf(
        Locale.ROOT,
        "%-12s %9.1f %9.1f %8s %8s %8s %8s %8s  %s%n",
        label(result.step()),
        result.throughput() * workload.size(),
        result.goodput() * workload.size(),
        millis(latency, latency.p50()),
        millis(latency, latency.p90()),
        millis(latency, latency.p95()),
        millis(latency, latency.p99()),
        millis(latency, latency.max()),
        outcomes(result));
    out.flush();
  }

  private static String millis(Percentiles latency, double value) {
    return latency.count() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  void foot(List<StepResult> results) {
    if (results.stream().anyMatch(result -> result.stages().isKnown())) {
      out.printf(
          "%nthe mean answer%n%-12s %9s %9s %8s %8s %8s%n",
          "load", "prepare", "queue", "run", "finish", "outside ms");
      results.forEach(this::stages);
    }
    results.stream()
        .filter(result -> result.lag() > LATE_MILLIS)
        .forEach(
            result ->
                out.printf(
                    Locale.ROOT,
                    "%n%s: requests were sent up to %.0f ms late (p99); this program, or its"
                        + " machine, is too slow for the load",
                    label(result.step()),
                    result.lag()));
    out.println();
    out.flush();
  }

  private void stages(StepResult result) {
    StageTimes stages = result.stages();
    out.printf(
        Locale.ROOT,
        "%-12s %9.1f %9.1f %8.1f %8.1f %8.1f%n",
        label(result.step()),
        stages.prepare(),
        stages.queue(),
        stages.run(),
        stages.finish(),
        stages.outside());
  }

  private static String label(Step step) {
    return step instanceof Step.Open ? step.label() + "/s" : step.label() + " clients";
  }

  /** The good one first. */
  private static String outcomes(StepResult result) {
    return result.outcomes().entrySet().stream()
        .sorted((a, b) -> Boolean.compare(b.getKey().equals(Reply.OK), a.getKey().equals(Reply.OK)))
        .map(outcome -> "%s ×%d".formatted(outcome.getKey(), outcome.getValue()))
        .collect(Collectors.joining(", "));
  }
}
