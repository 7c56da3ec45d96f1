package dev.quire.simulate;

import dev.quire.engine.simulated.LatencyCurve;
import java.time.Duration;
import java.util.List;

/**
 * A device under twice its load, of whose runs one in two hundred stalls for 300 ms, in virtual
 * time. Goodput is what was answered before its deadline, divided by what the device would serve in
 * full batches with as many stalls as are to be expected: 32 in 81.5 ms, which is 0.982 of what it
 * would serve without any. A run draws a few more stalls or fewer, so it may exceed 1.
 */
final class Stalls {

  private static final LatencyCurve CURVE = LatencyCurve.parse("1:8ms,8:24ms,32:80ms");
  private static final int FULL = 32;
  private static final Noise NOISE = new Noise(0.1, 0.005, Duration.ofMillis(300));

  /**
   * What came of it.
   *
   * @param goodput see {@link Stalls}
   * @param inTime the share of what was admitted that was answered before its deadline
   */
  record Result(double goodput, double inTime) {}

  private Stalls() {}

  /**
   * @param counted how long, in the time of one device: many devices serve as much in less
   */
  static Result run(long deadlineMillis, int devices, Duration counted, long seed) {
    DeviceModel device = new DeviceModel("device", CURVE);
    double best =
        FULL / (CURVE.nanos(FULL) / 1e9 + NOISE.stallShare() * NOISE.stall().toNanos() / 1e9);
    Scenario scenario =
        new Scenario(
            List.of(device),
            new PolicyChoice.Adaptive(),
            FULL,
            new Load.Poisson(2 * device.bestRate(FULL) * devices),
            new Timing(
                Duration.ofSeconds(5),
                counted.dividedBy(devices),
                Duration.ofMillis(deadlineMillis),
                Duration.ofMillis(250)),
            20_000,
            NOISE,
            seed);
    Report report = Simulation.run(scenario.on(devices));
    return new Result(report.goodput() / (best * devices), report.tickets().shareInTime());
  }
}
