package dev.quire.load;

import dev.quire.load.Plot.Series;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * A load test as one page of HTML that needs nothing else: plots, and a table of all figures. Light
 * or dark as its reader's system is. Immutable.
 */
public final class HtmlReport {

  private static final String STYLE = "load-report.css";

  /** What every one begins with. */
  public static final String BEGINNING =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
          + "<meta name=\"generator\" content=\"quire load\"/>\n";

  /** The whole page. */
  public String write(LoadReport report) {
    Markup page = new Markup();
    page.add(
        BEGINNING
            + "<meta name=\"viewport\" content=\"width=device-width\"/>%n"
            + "<title>Load on %s</title>%n<style>%n",
        report.service());
    page.add(style().replace("%", "%%")).add("</style>%n</head>%n<body>%n<main>%n");
    header(page, report);
    section(page, report, report.closed(), "Closed loop", "clients");
    section(page, report, report.open(), "Open loop", "requests a second, at random moments");
    table(page, report);
    return page.add("</main>%n</body>%n</html>%n").toString();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The report's style cannot be read", e);
    }
  }

  private static void header(Markup page, LoadReport report) {
    Timing timing = report.timing();
    page.add("<header>%n<p class=\"kind\">Load test</p>%n<h1>%s</h1>%n", report.service());
    page.add(
        "<p>%s · %s</p>%n",
        report.workload(),
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(report.at()));
    page.add(
        "<p>%d step(s) of %d s after %d s of warm-up%s</p>%n</header>%n",
        report.steps().size(),
        timing.duration().toSeconds(),
        timing.warmUp().toSeconds(),
        timing
            .deadline()
            .map(deadline -> ", in time within %,d ms".formatted(deadline.toMillis()))
            .orElse(""));
    best(report).ifPresent(best -> cards(page, report, best));
  }

  private static Optional<StepResult> best(LoadReport report) {
    return report.steps().stream()
        .filter(step -> step.latency().count() > 0)
        .max((a, b) -> Double.compare(a.goodput(), b.goodput()));
  }

  private static void cards(Markup page, LoadReport report, StepResult best) {
    String at =
        best.step() instanceof Step.Open
            ? "at %s a second".formatted(best.step().label())
            : "with %s client(s)".formatted(best.step().label());
    String what = report.timing().deadline().isPresent() ? " in time" : "";
    page.add("<dl class=\"cards\">%n");
    card(page, "most " + report.unit() + what, best.goodput() * report.size(), "/s", at);
    card(page, "median then", best.latency().p50(), " ms", "from the intended moment");
    card(page, "99th percentile then", best.latency().p99(), " ms", "from the intended moment");
    long offered = report.steps().stream().mapToLong(StepResult::offered).sum();
    long unanswered = report.steps().stream().mapToLong(StepResult::unanswered).sum();
    card(
        page,
        "not answered",
        offered == 0 ? 0 : 100.0 * unanswered / offered,
        " %",
        "of %,d in all steps".formatted(offered));
    page.add("</dl>%n");
  }

  private static void card(Markup page, String name, double value, String unit, String note) {
    page.add(
        "<div><dt>%s</dt><dd>%s<small>%s</small></dd><dd class=\"note\">%s</dd></div>%n",
        name, Plot.number(value), unit, note);
  }

  private static void section(
      Markup page, LoadReport report, List<StepResult> steps, String title, String axis) {
    if (steps.isEmpty()) {
      return;
    }
    page.add("<section>%n<h2>%s</h2>%n<div class=\"plots\">%n", title);
    figure(page, report.unit() + " a second", rates(report, steps, axis));
    figure(page, "Latency in milliseconds, on a logarithmic scale", latencies(steps, axis));
    if (steps.stream().anyMatch(step -> step.stages().isKnown())) {
      figure(page, "Where the mean answer's time went, in milliseconds", stages(steps, axis));
    }
    figure(page, "What became of requests, in per cent", outcomes(steps, axis));
    page.add("</div>%n</section>%n");
  }

  private static void figure(Markup page, String caption, Markup plot) {
    String begun = caption.substring(0, 1).toUpperCase(Locale.ROOT) + caption.substring(1);
    page.add("<figure>%n<figcaption>%s</figcaption>%n", begun).add(plot).add("</figure>%n");
  }

  private static Markup rates(LoadReport report, List<StepResult> steps, String axis) {
    List<Series> all = new ArrayList<>();
    if (steps.get(0).step() instanceof Step.Open) {
      all.add(
          series(
              "asked", "asked", steps, step -> ((Step.Open) step.step()).rate() * report.size()));
    }
    all.add(series("answered", "answered", steps, step -> step.throughput() * report.size()));
    if (report.timing().deadline().isPresent()) {
      all.add(series("in time", "in-time", steps, step -> step.goodput() * report.size()));
    }
    return plot("Throughput", axis, report.unit() + "/s", steps, Scale.Linear.upTo(most(all)))
        .lines(all);
  }

  private static Markup latencies(List<StepResult> steps, String axis) {
    List<Series> all =
        List.of(
            series("max", "max", steps, step -> answered(step, step.latency().max())),
            series("p99", "p99", steps, step -> answered(step, step.latency().p99())),
            series("p95", "p95", steps, step -> answered(step, step.latency().p95())),
            series("p90", "p90", steps, step -> answered(step, step.latency().p90())),
            series("p50", "p50", steps, step -> answered(step, step.latency().p50())));
    double least =
        all.get(4).values().stream().filter(v -> v > 0).mapToDouble(v -> v).min().orElse(1);
    Scale scale = Scale.Logarithmic.between(least, Math.max(least, most(all)));
    return plot("Latency", axis, "ms", steps, scale).lines(all);
  }

  private static double answered(StepResult step, double value) {
    return step.latency().count() == 0 ? Double.NaN : value;
  }

  private static Markup stages(List<StepResult> steps, String axis) {
    List<Series> all =
        List.of(
            series("prepare", "prepare", steps, step -> step.stages().prepare()),
            series("queue", "queue", steps, step -> step.stages().queue()),
            series("run", "run", steps, step -> step.stages().run()),
            series("finish", "finish", steps, step -> step.stages().finish()),
            series("network and sender", "outside", steps, step -> step.stages().outside()));
    double most = steps.stream().mapToDouble(step -> step.stages().sum()).max().orElse(1);
    return plot("Stages", axis, "ms", steps, Scale.Linear.upTo(most)).bars(all);
  }

  private static Markup outcomes(List<StepResult> steps, String axis) {
    List<Series> all = new ArrayList<>();
    int other = 0;
    for (String outcome : names(steps)) {
      String style = outcome.equals(Reply.OK) ? "ok" : "fault-" + (other++ % 4);
      all.add(series(outcome, style, steps, step -> share(step, outcome)));
    }
    return plot("Outcomes", axis, "%", steps, Scale.Linear.upTo(100)).bars(all);
  }

  private static double share(StepResult step, String outcome) {
    return step.offered() == 0
        ? 0
        : 100.0 * step.outcomes().getOrDefault(outcome, 0L) / step.offered();
  }

  private static SortedSet<String> names(List<StepResult> steps) {
    SortedSet<String> names = new TreeSet<>();
    steps.forEach(step -> names.addAll(step.outcomes().keySet()));
    return names;
  }

  private static Plot plot(
      String title, String axis, String unit, List<StepResult> steps, Scale scale) {
    return new Plot(
        title, axis, unit, steps.stream().map(step -> step.step().label()).toList(), scale);
  }

  private static Series series(
      String name, String style, List<StepResult> steps, ToDoubleFunction<StepResult> value) {
    return new Series(name, style, steps.stream().map(step -> value.applyAsDouble(step)).toList());
  }

  private static double most(List<Series> all) {
    return all.stream()
        .flatMap(series -> series.values().stream())
        .filter(value -> !Double.isNaN(value))
        .mapToDouble(value -> value)
        .max()
        .orElse(1);
  }

  private static void table(Markup page, LoadReport report) {
    SortedSet<String> outcomes = names(report.steps());
    page.add("<section>%n<h2>All figures</h2>%n<div class=\"wide\"><table>%n<thead><tr>");
    for (String column :
        List.of(
            "loop",
            "load",
            report.unit() + "/s",
            "in time/s",
            "p50 ms",
            "p90 ms",
            "p95 ms",
            "p99 ms",
            "max ms",
            "sent late ms")) {
      page.add("<th>%s</th>", column);
    }
    outcomes.forEach(outcome -> page.add("<th>%s</th>", outcome));
    page.add("</tr></thead>%n<tbody>%n");
    for (StepResult step : report.steps()) {
      page.add(
          "<tr><td>%s</td><td>%s</td>",
          step.step() instanceof Step.Open ? "open" : "closed", step.step().label());
      Percentiles latency = step.latency();
      for (double value :
          new double[] {
            step.throughput() * report.size(),
            step.goodput() * report.size(),
            answered(step, latency.p50()),
            answered(step, latency.p90()),
            answered(step, latency.p95()),
            answered(step, latency.p99()),
            answered(step, latency.max()),
            step.lag()
          }) {
        page.add("<td>%s</td>", Double.isNaN(value) ? "–" : Plot.number(value));
      }
      outcomes.forEach(
          outcome -> page.add("<td>%,d</td>", step.outcomes().getOrDefault(outcome, 0L)));
      page.add("</tr>%n");
    }
    page.add(
        "</tbody>%n</table></div>%n<p class=\"foot\">Latencies run from the moment at which a"
            + " request was to be sent, whatever became of those before it. Sent late: how much"
            + " later the sender was, the 99th percentile; where it is not small, the sender was"
            + " the bottleneck.</p>%n</section>%n");
  }
}
