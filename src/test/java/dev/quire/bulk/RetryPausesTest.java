package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPausesTest {

  private static final RandomGenerator NEVER = () -> 0;

  private final RetryPauses plain =
      new RetryPauses(Duration.ofMillis(200), Duration.ofSeconds(10), NEVER);

  @Test
  void pausesDoubleUpToTheLongest() {
    assertEquals(Duration.ofMillis(200), plain.pause(1, Optional.empty()));
    assertEquals(Duration.ofMillis(400), plain.pause(2, Optional.empty()));
    assertEquals(Duration.ofMillis(6400), plain.pause(6, Optional.empty()));
    assertEquals(Duration.ofSeconds(10), plain.pause(7, Optional.empty()));
    assertEquals(Duration.ofSeconds(10), plain.pause(5_000, Optional.empty()));
  }

  @Test
  void theServiceIsObeyedWithinBounds() {
    assertEquals(Duration.ofSeconds(3), plain.pause(1, asked(3_000)));
    assertEquals(Duration.ofSeconds(3), plain.pause(9, asked(3_000)));
    assertEquals(Duration.ofSeconds(10), plain.pause(1, asked(3_600_000)));
    assertEquals(Duration.ofMillis(200), plain.pause(1, asked(0)));
  }

  @Test
  void chanceNeverComesBackSoonerThanAsked() {
    RetryPauses chancy =
        new RetryPauses(Duration.ofMillis(200), Duration.ofSeconds(10), new Random(5));
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < 1_000; i++) {
      long asked = chancy.pause(1, asked(4_000)).toMillis();
      assertTrue(asked >= 4_000 && asked <= 5_000, asked + " ms");
      long own = chancy.pause(3, Optional.empty()).toMillis();
      assertTrue(own >= 400 && own <= 800, own + " ms");
      least = Math.min(least, own);
      most = Math.max(most, own);
    }
    assertTrue(most - least > 300, "they spread from %d to %d ms".formatted(least, most));
  }

  private static Optional<Duration> asked(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }
}
