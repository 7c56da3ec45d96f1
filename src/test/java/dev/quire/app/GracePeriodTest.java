package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GracePeriodTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 500, 3_000, 20_000, 3_600_000})
  void theLastWordsAreSaidInOrderAndBeforeHttpCloses(long millis) {
    Duration whole = Duration.ofMillis(millis);

    GracePeriod grace = GracePeriod.of(whole, Duration.ZERO, whole);

    assertTrue(grace.untilAbandoned().compareTo(grace.untilLastWords()) <= 0);
    assertTrue(grace.untilLastWords().compareTo(whole) <= 0);
    assertTrue(!grace.untilAbandoned().isNegative());
  }

  @Test
  void ofALongOneLittleIsLeftForThem() {
    Duration whole = Duration.ofSeconds(20);

    assertEquals(
        Duration.ofSeconds(19), GracePeriod.of(whole, Duration.ZERO, whole).untilAbandoned());
  }

  @Test
  void httpMayNotCloseFirst() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                GracePeriod.of(
                    Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(20)));

    assertTrue(refusal.getMessage().contains("quire.shutdown.grace"), refusal::getMessage);
  }
}
