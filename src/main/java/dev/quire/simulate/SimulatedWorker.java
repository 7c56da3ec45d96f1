package dev.quire.simulate;

import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.Bucket;
import dev.quire.batch.ServiceRate;
import dev.quire.queue.BatchConsumer;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.PollResult;
import dev.quire.queue.RequestQueue;
import java.util.List;
import java.util.random.RandomGenerator;

/** Runs batches on one device in virtual time, as a worker does in real time. */
final class SimulatedWorker implements BatchConsumer {

  private final int index;
  private final DeviceModel device;
  private final Batching batching;
  private final RequestQueue<Arrival, Boolean> queue;
  private final Timeline timeline;
  private final Recorder recorder;
  private final Noise noise;
  private final RandomGenerator random;

  private boolean busy;
  private boolean awake;
  private long freeNanos;

  /** Only the last of the wake-ups that were ever asked for still counts. */
  private long wakeUps;

  SimulatedWorker(
      int index,
      DeviceModel device,
      Batching batching,
      RequestQueue<Arrival, Boolean> queue,
      Timeline timeline,
      Recorder recorder,
      Noise noise,
      RandomGenerator random) {
    this.index = index;
    this.device = device;
    this.batching = batching;
    this.queue = queue;
    this.timeline = timeline;
    this.recorder = recorder;
    this.noise = noise;
    this.random = random;
  }

  /** Polls after whatever else happens at this time: tickets that come together find it idle. */
  @Override
  public void wake() {
    if (!busy && !awake) {
      awake = true;
      timeline.lastly(wakeUp());
    }
  }

  private Runnable wakeUp() {
    long mine = ++wakeUps;
    return () -> {
      if (mine == wakeUps) {
        poll();
      }
    };
  }

  @Override
  public ServiceRate pace(Bucket bucket) {
    return batching.pace(bucket);
  }

  @Override
  public long nanos(Bucket bucket, int size) {
    return batching.reliedNanos(bucket, size);
  }

  @Override
  public long busyNanos() {
    return busy ? Math.max(0, freeNanos - timeline.getAsLong()) : 0;
  }

  private void poll() {
    awake = false;
    PollResult<Arrival, Boolean> next = queue.poll(batching.policy());
    if (next instanceof PollResult.Batch<Arrival, Boolean> batch) {
      run(batch.requests(), batch.reason());
    } else if (next instanceof PollResult.Later<Arrival, Boolean> later) {
      timeline.after(later.nanos(), wakeUp());
    }
  }

  private void run(List<InferenceRequest<Arrival, Boolean>> tickets, Reason reason) {
    Bucket bucket = tickets.get(0).bucket();
    long started = timeline.getAsLong();
    long nanos = noise.nanos(device.nanos(bucket, tickets.size()), random);
    busy = true;
    wakeUps++;
    freeNanos = started + batching.expectedNanos(bucket, tickets.size());
    timeline.after(
        nanos,
        () -> {
          busy = false;
          batching.ran(bucket, tickets.size(), nanos, reason == Reason.TRIAL);
          recorder.ran(index, tickets.size(), reason, started, timeline.getAsLong());
          tickets.forEach(ticket -> queue.answer(ticket, true));
          poll();
        });
  }
}
