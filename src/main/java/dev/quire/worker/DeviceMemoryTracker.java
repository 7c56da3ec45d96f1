package dev.quire.worker;

import dev.quire.batch.Bucket;
import dev.quire.batch.MemoryBudget;
import dev.quire.batch.MemoryLimit;
import dev.quire.batch.MemoryTable;
import dev.quire.device.Device;
import dev.quire.device.DeviceMemory;
import dev.quire.device.pressure.PressureControl;
import java.util.OptionalLong;

/**
 * What is known of one device's memory: the last reading, the peak, what the model holds at rest,
 * what runs hold beyond it, and the pressure that follows. Outlives the device's workers.
 * Thread-safe; only {@link #sample}, {@link #opened} and {@link #learn} read the device.
 */
public final class DeviceMemoryTracker {

  private static final long UNKNOWN = -1;

  private final Device device;
  private final Settings settings;
  private final PressureControl pressure;
  private final MemoryTable table = new MemoryTable();
  private final MemoryLimit limit;

  private volatile DeviceMemory last;
  private volatile long peak;

  /** What was held with the model open, before any run. */
  private volatile long resting = UNKNOWN;

  /**
   * How a device's memory is dealt with.
   *
   * @param bounding whether batches are bounded by what they were seen to hold; on the CPU there is
   *     nothing to be seen, since the process's memory is not the model's alone
   * @param reserve bytes that are always to stay free
   */
  public record Settings(boolean bounding, long reserve) {

    public Settings {
      if (reserve < 0) {
        throw new IllegalArgumentException("Negative reserve: " + reserve);
      }
    }

    /** Where memory is only looked at. */
    public static Settings lookOnly() {
      return new Settings(false, 0);
    }
  }

  public DeviceMemoryTracker(Device device, Settings settings, PressureControl pressure) {
    this.device = device;
    this.settings = settings;
    this.pressure = pressure;
    MemoryBudget budget = settings.bounding() ? this::budget : MemoryBudget.unknown();
    this.limit = new MemoryLimit(table, budget, () -> pressure.pressure().batchDivisor());
  }

  /** One that only reads, and bounds nothing. */
  public static DeviceMemoryTracker lookOnly(Device device) {
    return new DeviceMemoryTracker(device, Settings.lookOnly(), PressureControl.off());
  }

  MemoryLimit limit() {
    return limit;
  }

  public MemoryTable table() {
    return table;
  }

  public PressureControl pressure() {
    return pressure;
  }

  boolean isBounding() {
    return settings.bounding();
  }

  /** The last reading; the first one is taken here. */
  public DeviceMemory last() {
    DeviceMemory known = last;
    return known == null ? read() : known;
  }

  /** The bytes held with the model open, before any run; empty where that is not measured. */
  public OptionalLong resting() {
    return resting == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(resting);
  }

  /** The most bytes that were ever found in use. */
  public long peak() {
    return Math.max(peak, last().used());
  }

  /** Reads the device; to be called a few times a second, off the event loop. */
  void sample(long nowNanos) {
    DeviceMemory memory = read();
    pressure.sample(memory, nowNanos);
    device.on(state -> state.pressed(pressure.pressure().pressed()));
  }

  private synchronized DeviceMemory read() {
    DeviceMemory memory = device.memory();
    last = memory;
    peak = Math.max(peak, memory.used());
    if (resting != UNKNOWN) {
      // another worker's model may still have been there when this one was opened
      resting = Math.min(resting, memory.own().orElse(resting));
    }
    return memory;
  }

  /** The model has been opened, and nothing has run yet. */
  synchronized void opened() {
    if (settings.bounding()) {
      device.peakMemory(); // what was before does not count
      resting = UNKNOWN;
      resting = read().ownOrUsed();
    }
  }

  /** A run of the warm-up has just ended, in which sizes only grow. */
  synchronized void learn(Bucket bucket, int size) {
    if (settings.bounding() && resting != UNKNOWN) {
      DeviceMemory fullest = device.peakMemory();
      peak = Math.max(peak, fullest.used());
      table.measured(bucket, size, Math.max(0, fullest.ownOrUsed() - resting));
    }
  }

  /** Not even a single request of this bucket found room. */
  void doesNotFit(Bucket bucket) {
    DeviceMemory memory = last();
    long others = memory.used() - memory.ownOrUsed();
    table.measured(bucket, 1, Math.max(0, memory.total() - others - Math.max(0, resting)) + 1);
  }

  /** The warm-up is over: what is held now, the engine keeps. */
  void warmedUp() {
    // a worker that starts again only probes: what its predecessor had at rest, it will have again
    pressure.warmedUp(Math.max(pressure.atRest().orElse(0), read().ownOrUsed()));
  }

  /** Whether a single request could run if the device were otherwise unused. */
  boolean fits(Bucket bucket) {
    return !settings.bounding()
        || resting == UNKNOWN
        || table.fits(bucket, last().total() - resting - settings.reserve());
  }

  private long budget() {
    DeviceMemory memory = last();
    return resting == UNKNOWN
        ? Long.MAX_VALUE
        : new MemoryBudget.Reading(
                memory.total(), memory.used(), memory.ownOrUsed(), resting, settings.reserve())
            .bytes();
  }
}
