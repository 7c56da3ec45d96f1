package dev.quire.device.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({
    "0, 0", "0.39, 0", "0.4, 1", "0.59, 1", "0.6, 2", "0.79, 2", "0.8, 3", "1, 3", "NaN, 0"
  })
  void aThresholdIsCrossedWhereTheShareReachesIt(double share, int crossed) {
    assertEquals(crossed, Thresholds.defaults().crossed(share));
  }

  @Test
  void belowMeansBelowByMoreThanTheMargin() {
    Thresholds thresholds = new Thresholds(List.of(0.5, 0.75), 0.25, SECOND, SECOND);
    assertFalse(thresholds.isBelow(2, 0.5));
    assertTrue(thresholds.isBelow(2, 0.49));
    assertFalse(thresholds.isBelow(1, 0.25));
    assertTrue(thresholds.isBelow(1, 0.24));
    assertTrue(thresholds.isBelow(0, 0.24), "as level 1");
    assertFalse(thresholds.isBelow(0, 0.25));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5", "-0.1, 0.5", "0.5, 0.5", "0.5, 0.4", "0.5, 1", "0.5, NaN"})
  void sharesThatDoNotRiseBetweenZeroAndOneAreRefused(double first, double second) {
    refused("Thresholds must", List.of(first, second), 0, SECOND, SECOND);
  }

  @Test
  void noThresholdAtAllIsRefused() {
    refused("at least one threshold", List.of(), 0, SECOND, SECOND);
  }

  @ParameterizedTest
  @CsvSource({"-0.01", "0.4", "NaN"})
  void aMarginThatCouldNeverBeUndercutIsRefused(double margin) {
    refused("The margin", List.of(0.4), margin, SECOND, SECOND);
  }

  @Test
  void timesThatMakeNoSenseAreRefused() {
    Duration tooLong = Thresholds.LONGEST.plusNanos(1);
    refused("hold time", List.of(0.4), 0, SECOND.negated(), SECOND);
    refused("hold time", List.of(0.4), 0, tooLong, SECOND);
    refused("settle time", List.of(0.4), 0, SECOND, SECOND.negated());
    refused("settle time", List.of(0.4), 0, SECOND, tooLong);
  }

  private static void refused(
      String message, List<Double> shares, double margin, Duration hold, Duration settle) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new Thresholds(shares, margin, hold, settle));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
