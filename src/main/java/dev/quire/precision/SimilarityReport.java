package dev.quire.precision;

import dev.quire.engine.Precision;
import dev.quire.task.similarity.F1;
import dev.quire.task.similarity.ScoreAgreement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a similarity model costs on a device as it stands, and what with batches of rows of like
 * lengths and in half precision, and how far its scores stay the same. All values are measured.
 *
 * @param pairs number of pairs that were run
 * @param rows number of rows that they make; a bi-encoder reads a sentence once, however many pairs
 *     it is in
 * @param shortest tokens of the shortest row, special ones included
 * @param longest tokens of the longest row
 * @param full tokens that rows are padded to with {@link Padding#FULL}
 * @param batch pairs a run; a bi-encoder's run has twice as many rows. A bucket's last run may hold
 *     fewer
 * @param variants first the model in the precision it comes in with {@link Padding#FULL}, with
 *     which the others are compared; then with {@link Padding#BUCKETS}; then so in FP16, unless its
 *     file holds FP16 already or it cannot be run in it
 */
public record SimilarityReport(
    int pairs, int rows, int shortest, int longest, int full, int batch, List<Row> variants) {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  public SimilarityReport {
    variants = List.copyOf(variants);
  }

  /**
   * What one way to run the model costs and gives.
   *
   * @param agreement with the first row; empty for the first
   * @param f1 the best there is, where it is known which pairs are similar
   */
  public record Row(
      Precision precision,
      Padding padding,
      Cost cost,
      Optional<ScoreAgreement> agreement,
      Optional<F1> f1) {}

  /**
   * What running the model costs.
   *
   * @param nanosPerPair time of the runs alone, for each pair; the median over passes
   * @param weightBytes bytes of the graph's constants
   * @param onePairBytes what the device held more after the longest pair than before the model was
   *     opened; empty where it did not grow
   * @param batchBytes the same after as many of the longest pairs as a run has
   */
  public record Cost(
      double nanosPerPair, long weightBytes, OptionalLong onePairBytes, OptionalLong batchBytes) {

    public double millisPerPair() {
      return nanosPerPair / NANOS_PER_MILLI;
    }

    public double pairsPerSecond() {
      return NANOS_PER_SECOND / nanosPerPair;
    }
  }

  /** The model as it stands. */
  public Row before() {
    return variants.get(0);
  }

  /** The model with all that was done to it. */
  public Row after() {
    return variants.get(variants.size() - 1);
  }

  /** Whether the model's file holds FP16 already, so that there is no FP32 to compare with. */
  public boolean alreadyHalf() {
    return before().precision() == Precision.FP16;
  }

  /** Whether it was run in FP16, made of FP32 or not. */
  public boolean ranHalf() {
    return after().precision() == Precision.FP16;
  }
}
