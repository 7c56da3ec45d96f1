package dev.quire.cli;

import dev.quire.precision.Padding;
import dev.quire.precision.SimilarityReport;
import dev.quire.precision.SimilarityReport.Cost;
import dev.quire.precision.SimilarityReport.Row;
import dev.quire.precision.SimilaritySettings;
import dev.quire.task.similarity.F1;
import dev.quire.task.similarity.ScoreAgreement;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Writes what batches by length and FP16 save and change as a table that an operator reads. */
final class SimilarityPrinter {

  private static final String COSTS = "%-9s %-9s %8s %8s %11s %10s %12s";
  private static final String SCORES = " %8s %8s %9s %8s";
  private static final String LABELS = " %7s %8s";

  private final PrintWriter out;

  SimilarityPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(
      String model, MeasuredDevice device, SimilaritySettings settings, SimilarityReport report) {
    out.printf(
        Locale.ROOT,
        "%s on %s: %d pair(s) in %d row(s) of %d to %d tokens, %d pair(s) a run;"
            + " times are medians of %d pass(es)%n",
        model,
        device.label(),
        report.pairs(),
        report.rows(),
        report.shortest(),
        report.longest(),
        report.batch(),
        settings.runs());
    out.printf("%s%n%n", Figures.memory(device));
    out.printf(
        Locale.ROOT,
        "Rows padded to %d tokens, and in batches of like lengths; scores agree within %s%n",
        report.full(),
        ScoreAgreement.TOLERANCE);
    head(report);
    report.variants().forEach(row -> row(report, row));
    change(report.before().cost(), report.after().cost());
    if (report.alreadyHalf()) {
      out.println("The model's file is in FP16 already; there is no FP32 to compare with.");
    } else if (!report.ranHalf()) {
      out.println("The model cannot be run in FP16; the log says why.");
    }
    out.flush();
  }

  private void head(SimilarityReport report) {
    out.printf(
        COSTS,
        "precision",
        "padding",
        "ms/pair",
        "pairs/s",
        "weights MB",
        "1 pair MB",
        report.batch() + " pairs MB");
    out.printf(SCORES, "largest", "mean", "within %", "order %");
    if (report.before().f1().isPresent()) {
      out.printf(LABELS, "F1", "from");
    }
    out.println();
  }

  private void row(SimilarityReport report, Row row) {
    Cost cost = row.cost();
    out.printf(
        COSTS,
        row.precision(),
        row.padding() == Padding.FULL ? "to " + report.full() : "by length",
        Figures.number("%.2f", cost.millisPerPair()),
        Figures.number("%.1f", cost.pairsPerSecond()),
        Figures.megabytes(OptionalLong.of(cost.weightBytes())),
        Figures.megabytes(cost.onePairBytes()),
        Figures.megabytes(cost.batchBytes()));
    Optional<ScoreAgreement> scores = row.agreement();
    out.printf(
        SCORES,
        cell(scores, "%.5f", ScoreAgreement::largest),
        cell(scores, "%.5f", ScoreAgreement::mean),
        cell(scores, "%.2f", agreement -> 100 * agreement.withinShare()),
        // where the reference tells no pairs apart, there is no order to keep
        cell(
            scores.filter(agreement -> agreement.told() > 0),
            "%.2f",
            agreement -> 100 * agreement.orderShare()));
    if (row.f1().isPresent()) {
      out.printf(LABELS, cell(row.f1(), "%.4f", F1::value), cell(row.f1(), "%.4f", F1::threshold));
    }
    out.println();
  }

  private static <T> String cell(Optional<T> of, String format, Function<T, Double> value) {
    return of.map(known -> Figures.number(format, value.apply(known))).orElse(Figures.UNKNOWN);
  }

  private void change(Cost from, Cost to) {
    out.printf(
        COSTS,
        "change",
        "",
        Figures.change(from.nanosPerPair(), to.nanosPerPair()),
        Figures.change(from.pairsPerSecond(), to.pairsPerSecond()),
        Figures.change(from.weightBytes(), to.weightBytes()),
        Figures.change(from.onePairBytes(), to.onePairBytes()),
        Figures.change(from.batchBytes(), to.batchBytes()));
    out.println();
  }
}
