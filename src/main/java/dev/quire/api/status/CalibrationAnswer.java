package dev.quire.api.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.batch.Bucket;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.worker.WorkerStatus;
import java.util.Comparator;
import java.util.List;

/** The answer of {@code GET /v1/calibration}; {@code quire simulate} reads it. */
public record CalibrationAnswer(List<ModelTables> models) {

  static CalibrationAnswer of(ServedModels models) {
    return new CalibrationAnswer(models.all().stream().map(ModelTables::of).toList());
  }

  /** What each device has learned of a model. */
  public record ModelTables(String model, List<DeviceTable> devices) {

    static ModelTables of(ServedModel model) {
      return new ModelTables(
          model.name(), model.workers().status().stream().map(DeviceTable::of).toList());
    }
  }

  /** What one device has learned; the bucket of which most sizes are known comes first. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record DeviceTable(String device, List<BucketTable> buckets) {

    static DeviceTable of(WorkerStatus worker) {
      return new DeviceTable(
          worker.device().id().name(),
          worker.batching().table().entries().entrySet().stream()
              .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
              .map(
                  entry ->
                      new BucketTable(
                          entry.getKey().name(),
                          entry.getKey().cost(),
                          entry.getValue().entrySet().stream()
                              .map(
                                  size ->
                                      new SizeCost(
                                          size.getKey(),
                                          size.getValue() / 1e6,
                                          bytes(worker, entry.getKey(), size.getKey())))
                              .toList()))
              .toList());
    }

    private static Long bytes(WorkerStatus worker, Bucket bucket, int size) {
      long bytes = worker.memory().table().bytes(bucket, size);
      return bytes == 0 ? null : bytes;
    }
  }

  /**
   * What is known of one bucket.
   *
   * @param cost of one of its tickets: pixels for pages, tokens for rows of text
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record BucketTable(String bucket, long cost, List<SizeCost> sizes) {}

  /**
   * What a batch of a size takes.
   *
   * @param bytes what it holds beyond the model; absent where that is not known, as on CPUs
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record SizeCost(int size, double millis, Long bytes) {}
}
