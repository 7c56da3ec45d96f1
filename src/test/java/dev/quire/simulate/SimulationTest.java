package dev.quire.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.BatchDecision.Reason;
import dev.quire.engine.simulated.LatencyCurve;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final LatencyCurve CURVE = LatencyCurve.parse("1:8ms,8:24ms,32:80ms");
  private static final DeviceModel DEVICE = new DeviceModel("0", CURVE);
  private static final PolicyChoice ADAPTIVE = new PolicyChoice.Adaptive();
  private static final long MS = 1_000_000;

  @Test
  void everythingOfASmallTraceIsAccountedFor() {
    // the first runs alone for 8 ms, the other two run together for 8 + 16/7 ms
    Load trace = new Load.Trace(List.of(Arrival.at(0), Arrival.at(MS), Arrival.at(2 * MS)));

    Report report = Simulation.run(scenario(trace, ADAPTIVE, 1));

    assertEquals(new Report.Tickets(3, 3, 3, 3, 3, 0, 0), report.tickets());
    assertEquals(8 * MS, report.latencies().percentile(1));
    assertEquals(18_285_714 - 2 * MS, report.latencies().percentile(50));
    assertEquals(18_285_714 - MS, report.latencies().max());
    assertEquals(Map.of(1, 1L, 2, 1L), report.batchSizes());
    assertEquals(Map.of(Reason.DELAY, 2L), report.batchReasons());
    assertEquals(0.018285714, report.seconds(), 1e-9, "until the last one ended");
    assertEquals(3 / 0.018285714, report.throughput(), 0.001);
    assertEquals(List.of(new Report.DeviceUse("0", 1, 2, 3)), report.devices());
  }

  @Test
  void ticketsThatComeTogetherShareABatch() {
    Load trace = new Load.Trace(Collections.nCopies(40, Arrival.at(5)));
    Report report = Simulation.run(scenario(trace, new PolicyChoice.Greedy(), 1));
    assertEquals(Map.of(32, 1L, 8, 1L), report.batchSizes());
    assertEquals(104 * MS, report.latencies().max());
  }

  @Test
  void aPartialBatchWaitsAsItsPolicySays() {
    Load trace = new Load.Trace(List.of(Arrival.at(0), Arrival.at(3 * MS)));
    PolicyChoice fixed = PolicyChoice.Fixed.of(8, Duration.ofMillis(5));
    Report report = Simulation.run(scenario(trace, fixed, 1));
    assertEquals(Map.of(2, 1L), report.batchSizes());
    assertEquals(5 * MS + CURVE.nanos(2), report.latencies().max());
  }

  @Test
  void aClosedLoopKeepsItsClientsWaiting() {
    Report report = Simulation.run(scenario(new Load.Saturated(1), ADAPTIVE, 1));
    assertEquals(125, report.throughput(), 0.1);
    assertEquals(8 * MS, report.latencies().max());
    assertEquals(1, report.devices().get(0).utilisation(), 1e-9);
  }

  @Test
  void aRefusedClientTriesAgain() {
    Scenario small =
        new Scenario(
            List.of(DEVICE), ADAPTIVE, 32, new Load.Saturated(50), timing(), 10, Noise.NONE, 1);
    Report.Tickets tickets = Simulation.run(small).tickets();
    assertTrue(tickets.refused() > 0);
    assertEquals(tickets.offered(), tickets.answered() + tickets.refused());
  }

  @Test
  void theSameSeedGivesTheSameReport() {
    Scenario noisy =
        new Scenario(
            List.of(DEVICE, DEVICE),
            ADAPTIVE,
            32,
            new Load.Poisson(700),
            timing(),
            256,
            new Noise(0.1, 0.01, Duration.ofMillis(50)),
            3);
    Report first = Simulation.run(noisy);
    Report second = Simulation.run(noisy);
    assertEquals(first.tickets(), second.tickets());
    assertEquals(first.batchSizes(), second.batchSizes());
    assertEquals(first.latencies().mean(), second.latencies().mean());
  }

  @Test
  void theWaitOfASingleServerIsThatOfQueueingTheory() {
    // M/D/1, Pollaczek and Khinchine: the mean wait is ρ T / (2 (1 - ρ)), here T/2
    Timing long1 =
        new Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(3000),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));
    Scenario scenario =
        new Scenario(
            List.of(DEVICE), ADAPTIVE, 1, new Load.Poisson(62.5), long1, 256, Noise.NONE, 1);

    Report report = Simulation.run(scenario);

    assertEquals(4 * MS, report.latencies().mean() - 8 * MS, 0.05 * 4 * MS);
    assertEquals(0.5, report.devices().get(0).utilisation(), 0.01);
  }

  @Test
  void theFewestDevicesThatMeetTheObjectiveAreFound() {
    Scenario scenario = scenario(new Load.Poisson(900), ADAPTIVE, 1);
    assertEquals(OptionalInt.of(3), Planner.replicas(scenario, 8));
    assertEquals(OptionalInt.empty(), Planner.replicas(scenario, 2));
    double two = Simulation.run(scenario.on(2)).tickets().shareWithinObjective();
    double three = Simulation.run(scenario.on(3)).tickets().shareWithinObjective();
    assertTrue(two < Planner.SHARE && three >= Planner.SHARE, two + " and " + three);
  }

  @Test
  void anEndlessSimulationStops() {
    Scenario scenario = scenario(new Load.Poisson(400), ADAPTIVE, 1);
    assertThrows(IllegalStateException.class, () -> Simulation.run(scenario, 1000));
  }

  @Test
  void nonsenseIsRefused() {
    Load load = new Load.Poisson(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Scenario(List.of(), ADAPTIVE, 32, load, timing(), 1, Noise.NONE, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Scenario(List.of(DEVICE), ADAPTIVE, 0, load, timing(), 1, Noise.NONE, 1));
    assertThrows(IllegalArgumentException.class, () -> Noise.jitter(1));
    assertThrows(IllegalArgumentException.class, () -> new DeviceModel("0", CURVE, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  private static Scenario scenario(Load load, PolicyChoice policy, long seed) {
    boolean trace = load instanceof Load.Trace;
    Timing timing =
        trace
            ? new Timing(
                Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(250))
            : timing();
    return new Scenario(List.of(DEVICE), policy, 32, load, timing, 4096, Noise.NONE, seed);
  }

  private static Timing timing() {
    return new Timing(
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        Duration.ofSeconds(1),
        Duration.ofMillis(250));
  }
}
