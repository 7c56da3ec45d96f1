package dev.quire.simulate;

import dev.quire.batch.Bucket;
import dev.quire.queue.QueueLimits;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that a simulation depends on: two runs of the same scenario are the same.
 *
 * @param devices at least one
 * @param policy the batch policy of every device
 * @param maxSize most tickets in a batch, at least 1
 * @param load how tickets come
 * @param timing for how long
 * @param capacity most tickets that may wait, at least 1
 * @param noise how far runs stray from the devices' curves
 * @param seed of the randomness in the load and the noise
 */
public record Scenario(
    List<DeviceModel> devices,
    PolicyChoice policy,
    int maxSize,
    Load load,
    Timing timing,
    int capacity,
    Noise noise,
    long seed) {

  public Scenario {
    devices = List.copyOf(devices);
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("A simulation needs a device");
    }
    if (maxSize < 1 || capacity < 1) {
      throw new IllegalArgumentException(
          "A batch and a queue hold at least one ticket, not %d and %d"
              .formatted(maxSize, capacity));
    }
  }

  /** The same with another policy. */
  public Scenario with(PolicyChoice other) {
    return new Scenario(devices, other, maxSize, load, timing, capacity, noise, seed);
  }

  /** The same on other devices. */
  public Scenario on(List<DeviceModel> others) {
    return new Scenario(others, policy, maxSize, load, timing, capacity, noise, seed);
  }

  /** The same on so many devices like the first one. */
  public Scenario on(int count) {
    return on(Collections.nCopies(count, devices.get(0)));
  }

  /** Tickets of cost 1 a second that the devices can serve at best. */
  public double bestRate() {
    return devices.stream().mapToDouble(device -> device.bestRate(maxSize)).sum();
  }

  QueueLimits limits() {
    return new QueueLimits(capacity, Long.MAX_VALUE, timing.timeout());
  }

  /** The shape classes that come. */
  Set<Bucket> buckets() {
    return load instanceof Load.Trace trace
        ? trace.tickets().stream().map(Arrival::bucket).collect(Collectors.toSet())
        : Set.of(Arrival.PAGE);
  }
}
