package dev.quire.bulk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How fast pages are finished, over the last half minute. Not thread-safe. */
public final class PageRate {

  private static final long SPAN_NANOS = 30_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier clock;
  private final Deque<Mark> marks = new ArrayDeque<>();

  private record Mark(long nanos, long count) {}

  /**
   * Begins with no page.
   *
   * @param clock in nanoseconds
   */
  public PageRate(LongSupplier clock) {
    this.clock = clock;
    marks.add(new Mark(clock.getAsLong(), 0));
  }

  /**
   * Pages a second.
   *
   * @param count how many are finished by now
   */
  public double at(long count) {
    long now = clock.getAsLong();
    marks.add(new Mark(now, count));
    while (marks.size() > 2 && now - marks.peekFirst().nanos() > SPAN_NANOS) {
      marks.removeFirst();
    }
    Mark first = marks.peekFirst();
    long nanos = now - first.nanos();
    return nanos <= 0 ? 0 : (count - first.count()) / (nanos / NANOS_PER_SECOND);
  }

  /**
   * How long so many pages will take.
   *
   * @param rate pages a second
   * @return empty where nobody knows
   */
  public static Optional<Duration> timeFor(long pages, double rate) {
    return rate > 0
        ? Optional.of(Duration.ofSeconds(Math.round(Math.max(0, pages) / rate)))
        : Optional.empty();
  }
}
