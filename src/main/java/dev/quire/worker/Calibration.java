package dev.quire.worker;

import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.Bucket;
import dev.quire.engine.EngineException;
import dev.quire.worker.RunOutcome.Completed;
import dev.quire.worker.RunOutcome.Failed;
import dev.quire.worker.RunOutcome.OutOfMemory;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Measures a device's latency table: runs batches of 1, 2, 4, 8, … items, each size twice, of which
 * the faster counts: a new shape may compile kernels, and the machine may be busy otherwise.
 *
 * @param maxSize the largest size of interest
 * @param budget no further size is begun after this time
 * @param nanoClock the clock of the budget
 */
public record Calibration(int maxSize, Duration budget, LongSupplier nanoClock) {

  private static final Logger LOG = Logger.getLogger(Calibration.class);

  /** A larger size must serve so many times more items a second to count as a gain. */
  private static final double LEAST_GAIN = 1.02;

  /** So many sizes in a row without a gain end the search; a single one may be an outlier. */
  private static final int MOST_WITHOUT_GAIN = 2;

  /**
   * Measures sizes while larger ones pay, memory suffices and the budget lasts.
   *
   * @param run runs a batch of a size
   * @return the last run that counts: a completed one if the device can be used
   */
  <R> RunOutcome<R> measure(
      IntFunction<RunOutcome<R>> run, AdaptiveBatching batching, Bucket bucket) {
    long end = nanoClock.getAsLong() + budget.toNanos();
    double best = 0;
    int withoutGain = 0;
    RunOutcome<R> last = null;
    for (int size = 1; ; size = Math.min(2 * size, maxSize)) {
      RunOutcome<R> outcome = faster(run, size);
      if (!(outcome instanceof Completed<R> completed)) {
        return size > 1 && isLimitOfSize(outcome, batching, bucket, size) ? last : outcome;
      }
      last = outcome;
      long nanos = completed.nanos();
      batching.table().measured(bucket, size, nanos);
      double rate = size / (double) Math.max(1, nanos);
      withoutGain = rate > LEAST_GAIN * best ? 0 : withoutGain + 1;
      best = Math.max(best, rate);
      boolean over = nanoClock.getAsLong() - end >= 0;
      if (size >= maxSize || over || withoutGain >= MOST_WITHOUT_GAIN) {
        return last;
      }
    }
  }

  private static <R> RunOutcome<R> faster(IntFunction<RunOutcome<R>> run, int size) {
    RunOutcome<R> first = run.apply(size);
    if (!(first instanceof Completed<R> one)) {
      return first;
    }
    RunOutcome<R> second = run.apply(size);
    return second instanceof Completed<R> other && other.nanos() >= one.nanos() ? first : second;
  }

  /** Whether a size failed because the device or the model takes smaller batches only. */
  private static boolean isLimitOfSize(
      RunOutcome<?> outcome, AdaptiveBatching batching, Bucket bucket, int size) {
    if (outcome instanceof OutOfMemory<?>) {
      batching.cap().outOfMemory(bucket, size);
      return true;
    }
    if (outcome instanceof Failed<?> failed && failed.cause() instanceof EngineException) {
      LOG.warnf("Measured batches up to %d only: %s", size / 2, failed.cause().getMessage());
      return true;
    }
    return false;
  }
}
