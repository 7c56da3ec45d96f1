package dev.quire.engine.simulated;

import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.MemoryReader;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.OutOfDeviceMemoryException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A device that is not there: how fast it is, what memory it has, what goes wrong on it. It does
 * what it does by counting, not by chance, so that a test can tell beforehand. Runs of several
 * predictors share its memory, and take turns to compute. Thread-safe.
 */
public final class SimulatedDevice implements MemoryReader {

  /**
   * What a run will be like.
   *
   * @param hangNanos how long it stands still before it computes
   * @param nanos how long it computes
   * @param failing whether it fails at its end
   */
  record Plan(int size, long hangNanos, long nanos, boolean failing) {}

  /** How long a run computes before another has its turn. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final DeviceId id;
  private final LatencyCurve curve;
  private final List<Fault> faults;
  private final SimulatedMemory memory;
  private final double slowdown;
  private final int largestRun;

  /** Fair: runs alternate. */
  private final Lock turns = new ReentrantLock(true);

  // What follows is guarded by this.
  private final TransientErrors errors;
  private int models;
  private long items;
  private long runs;
  private long tickets;
  private long peak;
  private boolean lost;
  private long lostUntil;

  public SimulatedDevice(
      DeviceId id, LatencyCurve curve, List<Fault> faults, SimulatedMemory memory) {
    this.id = id;
    this.curve = curve;
    this.faults = List.copyOf(faults);
    this.memory = memory;
    this.slowdown =
        all(Fault.Slow.class).mapToDouble(Fault.Slow::factor).reduce(1, (a, b) -> a * b);
    this.largestRun =
        all(Fault.OutOfMemoryAbove.class)
            .mapToInt(Fault.OutOfMemoryAbove::size)
            .min()
            .orElse(Integer.MAX_VALUE);
    this.errors = new TransientErrors(all(Fault.ErrorEvery.class).toList());
  }

  private <F extends Fault> Stream<F> all(Class<F> kind) {
    return faults.stream().filter(kind::isInstance).map(kind::cast);
  }

  public DeviceId id() {
    return id;
  }

  /** How long batches take there when nothing goes wrong. */
  public LatencyCurve curve() {
    return curve;
  }

  public List<Fault> faults() {
    return faults;
  }

  /** Runs that reached the device, failed ones included, those while it was lost not. */
  public synchronized long runs() {
    return runs;
  }

  /** Tickets of those runs; one that was run twice counts twice. */
  public synchronized long tickets() {
    return tickets;
  }

  /** What opened models and the runs in progress hold. */
  @Override
  public synchronized DeviceMemory read() {
    return new DeviceMemory(memory.used(models, items), memory.total());
  }

  @Override
  public synchronized DeviceMemory peak() {
    long fullest = Math.max(peak, memory.used(models, items));
    peak = 0;
    return new DeviceMemory(fullest, memory.total());
  }

  /** Takes a model in; {@link #release} must follow. */
  synchronized void take(String model, long now) {
    requirePresent(model, now);
    requireMemory("Model %s".formatted(model), memory.used(models + 1, items));
    models++;
  }

  synchronized void release() {
    models--;
  }

  /** Begins a run; {@link #end} must follow unless it throws. */
  synchronized Plan begin(String model, int size, long now) {
    requirePresent(model, now);
    runs++;
    tickets += size;
    loseIfDue(model, now);
    String run = "A run of %d items of model %s".formatted(size, model);
    if (size > largestRun) {
      throw new OutOfDeviceMemoryException(
          "%s does not fit %s, which takes %d at most".formatted(run, id, largestRun));
    }
    requireMemory(run, memory.used(models, items + size));
    Plan plan =
        new Plan(size, hangNanos(), Math.round(curve.nanos(size) * slowdown), errors.strike(size));
    items += size;
    peak = Math.max(peak, memory.used(models, items));
    return plan;
  }

  /** Lets the time pass that a run computes, longer while others compute as well. */
  void compute(Plan run, Pause pause) throws InterruptedException {
    long turn = isShared() ? TURN_NANOS : Long.MAX_VALUE;
    for (long left = run.nanos(); left > 0; left -= turn) {
      turns.lockInterruptibly();
      try {
        pause.nanos(Math.min(left, turn));
      } finally {
        turns.unlock();
      }
    }
  }

  private synchronized boolean isShared() {
    return models > 1;
  }

  synchronized void end(Plan run) {
    items -= run.size();
  }

  private void requirePresent(String model, long now) {
    if (lost && now - lostUntil >= 0) {
      lost = false;
    }
    if (lost) {
      throw DeviceLostException.beforeRun(
          "Device %s is lost: model %s cannot be used there for another %d ms"
              .formatted(id, model, TimeUnit.NANOSECONDS.toMillis(lostUntil - now)));
    }
  }

  private void loseIfDue(String model, long now) {
    long nanos =
        all(Fault.LostEvery.class)
            .filter(fault -> runs % fault.runs() == 0)
            .mapToLong(fault -> fault.length().toNanos())
            .max()
            .orElse(0);
    if (nanos > 0) {
      lost = true;
      lostUntil = now + nanos;
      throw new DeviceLostException("Device %s was lost in a run of model %s".formatted(id, model));
    }
  }

  private long hangNanos() {
    return all(Fault.HangEvery.class)
        .filter(fault -> runs % fault.runs() == 0)
        .mapToLong(fault -> fault.length().toNanos())
        .sum();
  }

  private void requireMemory(String what, long bytes) {
    if (bytes > memory.total()) {
      throw new OutOfDeviceMemoryException(
          "%s does not fit %s: it would hold %d bytes, but has %d"
              .formatted(what, id, bytes, memory.total()));
    }
  }
}
