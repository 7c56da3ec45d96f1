package dev.quire.api.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.device.pressure.PressureControl;
import dev.quire.precision.PrecisionVerdict;
import dev.quire.worker.MemoryWatch;
import dev.quire.worker.WorkerStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The answer of {@code GET /v1/devices}.
 *
 * @param resolution what pages without a wish of their own are prepared at
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DevicesAnswer(String model, String resolution, List<DeviceAnswer> devices) {

  static DevicesAnswer of(Status status) {
    return new DevicesAnswer(
        status.model(),
        status.resolution().toString(),
        status.workers().stream().map(worker -> DeviceAnswer.of(worker, status)).toList());
  }

  /**
   * One device.
   *
   * @param batchSize the size of a full batch as things are, by bucket
   * @param running tickets of the run in progress, 1 during a probe
   * @param lastError what last put it into quarantine
   * @param gpu absent where it is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record DeviceAnswer(
      String device,
      String state,
      boolean serving,
      PrecisionAnswer precision,
      MemoryAnswer memory,
      PressureAnswer pressure,
      Map<String, Integer> batchSize,
      int running,
      double runningMillis,
      int restarts,
      String lastError,
      GpuAnswer gpu) {

    static DeviceAnswer of(WorkerStatus worker, Status status) {
      DeviceState state = worker.device().state();
      Map<String, Integer> caps = new TreeMap<>();
      for (Bucket bucket : worker.batching().table().entries().keySet()) {
        caps.put(bucket.name(), worker.batching().policy().fullSize(bucket));
      }
      DeviceId id = worker.device().id();
      return new DeviceAnswer(
          id.name(),
          state.kind().label(),
          state.isServing(),
          status.precision(id).map(PrecisionAnswer::of).orElse(null),
          MemoryAnswer.of(worker.memory()),
          PressureAnswer.of(worker.memory().pressure()),
          caps,
          worker.running(),
          worker.runningFor().toNanos() / 1e6,
          worker.restarts(),
          worker.lastError(),
          status.gpu(id).map(GpuAnswer::of).orElse(null));
    }
  }

  /**
   * What a device computes in.
   *
   * @param fellBack whether FP16 was wanted, but did not agree with FP32
   * @param matched share of the regions on the golden pages that agreed, where they were compared
   * @param ordered share of the pairs of regions that stood in the same order
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record PrecisionAnswer(String used, boolean fellBack, Double matched, Double ordered) {

    static PrecisionAnswer of(PrecisionVerdict verdict) {
      return new PrecisionAnswer(
          verdict.used().name().toLowerCase(Locale.ROOT),
          verdict.fellBack(),
          boxed(verdict.matched()),
          boxed(verdict.ordered()));
    }

    private static Double boxed(OptionalDouble value) {
      return value.isPresent() ? value.getAsDouble() : null;
    }
  }

  /**
   * A device's memory in bytes.
   *
   * @param used what all programs on it hold
   * @param own what this process holds of it, where that is known
   * @param reserved what the driver keeps for itself, where that is known
   * @param model what is held with the model open, before any run, where that is measured
   * @param peak the most that was in use since the start
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record MemoryAnswer(
      long used, long total, long headroom, Long own, Long reserved, Long model, long peak) {

    static MemoryAnswer of(MemoryWatch watch) {
      DeviceMemory memory = watch.last();
      return new MemoryAnswer(
          memory.used(),
          memory.total(),
          memory.headroom(),
          boxed(memory.own()),
          boxed(memory.reserved()),
          boxed(watch.resting()),
          watch.peak());
    }

    private static Long boxed(OptionalLong bytes) {
      return bytes.isPresent() ? bytes.getAsLong() : null;
    }
  }

  /**
   * How scarce memory is.
   *
   * @param level by how many steps the resolution should be down
   * @param share what of the memory is used that was free at rest, 0 to 1
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record PressureAnswer(String state, int level, double share) {

    static PressureAnswer of(PressureControl control) {
      return new PressureAnswer(
          control.pressure().kind().label(), control.pressure().level(), control.share());
    }
  }
}
