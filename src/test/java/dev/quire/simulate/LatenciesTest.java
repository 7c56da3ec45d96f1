package dev.quire.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentilesAreNearestRanks() {
    Latencies latencies = Latencies.of(50, 15, 40, 20, 35);
    assertEquals(15, latencies.percentile(5));
    assertEquals(20, latencies.percentile(30));
    assertEquals(20, latencies.percentile(40));
    assertEquals(35, latencies.percentile(50));
    assertEquals(50, latencies.percentile(100));
    assertEquals(50, latencies.max());
    assertEquals(32, latencies.mean());
  }

  @Test
  void nothingTakesNoTime() {
    Latencies none = Latencies.of();
    assertEquals(0, none.count());
    assertEquals(0, none.percentile(99));
    assertEquals(0, none.mean());
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Latencies.of(1).percentile(0));
    assertThrows(IllegalArgumentException.class, () -> Latencies.of(1).percentile(101));
    assertThrows(IllegalArgumentException.class, () -> Latencies.of(1).percentile(Double.NaN));
  }
}
