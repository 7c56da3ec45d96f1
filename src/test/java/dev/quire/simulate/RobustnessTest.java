package dev.quire.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.simulated.LatencyCurve;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bars again where devices are not exactly as fast as predicted, or not all alike. */
class RobustnessTest {

  private static final LatencyCurve CURVE = LatencyCurve.parse("1:8ms,8:24ms,32:80ms");
  private static final double BEST = 400;

  /** Six stalls are to be expected in it. */
  private static final Duration STALLING = Duration.ofSeconds(100);

  /** Twice what the device can serve keeps the queue as long as deadlines allow. */
  @ParameterizedTest
  @ValueSource(longs = {200, 300, 500, 1000, 5000})
  void runsThatVaryByATenthLeadIntoNoTrap(long deadlineMillis) {
    Report report =
        run(devices(1, 1), new Load.Poisson(2 * BEST), deadlineMillis, Noise.jitter(0.1));

    assertTrue(report.goodput() >= 0.95 * BEST, () -> report.goodput() + "/s");
    assertTrue(report.tickets().shareInTime() >= 0.99, () -> "" + report.tickets());
  }

  /** {@link StallBenchmark} prints the figures of more deadlines and devices. */
  @ParameterizedTest
  @ValueSource(longs = {200, 500, 1000, 2000, 5000})
  void aQueueRecoversFromStalls(long deadlineMillis) {
    Stalls.Result result = Stalls.run(deadlineMillis, 1, STALLING, 1);

    assertTrue(result.goodput() >= 0.95, () -> "" + result.goodput());
    assertTrue(result.inTime() >= 0.95, () -> "" + result.inTime());
  }

  /** A batch of 32 takes longer than these deadlines, or nearly so. */
  @ParameterizedTest
  @CsvSource({"50, 25, 1", "50, 200, 0.99", "50, 380, 0.8", "100, 380, 0.9"})
  void deadlinesShorterThanAFullBatchAreMet(long deadlineMillis, double rate, double least) {
    Report report = run(devices(1, 1), new Load.Poisson(rate), deadlineMillis, Noise.jitter(0.05));

    assertTrue(report.tickets().shareInTime() >= 0.99, () -> "" + report.tickets());
    double answered = (double) report.tickets().inTime() / report.tickets().offered();
    assertTrue(answered >= least, () -> "" + report.tickets());
  }

  /** A processor beside graphics cards, where all is too late for the processor. */
  @ParameterizedTest
  @ValueSource(longs = {100, 200})
  void aDeviceThatIsTooSlowForAllHarmsNobody(long deadlineMillis) {
    Report report =
        run(devices(8, 30), new Load.Poisson(16 * BEST), deadlineMillis, Noise.jitter(0.05));

    assertTrue(report.goodput() >= 0.85 * 7 * BEST, () -> report.goodput() + "/s");
    assertTrue(report.tickets().shareInTime() >= 0.99, () -> "" + report.tickets());
  }

  /** Without deadlines that matter, taking what is there is hard to beat. */
  @ParameterizedTest
  @ValueSource(doubles = {25, 100, 300, 370, 385})
  void withoutHurryLatenciesAreThoseOfTakingWhatIsThere(double rate) {
    Scenario scenario = scenario(devices(1, 1), new Load.Poisson(rate), 30_000, Noise.jitter(0.03));
    Report adaptive = Simulation.run(scenario);
    Report greedy = Simulation.run(scenario.with(new PolicyChoice.Greedy()));

    assertEquals(greedy.goodput(), adaptive.goodput(), 0.01 * greedy.goodput());
    for (double percent : new double[] {50, 90, 99}) {
      long most = greedy.latencies().percentile(percent);
      assertTrue(adaptive.latencies().percentile(percent) <= 1.03 * most, "p" + percent);
    }
  }

  @Test
  void aMillisecondIsAddedAtMostWhileTheLoadIsLow() {
    for (int devices : new int[] {1, 4}) {
      Report report = run(devices(devices, 1), new Load.Poisson(25 * devices), 30_000, Noise.NONE);
      assertTrue(report.addedMedianNanos() <= 1_000_000, () -> report.addedMedianNanos() + " ns");
    }
  }

  /** The first is slower by a factor. */
  private static List<DeviceModel> devices(int count, double slowdown) {
    return IntStream.range(0, count)
        .mapToObj(i -> new DeviceModel("" + i, CURVE, i == 0 ? slowdown : 1))
        .toList();
  }

  private static Report run(List<DeviceModel> devices, Load load, long deadline, Noise noise) {
    return Simulation.run(scenario(devices, load, deadline, noise));
  }

  private static Scenario scenario(
      List<DeviceModel> devices, Load load, long deadlineMillis, Noise noise) {
    return new Scenario(
        devices,
        new PolicyChoice.Adaptive(),
        32,
        load,
        new Timing(
            Duration.ofSeconds(2),
            // about as many pages, however many devices
            Duration.ofMillis(40_000 / (1 + devices.size())),
            Duration.ofMillis(deadlineMillis),
            Duration.ofMillis(250)),
        20_000,
        noise,
        1);
  }
}
