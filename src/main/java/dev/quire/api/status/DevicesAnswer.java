package dev.quire.api.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.device.gpu.Gpus;
import dev.quire.device.pressure.PressureControl;
import dev.quire.model.Resolution;
import dev.quire.precision.PrecisionDecision;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.worker.DeviceMemoryTracker;
import dev.quire.worker.WorkerStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The answer of {@code GET /v1/devices}. */
public record DevicesAnswer(List<ModelAnswer> models) {

  static DevicesAnswer of(ServedModels models, Gpus gpus) {
    return new DevicesAnswer(
        models.all().stream().map(model -> ModelAnswer.of(model, gpus)).toList());
  }

  /**
   * A model and the devices that it runs on.
   *
   * @param resolution what pages without a wish of their own are prepared at; absent where the task
   *     knows none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ModelAnswer(
      String model, String task, String resolution, List<DeviceAnswer> devices) {

    static ModelAnswer of(ServedModel model, Gpus gpus) {
      return new ModelAnswer(
          model.name(),
          model.task(),
          model.resolution().map(Resolution::toString).orElse(null),
          model.workers().status().stream()
              .map(worker -> DeviceAnswer.of(worker, model, gpus))
              .toList());
    }
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

    static DeviceAnswer of(WorkerStatus worker, ServedModel model, Gpus gpus) {
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
          model.precisions().verdict(id).map(PrecisionAnswer::of).orElse(null),
          MemoryAnswer.of(worker.memory()),
          PressureAnswer.of(worker.memory().pressure()),
          caps,
          worker.running(),
          worker.runningFor().toNanos() / 1e6,
          worker.restarts(),
          worker.lastError(),
          gpus.of(id).map(GpuAnswer::of).orElse(null));
    }
  }

  /**
   * What a device computes in.
   *
   * @param fellBack whether FP16 or INT8 was wanted and refused, since it did not agree with FP32
   *     or was not faster
   * @param matched share of the results on the golden items that agreed, where they were compared
   * @param ordered share of their pairs that stood in the same order
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record PrecisionAnswer(String used, boolean fellBack, Double matched, Double ordered) {

    static PrecisionAnswer of(PrecisionDecision verdict) {
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
   * @param own what this process holds of it for the model, where that is known
   * @param reserved what the driver keeps for itself, where that is known
   * @param model what is held with the model open, before any run, where that is measured
   * @param peak the most that was in use since the start
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record MemoryAnswer(
      long used, long total, long headroom, Long own, Long reserved, Long model, long peak) {

    static MemoryAnswer of(DeviceMemoryTracker watch) {
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
