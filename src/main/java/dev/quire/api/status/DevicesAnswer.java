package dev.quire.api.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.batch.Bucket;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.worker.WorkerStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answer of {@code GET /v1/devices}. */
@JsonNaming(SnakeCaseStrategy.class)
public record DevicesAnswer(String model, List<DeviceAnswer> devices) {

  /**
   * One device.
   *
   * @param batchSize the size of a full batch as things are, by bucket
   * @param running tickets of the run in progress, 1 during a probe
   * @param lastError what last put it into quarantine
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record DeviceAnswer(
      String device,
      String state,
      boolean serving,
      MemoryAnswer memory,
      Map<String, Integer> batchSize,
      int running,
      double runningMillis,
      int restarts,
      String lastError) {

    static DeviceAnswer of(WorkerStatus worker) {
      DeviceState state = worker.device().state();
      Map<String, Integer> caps = new TreeMap<>();
      for (Bucket bucket : worker.batching().table().entries().keySet()) {
        caps.put(bucket.name(), worker.batching().policy().fullSize(bucket));
      }
      return new DeviceAnswer(
          worker.device().id().name(),
          state.kind().label(),
          state.isServing(),
          MemoryAnswer.of(worker.device().memory()),
          caps,
          worker.running(),
          worker.runningFor().toNanos() / 1e6,
          worker.restarts(),
          worker.lastError());
    }
  }

  /** A device's memory in bytes. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record MemoryAnswer(long used, long total, long headroom) {

    static MemoryAnswer of(DeviceMemory memory) {
      return new MemoryAnswer(memory.used(), memory.total(), memory.headroom());
    }
  }
}
