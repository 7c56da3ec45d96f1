package dev.quire.app;

import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.device.Backoff;
import dev.quire.worker.Calibration;
import dev.quire.worker.Watchdog;
import dev.quire.worker.WorkerSettings;
import java.time.Duration;

/** How the items of a model are gathered and its workers kept, as the settings say. */
final class BatchSettings {

  /**
   * A page at 640 by 640 and a little more: what {@code max-size} pages of the usual models have,
   * so that larger ones are batched in smaller numbers.
   */
  private static final long PIXELS_PER_PAGE = 500_000;

  /** Small batches of large pages are bounded by their number alone. */
  private static final long LEAST_PIXELS = 16_000_000;

  /** A row of text costs a fraction of what a page does. */
  private static final int ROWS_PER_PAGE = 4;

  /** The longest row of the usual models: a batch may have as many of those as it may pages. */
  private static final long TOKENS_PER_PAGE = 512;

  /** A short line, of 48 by 320 pixels: longer ones make smaller batches. */
  private static final long PIXELS_OF_LINES_PER_PAGE = 48 * 320;

  /** A run that is so many times slower than predicted is not merely slow. */
  private static final double HUNG_MULTIPLE = 10;

  /** Quarantines double until they are so many times as long as the first. */
  private static final int LONGEST_BACKOFF = 60;

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** With the usual times, a device that fails so often in a row has done so for minutes. */
  private static final int MOST_FAILURES = 10;

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
    int pages = pages(config);
    return new BatchSettings(
        config, Math.min(pages, graphsLimit), Math.max(LEAST_PIXELS, PIXELS_PER_PAGE * pages));
  }

  /**
   * Of rows of text, whose cost is their tokens.
   *
   * @param graphsLimit most rows that the graph takes
   */
  static BatchSettings ofRows(QuireConfig config, int graphsLimit) {
    int pages = pages(config);
    return new BatchSettings(
        config, Math.min(ROWS_PER_PAGE * pages, graphsLimit), TOKENS_PER_PAGE * pages);
  }

  /**
   * Of lines of text, whose cost is their pixels at the model's height.
   *
   * @param graphsLimit most lines that the graph takes
   */
  static BatchSettings ofLines(QuireConfig config, int graphsLimit) {
    int pages = pages(config);
    return new BatchSettings(
        config, Math.min(ROWS_PER_PAGE * pages, graphsLimit), PIXELS_OF_LINES_PER_PAGE * pages);
  }

  private static int pages(QuireConfig config) {
    return Range.check("quire.batch.max-size", config.batch().maxSize(), 1, 1024);
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
    Duration backoff = watchdog("backoff", watchdog.backoff(), Duration.ZERO);
    return new WorkerSettings(
        new Calibration(maxSize, calibration, System::nanoTime),
        new Watchdog(HUNG_MULTIPLE, floor(watchdog), start(watchdog)),
        new Backoff(backoff, longestBackoff(backoff), MOST_FAILURES),
        watchdog("probe-after", watchdog.probeAfter(), LEAST));
  }

  private static Duration floor(QuireConfig.Watchdog watchdog) {
    return watchdog("floor", watchdog.floor(), Duration.ZERO);
  }

  /** How long a process may take to start and a model to open; no less than a run may. */
  static Duration start(QuireConfig.Watchdog watchdog) {
    Duration start = watchdog("start", watchdog.start(), LEAST);
    Duration floor = floor(watchdog);
    return start.compareTo(floor) >= 0 ? start : floor;
  }

  private static Duration longestBackoff(Duration first) {
    Duration longest = first.multipliedBy(LONGEST_BACKOFF);
    return longest.compareTo(LONGEST) <= 0 ? longest : LONGEST;
  }

  private static Duration watchdog(String name, Duration value, Duration least) {
    return Range.check("quire.watchdog." + name, value, least, LONGEST);
  }
}
