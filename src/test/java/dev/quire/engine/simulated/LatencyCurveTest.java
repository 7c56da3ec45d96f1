package dev.quire.engine.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.simulated.LatencyCurve.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyCurveTest {

  private static final long MS = 1_000_000;

  @ParameterizedTest
  @CsvSource({"1, 8000000", "8, 24000000", "32, 80000000"})
  void pointsAreMet(int size, long nanos) {
    assertEquals(nanos, LatencyCurve.parse("1:8ms,8:24ms,32:80ms").nanos(size));
  }

  @Test
  void straightLinesLieBetweenThem() {
    LatencyCurve curve = LatencyCurve.parse("1:8ms,9:24ms,29:84ms");
    assertEquals(10 * MS, curve.nanos(2));
    assertEquals(16 * MS, curve.nanos(5));
    assertEquals(27 * MS, curve.nanos(10));
    assertEquals(81 * MS, curve.nanos(28));
  }

  @Test
  void theLastLineGoesOn() {
    LatencyCurve curve = LatencyCurve.parse("1:8ms,9:24ms,29:84ms");
    assertEquals(87 * MS, curve.nanos(30));
    assertEquals(297 * MS, curve.nanos(100));
  }

  @Test
  void onePointIsProportional() {
    LatencyCurve curve = LatencyCurve.parse("1:1.5ms");
    assertEquals(1_500_000, curve.nanos(1));
    assertEquals(30 * MS, curve.nanos(20));
  }

  @Test
  void unevenTimesAreRounded() {
    LatencyCurve curve = new LatencyCurve(List.of(new Point(1, 1), new Point(4, 3)));
    assertEquals(2, curve.nanos(2), "1 + 2/3");
  }

  @Test
  void aBatchHasAnItem() {
    LatencyCurve curve = LatencyCurve.parse("1:8ms");
    assertThrows(IllegalArgumentException.class, () -> curve.nanos(0));
  }

  @Test
  void theBestRateIsAtAPointOrAtTheLimit() {
    LatencyCurve turning = LatencyCurve.parse("1:10ms,10:50ms,20:200ms");
    assertEquals(100, turning.bestRate(1), 1e-9);
    assertEquals(5 / (10e-3 + 4 * 40e-3 / 9), turning.bestRate(5), 1e-4);
    assertEquals(200, turning.bestRate(10), 1e-9);
    assertEquals(200, turning.bestRate(1000), 1e-9, "10 in 50 ms is the best there is");
    assertEquals(125, LatencyCurve.parse("1:8ms").bestRate(64), 1e-9);
  }

  @Test
  void theBestRateIsTheBestOfAllSizes() {
    LatencyCurve curve = LatencyCurve.parse("1:8ms,3:9ms,8:40ms,16:41ms,40:200ms");
    for (int max = 1; max <= 60; max++) {
      double best = 0;
      for (int size = 1; size <= max; size++) {
        best = Math.max(best, size * 1e9 / curve.nanos(size));
      }
      assertEquals(best, curve.bestRate(max), best * 1e-6, "up to " + max);
    }
  }

  @Test
  void settingsMayBeUntidy() {
    assertEquals(
        new LatencyCurve(
            List.of(new Point(1, 250_000), new Point(2, 500_000_000), new Point(4, 1_250_000_000))),
        LatencyCurve.parse(" 1: 250 US , 2 :0.5s,4:1250ms "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:8ms,8:24ms,32:80ms", "1:0.001us,2:250us,3:1s", "1:1.5ms,7:2.0001s"})
  void textIsReadBack(String text) {
    assertEquals(text, LatencyCurve.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|'' is not size:time",
        "8ms|'8ms' is not size:time",
        "1:8ms,|'' is not size:time",
        "0:8ms|a size must be at least 1, not 0",
        "2:8ms|the first point must be of size 1",
        "1:8ms,4:9ms,4:10ms|sizes must rise, but 4:10ms follows 4:9ms",
        "1:8ms,4:9ms,3:10ms|sizes must rise, but 3:10ms follows 4:9ms",
        "1:8ms,4:7ms|times must not fall, but 4:7ms follows 1:8ms",
        "1:0ms|the time of size 1 must be positive",
        "1:-8ms|'-8ms' is not a time in us, ms or s",
        "1:8|'8' is not a time in us, ms or s",
        "1:8min|'8min' is not a time in us, ms or s",
        "1:8ms;8:24ms|'8ms;8:24ms' is not a time",
        "12345678901:8ms|'12345678901:8ms' is not size:time",
        "1:12345678901s|'12345678901s' is not a time",
      })
  void mistakesAreExplained(String text, String why) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> LatencyCurve.parse(text));
    assertTrue(e.getMessage().startsWith("'" + text + "' is not a latency curve"), e.getMessage());
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }
}
