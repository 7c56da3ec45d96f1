package dev.quire.cli;

import dev.quire.precision.PrecisionReport;
import dev.quire.precision.PrecisionReport.Cost;
import dev.quire.precision.PrecisionReport.Row;
import dev.quire.precision.ReportSettings;
import dev.quire.task.layout.Agreement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes what precisions and resolutions cost and change as tables that an operator reads. */
final class PrecisionPrinter {

  private static final String PRECISIONS = "%-10s %9s %9s %11s %11s %10s %8s %8s %6s%n";
  private static final String CHANGE = "%-10s %9s %9s %11s %11s%n";
  private static final String RESOLUTIONS = "%-10s %9s %11s %10s %8s%n";

  private final PrintWriter out;

  PrecisionPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(String model, MeasuredDevice device, ReportSettings settings, PrecisionReport report) {
    out.printf(
        Locale.ROOT,
        "%s on %s: %d page(s), %d a run; times are medians of %d pass(es)%n",
        model,
        device.label(),
        report.pages(),
        report.batch(),
        settings.runs());
    out.printf("%s%n%n", Figures.memory(device));
    precisions(settings, report);
    out.println();
    resolutions(report);
    out.flush();
  }

  private void precisions(ReportSettings settings, PrecisionReport report) {
    Row first = report.precisions().get(0);
    out.printf(
        Locale.ROOT,
        "Precisions at %s; regions match with those of FP32 from an IoU of %s on%n",
        first.resolution(),
        settings.leastIou());
    out.printf(
        PRECISIONS,
        "precision",
        "ms/page",
        "pages/s",
        "weights MB",
        "memory MB",
        "matched %",
        "order %",
        "regions",
        "casts");
    for (Row row : report.precisions()) {
      out.printf(
          PRECISIONS,
          row.precision(),
          Figures.number("%.2f", row.cost().millisPerPage()),
          Figures.number("%.1f", row.cost().pagesPerSecond()),
          Figures.megabytes(OptionalLong.of(row.cost().weightBytes())),
          Figures.megabytes(row.cost().memoryBytes()),
          matched(row.agreement()),
          order(row.agreement()),
          row.agreement().map(agreement -> "" + agreement.regions()).orElse(Figures.UNKNOWN),
          casts(row.agreement().isPresent() ? report.casts() : OptionalInt.empty()));
    }
    if (report.precisions().size() > 1) {
      change(first.cost(), report.precisions().get(1).cost());
    } else if (report.alreadyHalf()) {
      out.println("The model's file is in FP16 already; there is no FP32 to compare with.");
    } else {
      out.println("The model cannot be run in FP16; the log says why.");
    }
  }

  private void change(Cost from, Cost to) {
    out.printf(
        CHANGE,
        "change",
        Figures.change(from.nanosPerPage(), to.nanosPerPage()),
        Figures.change(from.pagesPerSecond(), to.pagesPerSecond()),
        Figures.change(from.weightBytes(), to.weightBytes()),
        Figures.change(from.memoryBytes(), to.memoryBytes()));
  }

  private void resolutions(PrecisionReport report) {
    List<Row> rows = report.resolutions();
    out.printf(
        Locale.ROOT,
        "Resolutions in %s, compared with %s; regions match from an IoU of %s on, since box edges"
            + "%nmove by more than a tenth between resolutions%n",
        rows.get(0).precision(),
        rows.get(0).resolution(),
        PrecisionReport.RESOLUTION_IOU);
    out.printf(RESOLUTIONS, "resolution", "pages/s", "memory MB", "matched %", "order %");
    for (Row row : rows) {
      out.printf(
          RESOLUTIONS,
          row.resolution(),
          Figures.number("%.1f", row.cost().pagesPerSecond()),
          Figures.megabytes(row.cost().memoryBytes()),
          matched(row.agreement()),
          order(row.agreement()));
    }
  }

  /** Without regions nothing is known. */
  private static String matched(Optional<Agreement> agreement) {
    return agreement
        .filter(known -> known.regions() > 0)
        .map(known -> Figures.number("%.2f", 100 * known.matchedShare()))
        .orElse(Figures.UNKNOWN);
  }

  private static String order(Optional<Agreement> agreement) {
    return agreement
        .filter(known -> known.orderPairs() > 0)
        .map(known -> Figures.number("%.2f", 100 * known.orderShare()))
        .orElse(Figures.UNKNOWN);
  }

  private static String casts(OptionalInt casts) {
    return casts.isPresent() ? "" + casts.getAsInt() : Figures.UNKNOWN;
  }
}
