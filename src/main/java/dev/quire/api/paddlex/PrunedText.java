package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.image.PageTurn;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.Word;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * {@code prunedResult} as PaddleX's pipeline OCR gives it. The lists whose names begin with {@code
 * rec} or {@code text_word} have an entry for each line that was read surely enough, the others one
 * for each that was found.
 *
 * @param pageIndex null, as PaddleX's service has it
 * @param docPreprocessorRes how the page was turned to be read; absent where that was not wanted.
 *     All coordinates are those of the page turned upright
 * @param dtPolys the corners of each line in whole pixels, clockwise from the upper left one as the
 *     page lies, even where the line stands upside down
 * @param textType PaddleX's other one is {@code seal}
 * @param textlineOrientationAngles PaddleX's class ids: 1 for a line that stands upside down, 0 for
 *     others, −1 where that was not asked
 * @param recBoxes left, top, right and bottom in whole pixels
 * @param textWord the words of each line; absent where their places are not wanted
 * @param textWordBoxes left, top, right and bottom of each of them in whole pixels
 * @param failedLines which lines the model failed on, as places in {@code dt_polys} from 0: PaddleX
 *     would not answer at all; left out without any
 * @param warnings what the page does not show faithfully, which PaddleX does not tell; left out
 *     where it is whole
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PrunedText(
    Integer pageIndex,
    ModelSettings modelSettings,
    @JsonInclude(JsonInclude.Include.NON_NULL) DocPreprocessing docPreprocessorRes,
    List<List<List<Integer>>> dtPolys,
    DetectionSettings textDetParams,
    String textType,
    List<Integer> textlineOrientationAngles,
    double textRecScoreThresh,
    boolean returnWordBox,
    List<String> recTexts,
    List<Double> recScores,
    List<List<List<Integer>>> recPolys,
    List<List<Integer>> recBoxes,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<List<String>> textWord,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<List<List<Integer>>> textWordBoxes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> failedLines,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WarningAnswer> warnings) {

  /**
   * A page's result.
   *
   * @param sent with the lines of every score
   * @param options how it was read
   * @param leastScore what a line's score must reach so that it counts as read, 0 to 1
   */
  static PrunedText of(Answered sent, OcrOptions options, double leastScore) {
    return of(sent, options, leastScore, sent.answer().warnings());
  }

  /** The same as part of a larger answer, which has the warnings of the page. */
  static PrunedText within(Answered sent, OcrOptions options, double leastScore) {
    return of(sent, options, leastScore, List.of());
  }

  private static PrunedText of(
      Answered sent, OcrOptions options, double leastScore, List<WarningAnswer> warnings) {
    Answered page = sent.upright();
    List<TextLine> found = page.lines();
    List<TextLine> read =
        found.stream()
            .filter(line -> line.failure().isEmpty() && line.score() >= leastScore)
            .toList();
    boolean words = options.lines().words();
    return new PrunedText(
        null,
        new ModelSettings(page.turn().isPresent(), options.lines().oriented()),
        page.turn().map(DocPreprocessing::of).orElse(null),
        found.stream().map(PrunedText::corners).toList(),
        DetectionSettings.of(options),
        "general",
        found.stream().map(PrunedText::angle).toList(),
        leastScore,
        words,
        read.stream().map(TextLine::text).toList(),
        read.stream().map(TextLine::score).toList(),
        read.stream().map(PrunedText::corners).toList(),
        read.stream().map(line -> Coordinates.wholeBox(line.quad())).toList(),
        words ? read.stream().map(PrunedText::words).toList() : null,
        words ? read.stream().map(PrunedText::wordBoxes).toList() : null,
        failed(found),
        warnings);
  }

  private static List<List<Integer>> corners(TextLine line) {
    return Coordinates.wholeCorners(
        line.turned().orElse(false) ? line.quad().turned() : line.quad());
  }

  private static int angle(TextLine line) {
    return line.turned().map(turned -> turned ? 1 : 0).orElse(-1);
  }

  private static List<String> words(TextLine line) {
    return line.words().stream().map(Word::text).toList();
  }

  private static List<List<Integer>> wordBoxes(TextLine line) {
    return line.words().stream().map(word -> Coordinates.wholeBox(word.quad())).toList();
  }

  private static List<Integer> failed(List<TextLine> lines) {
    return IntStream.range(0, lines.size())
        .filter(at -> lines.get(at).failure().isPresent())
        .boxed()
        .toList();
  }

  /**
   * The parts of PaddleX's pipeline that were at work.
   *
   * @param useDocPreprocessor whether the page was turned upright where it was not so
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record ModelSettings(boolean useDocPreprocessor, boolean useTextlineOrientation) {}

  /**
   * What became of a page before it was read.
   *
   * @param pageIndex null, as PaddleX's service has it
   * @param angle by how many degrees the page that was sent stands turned clockwise: 0, 90, 180 or
   *     270
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record DocPreprocessing(
      Integer pageIndex, PreprocessingSettings modelSettings, int angle) {

    static DocPreprocessing of(PageTurn turn) {
      return new DocPreprocessing(
          null, new PreprocessingSettings(true, false), turn.angle().degrees());
    }
  }

  /** The parts of PaddleX's preprocessing that were at work; pages are never unwarped. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record PreprocessingSettings(boolean useDocOrientationClassify, boolean useDocUnwarping) {}

  /** What detection was given, be it from the request or by default. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record DetectionSettings(
      int limitSideLen,
      String limitType,
      double thresh,
      int maxSideLimit,
      double boxThresh,
      double unclipRatio) {

    static DetectionSettings of(OcrOptions options) {
      return new DetectionSettings(
          options.limit().side(),
          options.limit().kind().name().toLowerCase(Locale.ROOT),
          options.detection().threshold(),
          options.limit().most(),
          options.detection().boxThreshold(),
          options.detection().unclipRatio());
    }
  }
}
