package dev.quire.app;

import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.device.Backoff;
import dev.quire.worker.Calibration;
import dev.quire.worker.Watchdog;
import dev.quire.worker.WorkerSettings;
import java.time.Duration;

/** How the items of a model are gathered and its workers kept, as the settings say. */
final class BatchSettings {

  private final QuireConfig config;
  private final int maxSize;
  private final long maxCost;

  private BatchSettings(QuireConfig config, int maxSize, long maxCost) {
    this.config = config;
    this.maxSize = maxSize;
    this.maxCost = maxCost;
  }

  /**
   * Of pages, whose cost is their pixels.
   *
   * @param graphsLimit most pages that the graph takes
   */
  static BatchSettings ofPages(QuireConfig config, int graphsLimit) {
    int maxSize = Range.check("quire.batch.max-size", config.batch().maxSize(), 1, 1024);
    return new BatchSettings(
        config,
        Math.min(maxSize, graphsLimit),
        Range.check("quire.batch.max-pixels", config.batch().maxPixels(), 1, Long.MAX_VALUE));
  }

  /**
   * Of rows of text, whose cost is their tokens.
   *
   * @param graphsLimit most rows that the graph takes
   */
  static BatchSettings ofRows(QuireConfig config, int graphsLimit) {
    int maxSize = Range.check("quire.batch.max-rows", config.batch().maxRows(), 1, 4096);
    return new BatchSettings(
        config,
        Math.min(maxSize, graphsLimit),
        Range.check("quire.batch.max-tokens", config.batch().maxTokens(), 1, Long.MAX_VALUE));
  }

  /** Most items in a batch. */
  int maxSize() {
    return maxSize;
  }

  AdaptiveBatchPolicy.Limits limits() {
    Duration objective =
        Range.check(
            "quire.batch.objective",
            config.batch().objective(),
            Duration.ZERO,
            Duration.ofMinutes(10));
    return new AdaptiveBatchPolicy.Limits(maxSize, maxCost, objective.toNanos());
  }

  WorkerSettings worker() {
    Duration calibration =
        Range.check(
            "quire.batch.calibration",
            config.batch().calibration(),
            Duration.ZERO,
            Duration.ofMinutes(10));
    QuireConfig.Watchdog watchdog = config.watchdog();
    Duration floor = watchdog("floor", watchdog.floor(), Duration.ZERO);
    Duration backoff = watchdog("backoff", watchdog.backoff(), Duration.ZERO);
    return new WorkerSettings(
        new Calibration(maxSize, calibration, System::nanoTime),
        new Watchdog(
            Range.check("quire.watchdog.multiple", watchdog.multiple(), 1, 1000),
            floor,
            watchdog("start", watchdog.start(), floor)),
        new Backoff(
            backoff,
            watchdog("longest-backoff", watchdog.longestBackoff(), backoff),
            Range.check("quire.watchdog.most-strikes", watchdog.mostStrikes(), 0, 1_000_000)),
        watchdog("probe-after", watchdog.probeAfter(), Duration.ofMillis(1)));
  }

  private static Duration watchdog(String name, Duration value, Duration least) {
    return Range.check("quire.watchdog." + name, value, least, Duration.ofHours(1));
  }
}
