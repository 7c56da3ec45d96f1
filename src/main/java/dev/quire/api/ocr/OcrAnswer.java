package dev.quire.api.ocr;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.StageTimes;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import dev.quire.image.Point;
import dev.quire.image.Quad;
import dev.quire.model.Resolution;
import dev.quire.task.ocr.TextLine;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code POST /v1/ocr}. */
@Schema(description = "The lines of text of a page in reading order, and what served them")
@JsonNaming(SnakeCaseStrategy.class)
public record OcrAnswer(
    @Schema(examples = "ppocr-v4") String model,
    @Schema(description = "Width of the page in pixels, after its EXIF orientation") int width,
    @Schema(description = "Height of the page in pixels, after its EXIF orientation") int height,
    @Schema(
            description =
                "By how many degrees the page stands turned clockwise, 0, 90, 180 or 270; only"
                    + " where that was asked",
            examples = "90",
            nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Integer pageOrientation,
    List<LineAnswer> lines,
    OcrTiming timing,
    @Schema(description = "The device that found the lines", examples = "cpu") String device,
    @Schema(description = "The size at which lines were looked for") OcrSize resolution,
    @Schema(description = "The arithmetic of that run", examples = "fp32") String precision,
    @Schema(description = "What the page does not show faithfully; left out where it is whole")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<WarningAnswer> warnings,
    @Schema(description = "Only where one was asked for", nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        PictureAnswer picture) {

  static OcrAnswer of(String model, PageText page, OcrStages stages) {
    return new OcrAnswer(
        model,
        page.size().width(),
        page.size().height(),
        page.turn().map(turn -> turn.angle().degrees()).orElse(null),
        page.lines().stream().map(LineAnswer::of).toList(),
        OcrTiming.of(stages),
        page.detection().device().name(),
        OcrSize.of(page.detection().result()),
        page.detection().precision().name().toLowerCase(Locale.ROOT),
        WarningAnswer.of(page.warnings()),
        null);
  }

  /** The same with a picture. */
  OcrAnswer with(PictureAnswer other) {
    return new OcrAnswer(
        model,
        width,
        height,
        pageOrientation,
        lines,
        timing,
        device,
        resolution,
        precision,
        warnings,
        other);
  }

  /** A line of text. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Line")
  public record LineAnswer(
      @Schema(examples = "Quarterly report") String text,
      @Schema(description = "How surely it says so, 0 to 1") double score,
      @Schema(description = "How surely it is a line, 0 to 1") double boxScore,
      @Schema(
              description =
                  "Its corners in pixels of the page, clockwise from where the text begins",
              examples = "[[104, 88], [611, 88], [611, 120], [104, 120]]")
          List<List<Double>> quad,
      @Schema(
              description = "The upright box around them: left, top, right and bottom",
              examples = "[104, 88, 611, 120]")
          List<Double> box,
      @Schema(
              description =
                  "180 if it stands upside down on the page as that was read, else 0; null where"
                      + " that was not asked",
              nullable = true)
          Integer orientation,
      @Schema(description = "Only where they were asked for")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<WordAnswer> words,
      @Schema(description = "Only where the model failed on the line", nullable = true)
          @JsonInclude(JsonInclude.Include.NON_NULL)
          String error) {

    private static final int UPSIDE_DOWN = 180;

    static LineAnswer of(TextLine line) {
      return new LineAnswer(
          line.text(),
          rounded(line.score(), 1e4),
          rounded(line.boxScore(), 1e4),
          corners(line.quad()),
          box(line.quad()),
          line.turned().map(turned -> turned ? UPSIDE_DOWN : 0).orElse(null),
          line.words().stream()
              .map(word -> new WordAnswer(word.text(), corners(word.quad())))
              .toList(),
          line.failure().map(any -> "The model failed on this line").orElse(null));
    }

    private static List<List<Double>> corners(Quad quad) {
      return quad.corners().stream()
          .map(corner -> List.of(rounded(corner.x(), 10), rounded(corner.y(), 10)))
          .toList();
    }

    private static List<Double> box(Quad quad) {
      List<Point> corners = quad.corners();
      return List.of(
          rounded(corners.stream().mapToDouble(Point::x).min().orElseThrow(), 10),
          rounded(corners.stream().mapToDouble(Point::y).min().orElseThrow(), 10),
          rounded(corners.stream().mapToDouble(Point::x).max().orElseThrow(), 10),
          rounded(corners.stream().mapToDouble(Point::y).max().orElseThrow(), 10));
    }

    private static double rounded(double value, double scale) {
      return Math.round(value * scale) / scale;
    }
  }

  /** A word of a line. */
  @Schema(name = "Word")
  public record WordAnswer(
      String text,
      @Schema(description = "Its corners in pixels of the page, as the line's")
          List<List<Double>> quad) {}

  /** A size in pixels. */
  @Schema(name = "OcrSize")
  public record OcrSize(int height, int width) {

    static OcrSize of(Resolution resolution) {
      return new OcrSize(resolution.height(), resolution.width());
    }
  }

  /** The stages of the page's life in milliseconds; they add up to the total. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record OcrTiming(
      double prepareMs,
      double turnMs,
      double queueMs,
      double detectMs,
      double cropMs,
      double orientMs,
      double recognizeMs,
      double finishMs,
      double totalMs) {

    static OcrTiming of(OcrStages stages) {
      return new OcrTiming(
          StageTimes.millis(stages.prepare()),
          StageTimes.millis(stages.turn()),
          StageTimes.millis(stages.queue()),
          StageTimes.millis(stages.detect()),
          StageTimes.millis(stages.crop()),
          StageTimes.millis(stages.orient()),
          StageTimes.millis(stages.recognize()),
          StageTimes.millis(stages.finish()),
          StageTimes.millis(stages.total()));
    }
  }
}
