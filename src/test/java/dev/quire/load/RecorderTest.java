package dev.quire.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecorderTest {

  private static final Timing TIMING =
      new Timing(Duration.ofNanos(100), Duration.ofSeconds(1), Optional.of(Duration.ofMillis(2)));

  private final Recorder recorder = new Recorder(1_000, TIMING);

  /** Against a plain sort, within the histogram's three digits. */
  @Test
  void percentilesAreThoseOfASort() {
    Random random = new Random(9);
    long[] latencies =
        LongStream.generate(() -> (long) (1e6 * Math.exp(3 * random.nextGaussian())))
            .limit(25_000)
            .toArray();
    for (long latency : latencies) {
      recorder.replied(2_000, 2_000, 2_000 + latency, Reply.of("200"));
    }
    Arrays.sort(latencies);

    Percentiles found = recorder.result(new Step.Closed(1)).latency();

    assertEquals(latencies.length, found.count());
    assertClose(latencies[rank(50)], found.p50());
    assertClose(latencies[rank(90)], found.p90());
    assertClose(latencies[rank(95)], found.p95());
    assertClose(latencies[rank(99)], found.p99());
    assertClose(latencies[latencies.length - 1], found.max());
    assertClose(Arrays.stream(latencies).average().getAsDouble(), found.mean());
  }

  private static int rank(int percent) {
    return (int) Math.ceil(25_000 * percent / 100.0) - 1;
  }

  private static void assertClose(double nanos, double millis) {
    assertEquals(nanos / 1e6, millis, nanos / 1e6 * 0.001);
  }

  @Test
  void latencyGoesByTheIntentionAndThroughputByTheAnswer() {
    long from = 1_100;
    long to = from + 1_000_000_000L;
    recorder.replied(from - 1, from - 1, from + 5, Reply.of("200"));
    recorder.replied(from, from + 7, from + 3_000_000, Reply.of("200"));
    recorder.replied(to - 1, to - 1, to, Reply.of("200"));
    recorder.replied(to, to, to + 1, Reply.of("200"));
    recorder.replied(from + 5, from + 5, from + 9, Reply.of("503"));
    recorder.unsent(from + 6);
    recorder.unsent(to);

    StepResult result = recorder.result(new Step.Open(3));

    assertEquals(2, result.throughput());
    assertEquals(1, result.goodput());
    assertEquals(Map.of("200", 2L, "503", 1L, "unsent", 1L), result.outcomes());
    assertEquals(2, result.latency().count());
    assertEquals(4, result.offered());
    assertEquals(2, result.unanswered());
  }

  @Test
  void nothingIsZero() {
    StepResult result = recorder.result(new Step.Closed(1));
    assertEquals(new Percentiles(0, 0, 0, 0, 0, 0, 0), result.latency());
    assertEquals(StageTimes.unknown(), result.stages());
    assertEquals(0, result.offered());
  }
}
