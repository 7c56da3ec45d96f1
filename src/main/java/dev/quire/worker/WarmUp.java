package dev.quire.worker;

import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.Bucket;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import java.time.Duration;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Learns a device's latency table: runs batches of 1, 2, 4, 8, … tickets, each size twice, of which
 * the faster counts: a new shape may compile kernels, and the machine may be busy otherwise.
 *
 * @param maxSize the largest size of interest
 * @param budget no further size is begun after this time
 * @param nanoClock the clock of the budget
 */
public record WarmUp(int maxSize, Duration budget, LongSupplier nanoClock) {

  private static final Logger LOG = Logger.getLogger(WarmUp.class);

  /** Larger batches must serve so many times more tickets a second, or the search ends. */
  private static final double WORTH = 1.02;

  /** A single size may be an unlucky one. */
  private static final int DISAPPOINTMENTS = 2;

  /**
   * @param run runs a batch of a size and returns its nanoseconds
   */
  void measure(IntToLongFunction run, AdaptiveBatching batching, Bucket bucket) {
    long end = nanoClock.getAsLong() + budget.toNanos();
    double best = 0;
    int disappointments = 0;
    for (int size = 1; ; size = Math.min(2 * size, maxSize)) {
      long nanos;
      try {
        nanos = Math.min(run.applyAsLong(size), run.applyAsLong(size));
      } catch (OutOfDeviceMemoryException e) {
        if (size == 1) {
          throw e;
        }
        batching.cap().outOfMemory(bucket, size);
        return;
      } catch (DeviceLostException e) {
        throw e;
      } catch (EngineException e) {
        if (size == 1) {
          throw e;
        }
        LOG.warnf("Measured batches up to %d only: %s", size / 2, e.getMessage());
        return;
      }
      batching.table().measured(bucket, size, nanos);
      double rate = size / (double) Math.max(1, nanos);
      disappointments = rate > WORTH * best ? 0 : disappointments + 1;
      best = Math.max(best, rate);
      boolean over = nanoClock.getAsLong() - end >= 0;
      if (size >= maxSize || over || disappointments >= DISAPPOINTMENTS) {
        return;
      }
    }
  }
}
