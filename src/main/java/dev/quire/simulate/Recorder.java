package dev.quire.simulate;

import dev.quire.batch.BatchDecision.Reason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Counts what falls into the counted time of a simulation. */
final class Recorder {

  private final long from;
  private final long to;
  private final long timeoutNanos;
  private final long objectiveNanos;
  private final LongStream.Builder latencies = LongStream.builder();
  private final SortedMap<Integer, Long> batchSizes = new TreeMap<>();
  private final Map<Reason, Long> batchReasons = new EnumMap<>(Reason.class);
  private final DeviceCount[] devices;

  private long offered;
  private long refused;
  private long expired;
  private long answered;
  private long inTime;
  private long withinObjective;
  private long answers;
  private long answersInTime;
  private long lastEnd;

  private static final class DeviceCount {
    private long busyNanos;
    private long batches;
    private long tickets;
  }

  /**
   * @param to {@link Long#MAX_VALUE} to count until the last ticket ended
   */
  Recorder(long from, long to, Timing timing, int devices) {
    this.from = from;
    this.to = to;
    this.timeoutNanos = timing.timeout().toNanos();
    this.objectiveNanos = timing.objective().toNanos();
    this.devices =
        IntStream.range(0, devices).mapToObj(i -> new DeviceCount()).toArray(DeviceCount[]::new);
    this.lastEnd = from;
  }

  void offered(long nanos) {
    offered += counts(nanos) ? 1 : 0;
  }

  void refused(long arrival) {
    refused += counts(arrival) ? 1 : 0;
    lastEnd = Math.max(lastEnd, arrival);
  }

  void expired(long arrival, long now) {
    expired += counts(arrival) ? 1 : 0;
    lastEnd = Math.max(lastEnd, now);
  }

  void answered(long arrival, long now) {
    long latency = now - arrival;
    boolean early = latency <= timeoutNanos;
    if (counts(arrival)) {
      answered++;
      inTime += early ? 1 : 0;
      withinObjective += latency <= objectiveNanos ? 1 : 0;
      latencies.add(latency);
    }
    if (counts(now)) {
      answers++;
      answersInTime += early ? 1 : 0;
    }
    lastEnd = Math.max(lastEnd, now);
  }

  void ran(int device, int size, Reason reason, long started, long ended) {
    DeviceCount count = devices[device];
    count.busyNanos += Math.max(0, Math.min(ended, to) - Math.max(started, from));
    if (counts(started)) {
      count.batches++;
      count.tickets += size;
      batchSizes.merge(size, 1L, Long::sum);
      batchReasons.merge(reason, 1L, Long::sum);
    }
  }

  private boolean counts(long nanos) {
    return from <= nanos && nanos < to;
  }

  Report report(List<DeviceModel> models, long singleNanos) {
    long end = to == Long.MAX_VALUE ? lastEnd : to;
    double seconds = Math.max(1, end - from) / Gaps.NANOS_PER_SECOND;
    List<Report.DeviceUse> uses =
        IntStream.range(0, devices.length)
            .mapToObj(i -> use(models.get(i).name(), devices[i], seconds))
            .toList();
    return new Report(
        seconds,
        new Report.Tickets(
            offered, offered - refused, answered, inTime, withinObjective, refused, expired),
        answers / seconds,
        answersInTime / seconds,
        Latencies.of(latencies.build().toArray()),
        singleNanos,
        Collections.unmodifiableSortedMap(batchSizes),
        Collections.unmodifiableMap(batchReasons),
        uses);
  }

  private static Report.DeviceUse use(String name, DeviceCount count, double seconds) {
    return new Report.DeviceUse(
        name, count.busyNanos / Gaps.NANOS_PER_SECOND / seconds, count.batches, count.tickets);
  }
}
