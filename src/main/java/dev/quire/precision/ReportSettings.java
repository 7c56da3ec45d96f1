package dev.quire.precision;

import dev.quire.engine.Precision;
import java.util.Objects;

/**
 * How a report is made.
 *
 * @param batch most pages a run, 1 to 1024; fewer where the model or the pages allow no more
 * @param runs timed passes over the pages, 1 to 1000, after one that is not timed
 * @param leastIou intersection over union from which regions of both precisions match, above 0 and
 *     at most 1
 * @param ladder the precision in which resolutions are compared, where the model can run in it
 */
public record ReportSettings(int batch, int runs, double leastIou, Precision ladder) {

  private static final int MOST_PAGES = 1024;
  private static final int MOST_RUNS = 1000;

  public ReportSettings {
    Objects.requireNonNull(ladder, "ladder");
    if (batch < 1 || batch > MOST_PAGES) {
      throw new IllegalArgumentException(
          "batch must be 1 to %d, not %d".formatted(MOST_PAGES, batch));
    }
    if (runs < 1 || runs > MOST_RUNS) {
      throw new IllegalArgumentException("runs must be 1 to %d, not %d".formatted(MOST_RUNS, runs));
    }
    if (!(leastIou > 0 && leastIou <= 1)) {
      throw new IllegalArgumentException("iou must be above 0 and at most 1, not " + leastIou);
    }
  }
}
