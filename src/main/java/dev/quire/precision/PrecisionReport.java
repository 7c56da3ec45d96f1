package dev.quire.precision;

import dev.quire.engine.Precision;
import dev.quire.model.Resolution;
import dev.quire.task.layout.Agreement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a model costs on a device, and how far it agrees with itself, by precision and by
 * resolution. All values are measured.
 *
 * @param pages number of pages that were run
 * @param batch pages a run; the last run of a pass may hold fewer
 * @param precisions at the model's own resolution: FP32 and then FP16, compared with FP32; one row
 *     where the model's file holds FP16 already, or cannot be run in it
 * @param casts casts put into the graph to run it in FP16, where that is known
 * @param resolutions the model's resolutions in one precision, the largest first; the others are
 *     compared with it
 */
public record PrecisionReport(
    int pages, int batch, List<Row> precisions, OptionalInt casts, List<Row> resolutions) {

  /** The intersection over union from which regions of two resolutions match. */
  public static final double RESOLUTION_IOU = 0.5;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  public PrecisionReport {
    precisions = List.copyOf(precisions);
    resolutions = List.copyOf(resolutions);
  }

  /**
   * What one precision at one resolution costs and gives.
   *
   * @param agreement with the first row; empty for the first
   */
  public record Row(
      Precision precision, Resolution resolution, Cost cost, Optional<Agreement> agreement) {}

  /**
   * What running a model costs.
   *
   * @param nanosPerPage time of the runs alone, for each page; the median over passes
   * @param weightBytes bytes of the graph's constants
   * @param memoryBytes what the device held more after the runs than before the model was opened;
   *     empty where it did not grow
   */
  public record Cost(double nanosPerPage, long weightBytes, OptionalLong memoryBytes) {

    public double millisPerPage() {
      return nanosPerPage / NANOS_PER_MILLI;
    }

    public double pagesPerSecond() {
      return NANOS_PER_SECOND / nanosPerPage;
    }
  }

  /** Whether the model's file holds FP16 already, so that there is no FP32 to compare with. */
  public boolean alreadyHalf() {
    return precisions.get(0).precision() == Precision.FP16;
  }
}
