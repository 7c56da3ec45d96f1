package dev.quire.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  @Test
  void theQuarantineDoublesWithEveryStrike() {
    Backoff backoff = new Backoff(FIRST, LONGEST, 10);

    assertEquals(Duration.ofMillis(100).toNanos(), backoff.delayNanos(1));
    assertEquals(Duration.ofMillis(200).toNanos(), backoff.delayNanos(2));
    assertEquals(Duration.ofMillis(400).toNanos(), backoff.delayNanos(3));
    assertEquals(Duration.ofMillis(800).toNanos(), backoff.delayNanos(4));
  }

  @Test
  void theQuarantineIsNeverLongerThanTheLongest() {
    Backoff backoff = new Backoff(FIRST, LONGEST, 10);

    assertEquals(LONGEST.toNanos(), backoff.delayNanos(5));
    assertEquals(LONGEST.toNanos(), backoff.delayNanos(64));
    assertEquals(LONGEST.toNanos(), backoff.delayNanos(1_000_000));
  }

  @Test
  void aDeviceMayBeTriedAgainAtOnce() {
    Backoff backoff = new Backoff(Duration.ZERO, LONGEST, 10);

    assertEquals(0, backoff.delayNanos(1));
    assertEquals(0, backoff.delayNanos(1_000_000));
  }

  @Test
  void theLongestMayBeTheFirst() {
    Backoff backoff = new Backoff(FIRST, FIRST, 0);

    assertEquals(FIRST.toNanos(), backoff.delayNanos(1));
    assertEquals(FIRST.toNanos(), backoff.delayNanos(2));
  }

  @Test
  void whatIsNoBackoffIsRefused() {
    Duration negative = Duration.ofNanos(-1);

    assertThrows(IllegalArgumentException.class, () -> new Backoff(negative, LONGEST, 1));
    assertThrows(IllegalArgumentException.class, () -> new Backoff(LONGEST, FIRST, 1));
    assertThrows(IllegalArgumentException.class, () -> new Backoff(FIRST, LONGEST, -1));
  }
}
