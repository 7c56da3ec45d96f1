package dev.quire.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final int MANY = 200_000;

  @Test
  void steadyGapsAreEqual() {
    assertEquals(
        List.of(250_000_000L, 500_000_000L, 750_000_000L),
        LongStream.of(times(new Load.Steady(4), 3)).boxed().toList());
  }

  @Test
  void poissonGapsVaryAsMuchAsTheyLast() {
    long[] times = times(new Load.Poisson(100), MANY);
    double mean = times[MANY - 1] / (double) MANY;
    double squares = 0;
    for (int i = 1; i < MANY; i++) {
      squares += Math.pow(times[i] - times[i - 1] - mean, 2);
    }
    assertEquals(1e7, mean, 0.01 * 1e7);
    assertEquals(1e7, Math.sqrt(squares / MANY), 0.02 * 1e7);
  }

  @Test
  void burstsComeAtTheirRateAndLastTheirTime() {
    Load.Bursty bursty = new Load.Bursty(10, 1000, Duration.ofSeconds(3), Duration.ofSeconds(1));
    assertEquals(257.5, bursty.meanRate());
    long[] times = times(bursty, MANY);
    assertEquals(257.5, MANY * 1e9 / times[MANY - 1], 0.1 * 257.5);
    long wide = 0;
    for (int i = 1; i < MANY; i++) {
      wide += times[i] - times[i - 1] > 20_000_000 ? times[i] - times[i - 1] : 0;
    }
    assertTrue(wide > 0.6 * times[MANY - 1], "most of the time is quiet");
  }

  @Test
  void timesNeverFallAndASeedRepeatsThem() {
    Load.Bursty bursty = new Load.Bursty(100, 5000, Duration.ofMillis(20), Duration.ofMillis(5));
    long[] times = times(bursty, 10_000);
    for (int i = 1; i < times.length; i++) {
      assertTrue(times[i] >= times[i - 1]);
    }
    assertEquals(
        LongStream.of(times).boxed().toList(),
        LongStream.of(times(bursty, 10_000)).boxed().toList());
  }

  @Test
  void aTraceIsReplayedInOrder() {
    Load.Trace trace = new Load.Trace(List.of(Arrival.at(30), Arrival.at(10), Arrival.at(20)));
    assertEquals(30, trace.lastNanos());
    Iterator<Arrival> arrivals = trace.arrivals(new SplittableRandom(1));
    assertEquals(10, arrivals.next().nanos());
    assertEquals(20, arrivals.next().nanos());
    assertEquals(30, arrivals.next().nanos());
  }

  @Test
  void nonsenseIsRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new Load.Poisson(0));
    assertThrows(IllegalArgumentException.class, () -> new Load.Steady(Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> new Load.Bursty(1, 2, Duration.ZERO, second));
    assertThrows(IllegalArgumentException.class, () -> new Load.Saturated(0));
    assertThrows(IllegalArgumentException.class, () -> new Load.Trace(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Arrival.at(-1));
  }

  private static long[] times(Load.Open load, int count) {
    Iterator<Arrival> arrivals = load.arrivals(new SplittableRandom(5));
    return LongStream.generate(() -> arrivals.next().nanos()).limit(count).toArray();
  }
}
