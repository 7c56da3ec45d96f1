package dev.quire.simulate;

import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.queue.RequestQueue;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs a {@link Scenario} in virtual time: Quire's own queue, admission and batch policies serve a
 * load on devices that are no more than their latency curves. What a real service adds around them
 * (decoding, transport, timer resolution) takes no time here.
 */
public final class Simulation {

  /** What a worker's supervisor does, too. */
  private static final Duration EXPIRY_SWEEP = Duration.ofMillis(100);

  private static final long MOST_EVENTS = 500_000_000;

  private final Scenario scenario;
  private final Timeline timeline;
  private final RequestQueue<Arrival, Boolean> queue;
  private final Recorder recorder;
  private final Senders senders;

  private Simulation(Scenario scenario, long mostEvents) {
    this.scenario = scenario;
    Timing timing = scenario.timing();
    long from = timing.warmUp().toNanos();
    long end = from + timing.counted().toNanos();
    boolean finite = scenario.load() instanceof Load.Trace;
    timeline = new Timeline(mostEvents);
    queue = new RequestQueue<>(scenario.limits(), timeline, (client, outcome) -> {});
    recorder = new Recorder(from, finite ? Long.MAX_VALUE : end, timing, scenario.devices().size());
    senders = new Senders(queue, timeline, recorder, timing.timeout(), end);
  }

  /**
   * Simulates; the same scenario always gives the same report. A trace counts until its last ticket
   * ended, other loads for the time that the scenario says.
   *
   * @throws IllegalStateException if it takes too many steps
   */
  public static Report run(Scenario scenario) {
    return run(scenario, MOST_EVENTS);
  }

  static Report run(Scenario scenario, long mostEvents) {
    return new Simulation(scenario, mostEvents).run();
  }

  private Report run() {
    SplittableRandom random = new SplittableRandom(scenario.seed());
    SplittableRandom loadRandom = random.split();
    List<DeviceModel> devices = scenario.devices();
    for (int i = 0; i < devices.size(); i++) {
      queue.join(worker(i, devices.get(i), random.split()));
    }
    senders.start(scenario.load(), loadRandom);
    sweep();
    while (senders.areActive()) {
      timeline.step();
    }
    long single =
        devices.stream().mapToLong(device -> device.nanos(Arrival.PAGE, 1)).min().orElseThrow();
    return recorder.report(devices, single);
  }

  private SimulatedWorker worker(int index, DeviceModel device, SplittableRandom random) {
    long objective = scenario.timing().objective().toNanos();
    Batching batching =
        scenario
            .policy()
            .batching(
                new AdaptiveBatchPolicy.Limits(scenario.maxSize(), Long.MAX_VALUE, objective));
    for (Bucket bucket : scenario.buckets()) {
      batching.warmUp(device, bucket);
    }
    return new SimulatedWorker(
        index, device, batching, queue, timeline, recorder, scenario.noise(), random);
  }

  private void sweep() {
    timeline.after(
        EXPIRY_SWEEP.toNanos(),
        () -> {
          queue.expire();
          sweep();
        });
  }
}
