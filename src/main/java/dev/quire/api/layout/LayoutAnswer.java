package dev.quire.api.layout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.StageTimes;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import dev.quire.task.layout.Region;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code POST /v1/layout}. */
@Schema(description = "The regions of a page in reading order, and what served them")
@JsonNaming(SnakeCaseStrategy.class)
public record LayoutAnswer(
    @Schema(examples = "page-mini") String model,
    @Schema(description = "Width of the page in pixels, after its EXIF orientation") int width,
    @Schema(description = "Height of the page in pixels, after its EXIF orientation") int height,
    List<RegionAnswer> regions,
    Timing timing,
    @Schema(description = "The device that ran the page", examples = "cpu") String device,
    @Schema(description = "How many pages ran together") int batchSize,
    @Schema(description = "The size the page was resized to for the model") Size resolution,
    @Schema(description = "The arithmetic of the run", examples = "fp32") String precision,
    @Schema(description = "What the page does not show faithfully; left out where it is whole")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<WarningAnswer> warnings,
    @Schema(description = "Only where one was asked for", nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        PictureAnswer picture) {

  /** The same with a picture. */
  LayoutAnswer with(PictureAnswer other) {
    return new LayoutAnswer(
        model,
        width,
        height,
        regions,
        timing,
        device,
        batchSize,
        resolution,
        precision,
        warnings,
        other);
  }

  /** One region of the page. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Region")
  public record RegionAnswer(
      int classId,
      @Schema(examples = "paragraph_title") String label,
      @Schema(description = "How sure the model is, 0 to 1") double score,
      @Schema(
              description = "Left, top, right and bottom in pixels of the page",
              examples = "[104.2, 88.0, 611.9, 120.5]")
          List<Double> box,
      @Schema(
              description = "Place in the reading order from 1; null for what stands beside it",
              nullable = true)
          Integer order,
      @Schema(
              description = "Corners of the outline in pixels of the page, where there is one",
              examples = "[[104.2, 88.0], [611.9, 88.0], [611.9, 120.5], [104.2, 120.5]]")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<List<Double>> polygon) {

    static RegionAnswer of(Region region) {
      return new RegionAnswer(
          region.classId(),
          region.label(),
          rounded(region.score(), 1e4),
          List.of(
              rounded(region.x1(), 10),
              rounded(region.y1(), 10),
              rounded(region.x2(), 10),
              rounded(region.y2(), 10)),
          region.order(),
          region.polygon().stream()
              .map(point -> List.of(rounded(point.x(), 10), rounded(point.y(), 10)))
              .toList());
    }

    private static double rounded(double value, double scale) {
      return Math.round(value * scale) / scale;
    }
  }

  /** A size in pixels. */
  public record Size(int height, int width) {}

  /** The stages of the page's life in milliseconds; {@code prepare} to {@code finish} add up. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Timing(
      @Schema(description = "Part of prepare: bytes to pixels") double decodeMs,
      @Schema(description = "Part of prepare: pixels to the model's resolution") double resizeMs,
      double prepareMs,
      double queueMs,
      double runMs,
      double finishMs,
      double totalMs) {

    static Timing of(Stages stages) {
      StageTimes times = stages.times();
      return new Timing(
          StageTimes.millis(stages.decode()),
          StageTimes.millis(stages.resize()),
          StageTimes.millis(times.prepare()),
          StageTimes.millis(times.queue()),
          StageTimes.millis(times.run()),
          StageTimes.millis(times.finish()),
          StageTimes.millis(times.total()));
    }
  }
}
