package dev.quire.cli;

import dev.quire.simulate.PolicyChoice;
import dev.quire.simulate.Report;
import dev.quire.simulate.Report.DeviceUse;
import dev.quire.simulate.Scenario;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Writes reports as tables that an operator reads. */
final class ReportPrinter {

  private static final int BAR = 40;

  private final PrintWriter out;

  ReportPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(Scenario scenario, Map<PolicyChoice, Report> reports) {
    out.printf(
        Locale.ROOT,
        "%d device(s), at best %.1f pages/s together; %s%n%n",
        scenario.devices().size(),
        scenario.bestRate(),
        scenario.load() instanceof dev.quire.simulate.Load.Trace ? "a trace" : scenario.load());
    out.printf(
        Locale.ROOT,
        "%-16s %9s %9s %8s %8s %8s %8s %8s %8s %6s%n",
        "policy",
        "answers/s",
        "in time/s",
        "refused",
        "expired",
        "p50 ms",
        "p90 ms",
        "p99 ms",
        "max ms",
        "batch");
    reports.forEach(this::row);
    reports.forEach(this::details);
    out.flush();
  }

  private void row(PolicyChoice policy, Report report) {
    double offered = Math.max(1, report.tickets().offered());
    out.printf(
        Locale.ROOT,
        "%-16s %9.1f %9.1f %7.2f%% %7.2f%% %8.1f %8.1f %8.1f %8.1f %6.1f%n",
        policy,
        report.throughput(),
        report.goodput(),
        100 * report.tickets().refused() / offered,
        100 * report.tickets().expired() / offered,
        report.latencies().percentile(50) / 1e6,
        report.latencies().percentile(90) / 1e6,
        report.latencies().percentile(99) / 1e6,
        report.latencies().max() / 1e6,
        report.meanBatch());
  }

  private void details(PolicyChoice policy, Report report) {
    out.printf("%n%s: batches by size%n", policy);
    long most = report.batchSizes().values().stream().mapToLong(Long::longValue).max().orElse(1);
    report
        .batchSizes()
        .forEach(
            (size, count) ->
                out.printf(
                    "%6d %9d %s%n",
                    size, count, "#".repeat((int) Math.ceil((double) BAR * count / most))));
    out.printf("why: %s%n", reasons(report));
    for (DeviceUse device : report.devices()) {
      out.printf(
          Locale.ROOT,
          "%s: busy %.1f %%, %d batches, %d pages%n",
          device.name(),
          100 * device.utilisation(),
          device.batches(),
          device.tickets());
    }
  }

  private static String reasons(Report report) {
    StringBuilder text = new StringBuilder();
    report
        .batchReasons()
        .forEach(
            (reason, count) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(reason.name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(count));
    return text.toString();
  }

  void replicas(OptionalInt needed, int most, Scenario scenario) {
    String rule =
        "99 %% of the pages within %d ms".formatted(scenario.timing().objective().toMillis());
    out.printf(
        "%n%s%n",
        needed.isPresent()
            ? "%d device(s) like the first are enough for %s".formatted(needed.getAsInt(), rule)
            : "not even %d devices are enough for %s".formatted(most, rule));
    out.flush();
  }
}
