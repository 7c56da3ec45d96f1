package dev.quire.simulate;

import dev.quire.batch.BatchDecision.Reason;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a simulation saw.
 *
 * @param seconds the counted time
 * @param tickets what became of the tickets that came in the counted time, each followed to its end
 * @param throughput answers in the counted time, a second
 * @param goodput answers before their deadline in the counted time, a second
 * @param latencies from arrival to answer, of the tickets answered
 * @param singleNanos how long the fastest device takes for a batch of one
 * @param batchSizes how many batches of each size began in the counted time
 * @param batchReasons why they had their size
 * @param devices in the scenario's order
 */
public record Report(
    double seconds,
    Tickets tickets,
    double throughput,
    double goodput,
    Latencies latencies,
    long singleNanos,
    SortedMap<Integer, Long> batchSizes,
    Map<Reason, Long> batchReasons,
    List<DeviceUse> devices) {

  /**
   * Tickets by their end: offered = admitted + refused, admitted = answered + expired.
   *
   * @param inTime answered before their deadline
   * @param withinObjective answered within the objective
   * @param refused not admitted
   * @param expired dropped from the queue because they were, or would have been, too late
   */
  public record Tickets(
      long offered,
      long admitted,
      long answered,
      long inTime,
      long withinObjective,
      long refused,
      long expired) {

    /** How much of what was offered was answered within the objective; 1 if there was nothing. */
    public double shareWithinObjective() {
      return offered == 0 ? 1 : (double) withinObjective / offered;
    }

    /** How much of what was admitted was answered before its deadline; 1 if there was nothing. */
    public double shareInTime() {
      return admitted == 0 ? 1 : (double) inTime / admitted;
    }
  }

  /**
   * One device in the counted time.
   *
   * @param utilisation the share of the time in which it ran
   * @param batches that began
   * @param tickets in these batches
   */
  public record DeviceUse(String name, double utilisation, long batches, long tickets) {}

  /** What queueing and batching added to the median: in nanoseconds, over a run alone. */
  public long addedMedianNanos() {
    return latencies.count() == 0 ? 0 : latencies.percentile(50) - singleNanos;
  }

  /** Tickets in a batch; 0 if there was none. */
  public double meanBatch() {
    long batches = batchSizes.values().stream().mapToLong(Long::longValue).sum();
    long tickets =
        batchSizes.entrySet().stream().mapToLong(size -> size.getKey() * size.getValue()).sum();
    return batches == 0 ? 0 : (double) tickets / batches;
  }
}
