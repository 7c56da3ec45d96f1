package dev.quire.bulk;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before asking again: as long as the service says and up to a quarter more, or
 * else twice as long each time, less up to half. Chance keeps requests that failed together from
 * coming back together.
 *
 * @param first the first pause where the service says nothing
 * @param longest the longest one, and the longest that the service is obeyed
 * @param chance not shared with other threads
 */
record RetryPauses(Duration first, Duration longest, RandomGenerator chance) {

  private static final double MORE = 0.25;
  private static final double LESS = 0.5;

  /**
   * The pause before the next question.
   *
   * @param failures how often in a row it went wrong, from 1
   * @param asked what the service said
   */
  Duration pause(int failures, Optional<Duration> asked) {
    if (asked.isPresent()) {
      return times(least(asked.get()), 1 + MORE * chance.nextDouble());
    }
    double doubled = first.toNanos() * Math.pow(2, failures - 1.0);
    Duration pause = Duration.ofNanos((long) Math.min(doubled, longest.toNanos()));
    return times(pause, 1 - LESS * chance.nextDouble());
  }

  private Duration least(Duration asked) {
    Duration atLeast = asked.compareTo(first) < 0 ? first : asked;
    return atLeast.compareTo(longest) > 0 ? longest : atLeast;
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofNanos((long) (duration.toNanos() * factor));
  }
}
