package dev.quire.load;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a step lasts and what counts.
 *
 * @param warmUp before requests count
 * @param duration while they count
 * @param deadline by when an answer is in time; empty for any time
 */
public record Timing(Duration warmUp, Duration duration, Optional<Duration> deadline) {

  public Timing {
    if (warmUp.isNegative() || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "A step needs a positive duration after a warm-up, not %s after %s"
              .formatted(duration, warmUp));
    }
    if (deadline.isPresent() && (deadline.get().isNegative() || deadline.get().isZero())) {
      throw new IllegalArgumentException("A deadline must be positive, not " + deadline.get());
    }
  }
}
