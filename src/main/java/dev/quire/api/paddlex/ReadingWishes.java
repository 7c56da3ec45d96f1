package dev.quire.api.paddlex;

import dev.quire.api.ocr.PageTexts;
import dev.quire.task.ocr.LineOptions;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.detection.DetectionParameters;
import dev.quire.task.ocr.detection.SideLimit;
import java.util.Optional;

/**
 * What a request to {@code POST /ocr} wants of its text. Of the size and of what detection takes, 0
 * counts as not given, as PaddleX has it.
 *
 * @param upright whether pages are turned upright before they are read
 * @param orientation whether lines that stand upside down are turned
 * @param side pixels that a side of the page is limited to, 1 to {@value SideLimit#MOST_SIDE}
 * @param limit which side
 * @param threshold probability that a pixel of text exceeds, above 0 to 1
 * @param boxThreshold least mean probability inside a line, above 0 to 1
 * @param unclip how far lines are widened, above 0 to {@value DetectionParameters#MOST_UNCLIP}
 * @param score least score of a line that is listed as read, 0 to 1
 * @param words whether the places of words are told
 */
record ReadingWishes(
    boolean upright,
    Optional<Boolean> orientation,
    Optional<Integer> side,
    Optional<SideLimit.Kind> limit,
    Optional<Double> threshold,
    Optional<Double> boxThreshold,
    Optional<Double> unclip,
    Optional<Double> score,
    Optional<Boolean> words) {

  /** Reads them. */
  static ReadingWishes of(Fields fields) {
    fields.refuse(
        isWanted(fields, "useDocUnwarping"),
        "useDocUnwarping cannot be true: pages are read as flat as they are sent");
    return new ReadingWishes(
        isWanted(fields, "useDocOrientationClassify"),
        fields.optional("useTextlineOrientation", FieldType.FLAG),
        fields
            .optional("textDetLimitSideLen", FieldType.wholeUpTo(SideLimit.MOST_SIDE))
            .filter(side -> side > 0),
        fields.optional("textDetLimitType", FieldType.oneOf(SideLimit.Kind.class)),
        given(fields, "textDetThresh", FieldType.PROBABILITY),
        given(fields, "textDetBoxThresh", FieldType.PROBABILITY),
        given(fields, "textDetUnclipRatio", FieldType.numberUpTo(DetectionParameters.MOST_UNCLIP)),
        fields.optional("textRecScoreThresh", FieldType.PROBABILITY),
        fields.optional("returnWordBox", FieldType.FLAG));
  }

  private static Optional<Double> given(Fields fields, String name, FieldType<Double> type) {
    return fields.optional(name, type).filter(value -> value > 0);
  }

  private static boolean isWanted(Fields fields, String name) {
    return fields.optional(name, FieldType.FLAG).orElse(false);
  }

  /**
   * Makes sure that there are the models for it.
   *
   * @throws RefusedException if the orientation of lines or pages is wanted without a model for it
   */
  void requireOriented(PageTexts texts) {
    if (orientation.orElse(false) && !texts.orientsLines()) {
      throw new RefusedException(
          "useTextlineOrientation cannot be true: the service has no model for it");
    }
    if (upright && !texts.orientsPages()) {
      throw new RefusedException(
          "useDocOrientationClassify cannot be true: the service has no model for it");
    }
  }

  /**
   * The options that they make of others. Lines of every score are among what comes of them:
   * PaddleX lists the places of those too that {@link #leastScore} then leaves out.
   *
   * @param silent what holds where they say nothing
   */
  OcrOptions over(OcrOptions silent) {
    return new OcrOptions(
        upright,
        new SideLimit(
            limit.orElse(silent.limit().kind()),
            side.orElse(silent.limit().side()),
            silent.limit().most()),
        silent
            .detection()
            .withThreshold(threshold.orElse(silent.detection().threshold()))
            .withBoxThreshold(boxThreshold.orElse(silent.detection().boxThreshold()))
            .withUnclipRatio(unclip.orElse(silent.detection().unclipRatio())),
        over(silent.lines()));
  }

  private LineOptions over(LineOptions silent) {
    return silent
        .withOriented(orientation.orElse(silent.oriented()))
        .withWords(words.orElse(silent.words()))
        .withLeastScore(0);
  }

  /** The least score of a line that is listed as read. */
  double leastScore(OcrOptions silent) {
    return score.orElse(silent.lines().leastScore());
  }
}
