package dev.quire.cli;

import dev.quire.bulk.BulkReport;
import dev.quire.bulk.Counts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a bulk job says at its end.
 *
 * @param report how it ended
 * @param read whether documents were read, rather than pages laid out
 * @param out the results
 */
record BulkSummary(BulkReport report, boolean read, Path out) {

  void print(PrintWriter printed) {
    Counts counts = report.counts();
    printed.printf(
        Locale.ROOT,
        "%s: %,d %s, %,d with problems, %,d had been done before; %s%n",
        read
            ? String.format(Locale.ROOT, "%,d document(s)", counts.filesPlanned())
            : String.format(
                Locale.ROOT,
                "%,d page(s) of %,d file(s)",
                counts.pagesPlanned(),
                counts.filesPlanned()),
        counts.results(),
        read ? "read" : "laid out",
        counts.problems(),
        counts.before(),
        out);
    if (counts.warned() > 0) {
      printed.printf(
          Locale.ROOT,
          "Of those laid out, %,d have warnings: their lines say what is not shown faithfully%n",
          counts.warned());
    }
    if (report.problemsBefore() > 0) {
      printed.printf(
          Locale.ROOT, "Of those done before, %,d have problems%n", report.problemsBefore());
    }
    if (report.unreadable() > 0) {
      printed.printf(
          Locale.ROOT, "%,d file(s), folder(s) or link(s) were left out%n", report.unreadable());
    }
    printed.flush();
  }
}
