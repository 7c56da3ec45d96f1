package dev.quire.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTimeoutTest {

  private static final long MILLI = 1_000_000;

  private final HeartbeatTimeout silence =
      new HeartbeatTimeout(Duration.ofSeconds(2), Duration.ofMillis(500), 0);

  @Test
  void lastsTooLongAfterItsLimit() {
    for (int i = 1; i <= 8; i++) {
      assertFalse(silence.isTooLong(i * 250 * MILLI), "after " + i * 250 + " ms");
    }
    assertTrue(silence.isTooLong(9 * 250 * MILLI));
  }

  @Test
  void isBrokenByAWord() {
    for (int i = 1; i <= 100; i++) {
      if (i % 4 == 0) {
        silence.heard();
      }
      assertFalse(silence.isTooLong(i * 500 * MILLI));
    }
  }

  /** What was said meanwhile lies unread: the asking thread may wake up first. */
  @Test
  void doesNotCountAPauseOfTheOneThatListens() {
    assertFalse(silence.isTooLong(250 * MILLI));
    assertFalse(silence.isTooLong(60_000 * MILLI));
    assertFalse(silence.isTooLong(60_250 * MILLI));
    silence.heard();
    assertFalse(silence.isTooLong(60_500 * MILLI));
    assertFalse(silence.isTooLong(120_000 * MILLI));
  }

  @Test
  void endsAlsoWhatSaysNothingAfterAPause() {
    long now = 60_000 * MILLI;
    assertFalse(silence.isTooLong(now));
    for (int i = 1; i <= 6; i++) {
      assertFalse(silence.isTooLong(now + i * 250 * MILLI));
    }
    assertTrue(silence.isTooLong(now + 7 * 250 * MILLI));
  }
}
