package dev.quire.app;

import java.time.Duration;

/**
 * How the grace period is divided, from the signal to stop on.
 *
 * @param whole when HTTP may close with nothing said
 * @param untilAbandoned when what waits in queues or runs is given up, and told so by its resource
 * @param untilLastWords when what has no answer then is told so, in whatever phase it is
 */
record GracePeriod(Duration whole, Duration untilAbandoned, Duration untilLastWords) {

  private static final int SHARE = 10;
  private static final Duration LONGEST_SHARE = Duration.ofMillis(500);

  /**
   * Divides it.
   *
   * @param delay how long the framework takes requests after the signal
   * @param timeout how long after the delay the framework waits for answers before HTTP closes
   * @throws IllegalArgumentException if HTTP would close first
   */
  static GracePeriod of(Duration grace, Duration delay, Duration timeout) {
    Range.check("quire.shutdown.grace", grace, Duration.ZERO, Duration.ofHours(1));
    if (delay.plus(timeout).compareTo(grace) < 0) {
      throw new IllegalArgumentException(
          ("quarkus.shutdown.delay and quarkus.shutdown.timeout must be %d ms together, as"
                  + " quire.shutdown.grace is, or more, not %d ms")
              .formatted(grace.toMillis(), delay.plus(timeout).toMillis()));
    }
    Duration tenth = grace.dividedBy(SHARE);
    Duration share = tenth.compareTo(LONGEST_SHARE) < 0 ? tenth : LONGEST_SHARE;
    return new GracePeriod(grace, grace.minus(share.multipliedBy(2)), grace.minus(share));
  }
}
