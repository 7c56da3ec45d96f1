package dev.quire.api.status;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.worker.WorkerStatus;
import java.util.List;

/** The answer of {@code GET /v1/calibration}; {@code quire simulate} reads it. */
@JsonNaming(SnakeCaseStrategy.class)
public record CalibrationAnswer(String model, List<DeviceTable> devices) {

  /** What one device has learned. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record DeviceTable(String device, List<BucketTable> buckets) {

    static DeviceTable of(WorkerStatus worker) {
      return new DeviceTable(
          worker.device().id().name(),
          worker.batching().table().entries().entrySet().stream()
              .map(
                  entry ->
                      new BucketTable(
                          entry.getKey().name(),
                          entry.getKey().cost(),
                          entry.getValue().entrySet().stream()
                              .map(size -> new SizeTime(size.getKey(), size.getValue() / 1e6))
                              .toList()))
              .toList());
    }
  }

  /**
   * The times of one bucket.
   *
   * @param cost of one of its tickets: pixels for pages
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record BucketTable(String bucket, long cost, List<SizeTime> sizes) {}

  /** How long a batch of a size takes. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record SizeTime(int size, double millis) {}
}
