package dev.quire.api.ocr;

import dev.quire.api.StageTimes;
import java.util.Locale;

/**
 * Where a page's time went, in nanoseconds; the stages add up to the total.
 *
 * @param prepare from the request's arrival until the page waits for detection, but for what
 *     turning it upright took
 * @param turn from when the page waits to be told how it stands until it is turned upright; 0 where
 *     that was not asked for
 * @param queue until its run begins
 * @param detect the run
 * @param crop until its lines are cut out
 * @param orient until it is known which of them stand upside down
 * @param recognize until they are read
 * @param finish until the answer
 * @param total from the request's arrival to the answer
 */
public record OcrStages(
    long prepare,
    long turn,
    long queue,
    long detect,
    long crop,
    long orient,
    long recognize,
    long finish,
    long total) {

  /** Of a page that was read for another request. */
  static OcrStages shared(long total) {
    return new OcrStages(0, 0, 0, 0, 0, 0, 0, 0, total);
  }

  /** The same with the answer made. */
  OcrStages until(long end) {
    return new OcrStages(
        prepare, turn, queue, detect, crop, orient, recognize, end - total + finish, end);
  }

  /** The stages that every request goes through: all that models do is one run. */
  StageTimes times() {
    return new StageTimes(prepare, queue, turn + detect + crop + orient + recognize, finish, total);
  }

  /** The value of a {@value StageTimes#HEADER} header; durations in milliseconds. */
  String toServerTiming() {
    return String.format(
        Locale.ROOT,
        "prepare;dur=%.3f, turn;dur=%.3f, queue;dur=%.3f, detect;dur=%.3f, crop;dur=%.3f, orient;dur=%.3f,"
            + " recognize;dur=%.3f, finish;dur=%.3f, total;dur=%.3f",
        StageTimes.millis(prepare),
        StageTimes.millis(turn),
        StageTimes.millis(queue),
        StageTimes.millis(detect),
        StageTimes.millis(crop),
        StageTimes.millis(orient),
        StageTimes.millis(recognize),
        StageTimes.millis(finish),
        StageTimes.millis(total));
  }
}
