package dev.quire.api.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.device.gpu.GpuReading;
import dev.quire.device.gpu.GpuStatus;
import dev.quire.device.gpu.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the driver tells of a GPU; what it does not tell is absent.
 *
 * @param reading how far the figures can be trusted: fresh, stale, gone, none
 * @param utilizationPercent how much of the last moments something computed
 * @param memoryUtilizationPercent how much of them memory was read or written
 * @param faults the latest things found wrong, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record GpuAnswer(
    String uuid,
    String name,
    String computeCapability,
    String reading,
    Integer utilizationPercent,
    Integer memoryUtilizationPercent,
    Integer temperatureCelsius,
    Double powerWatts,
    Long uncorrectedErrors,
    Integer retiredPages,
    List<FaultAnswer> faults) {

  static GpuAnswer of(GpuStatus status) {
    Optional<GpuReading> reading = status.reading();
    return new GpuAnswer(
        status.gpu().uuid(),
        status.gpu().name(),
        status.gpu().card().capability().toString(),
        status.freshness().label(),
        reading.map(r -> boxed(r.load().gpuPercent())).orElse(null),
        reading.map(r -> boxed(r.load().memoryPercent())).orElse(null),
        reading.map(r -> boxed(r.health().celsius())).orElse(null),
        reading.map(r -> boxed(r.load().powerWatts())).orElse(null),
        reading.map(r -> boxed(r.health().uncorrectedErrors())).orElse(null),
        reading.map(r -> boxed(r.health().retiredPages())).orElse(null),
        status.verdicts().stream().map(FaultAnswer::of).toList());
  }

  private static Integer boxed(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** Something that was found wrong. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record FaultAnswer(String severity, String reason) {

    static FaultAnswer of(Verdict verdict) {
      return new FaultAnswer(verdict.severity().name().toLowerCase(Locale.ROOT), verdict.reason());
    }
  }
}
