package dev.quire.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.simulated.LatencyCurve;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the queue and the adaptive policy promise, on a device with T(1) = 8 ms, T(8) = 24 ms and
 * T(32) = 80 ms, which serves 400 pages a second at best. Time is virtual, so these hold anywhere.
 */
class BarsTest {

  private static final LatencyCurve CURVE = LatencyCurve.parse("1:8ms,8:24ms,32:80ms");
  private static final double BEST = 400;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aSaturatedDeviceRunsNearItsBestRate() {
    Report report = run(devices(1), new Load.Saturated(256), Duration.ofSeconds(30));

    assertTrue(report.throughput() >= 0.97 * BEST, () -> report.throughput() + "/s");
  }

  @ParameterizedTest
  @ValueSource(longs = {200, 500, 1000, 5000})
  void underTwiceItsLoadADeviceAnswersInTimeWhatItAdmits(long deadlineMillis) {
    Report report = run(devices(1), new Load.Poisson(2 * BEST), Duration.ofMillis(deadlineMillis));

    assertTrue(report.goodput() >= 0.95 * BEST, () -> report.goodput() + "/s");
    assertTrue(report.tickets().shareInTime() >= 0.99, () -> "" + report.tickets());
    assertTrue(report.tickets().refused() > 0.4 * report.tickets().offered());
  }

  @Test
  void aLittleLoadWaitsForNothing() {
    // a fifth of the device's time if pages run one by one
    Report report = run(devices(1), new Load.Poisson(0.2 / 0.008), SECOND);

    assertTrue(report.addedMedianNanos() <= 1_000_000, () -> report.addedMedianNanos() + " ns");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void moreDevicesServeInProportion(int count) {
    Report report = run(devices(count), new Load.Saturated(512), Duration.ofSeconds(30));

    assertTrue(report.throughput() >= 0.95 * count * BEST, () -> report.throughput() + "/s");
  }

  @Test
  void aSlowDeviceTakesItsShareAndNoMore() {
    List<DeviceModel> eight =
        IntStream.range(0, 8)
            .mapToObj(i -> new DeviceModel("device " + i, CURVE, i == 0 ? 3 : 1))
            .toList();

    Report report = run(eight, new Load.Saturated(512), Duration.ofSeconds(30));

    double best = BEST * (7 + 1 / 3.0);
    assertTrue(report.throughput() >= 0.95 * best, () -> report.throughput() + "/s");
    double share =
        (double) report.devices().get(0).tickets()
            / report.devices().stream().mapToLong(Report.DeviceUse::tickets).sum();
    assertEquals(BEST / 3 / best, share, 0.1 * BEST / 3 / best);
  }

  /**
   * Static batches, as most servers have them, behind a queue that refuses only when it is full.
   */
  @ParameterizedTest
  @ValueSource(longs = {200, 500, 1000})
  void onABurstyLoadStaticBatchesAnswerFewerInTimeAndLater(long deadlineMillis) {
    Load bursty = new Load.Bursty(100, 900, Duration.ofSeconds(2), Duration.ofMillis(500));
    Report adaptive = run(devices(1), bursty, Duration.ofMillis(deadlineMillis));
    List<PolicyChoice> statics =
        List.of(
            PolicyChoice.Fixed.of(8, Duration.ofMillis(5)),
            PolicyChoice.Fixed.of(32, Duration.ofMillis(50)),
            new PolicyChoice.Greedy());

    for (PolicyChoice policy : statics) {
      Report other =
          Simulation.run(
              scenario(devices(1), bursty, Duration.ofMillis(deadlineMillis)).with(policy));
      assertTrue(adaptive.goodput() > 1.1 * other.goodput(), policy::toString);
      assertTrue(
          adaptive.latencies().percentile(99) <= other.latencies().percentile(99),
          policy::toString);
    }
  }

  @Test
  void aSingleServerWaitsAsTheFormulaSays() {
    // M/D/1, Pollaczek and Khinchine: mean wait = rho T / (2 (1 - rho))
    double service = 0.008;
    double rho = 0.5;
    Scenario scenario =
        new Scenario(
            devices(1),
            new PolicyChoice.Adaptive(),
            1,
            new Load.Poisson(rho / service),
            new Timing(SECOND, Duration.ofSeconds(2000), Duration.ofSeconds(30), SECOND),
            256,
            Noise.NONE,
            7);

    double mean = Simulation.run(scenario).latencies().mean() / 1e9;

    double expected = service + rho * service / (2 * (1 - rho));
    assertEquals(expected, mean, 0.05 * expected);
  }

  private static List<DeviceModel> devices(int count) {
    return IntStream.range(0, count).mapToObj(i -> new DeviceModel("device " + i, CURVE)).toList();
  }

  private static Report run(List<DeviceModel> devices, Load load, Duration timeout) {
    return Simulation.run(scenario(devices, load, timeout));
  }

  private static Scenario scenario(List<DeviceModel> devices, Load load, Duration timeout) {
    return new Scenario(
        devices,
        new PolicyChoice.Adaptive(),
        32,
        load,
        // about as many pages, however many devices
        new Timing(
            SECOND.multipliedBy(5), SECOND.multipliedBy(60 / devices.size()), timeout, SECOND),
        1024,
        Noise.NONE,
        1);
  }
}
