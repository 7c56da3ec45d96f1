package dev.quire.api.ocr;

import dev.quire.api.Deadline;
import dev.quire.api.ocr.UprightPages.Turned;
import dev.quire.image.PageTurn;
import dev.quire.image.PageWarning;
import dev.quire.model.Resolution;
import dev.quire.task.ocr.CroppedLine;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.detection.PageSize;
import dev.quire.worker.Served;
import java.util.List;
import java.util.Optional;

/**
 * A page whose lines have been found and cut out.
 *
 * @param size of the page as it was looked at
 * @param detection how the model ran, and the size to which the page was brought for it
 * @param queuedNanos when the page was queued for it
 * @param croppedNanos from the page's begin until its lines were cut out
 */
record FoundLines(
    PageSize size,
    List<PageWarning> warnings,
    Served<Resolution> detection,
    long queuedNanos,
    List<CroppedLine> lines,
    long croppedNanos) {

  /**
   * The page, read.
   *
   * @param turned how it was turned before its lines were looked for
   * @param orientedNanos from the page's begin until its lines stood upright
   * @param texts its lines, on the page as it was looked at
   * @return with its lines where they are on the page that was sent
   */
  PageText text(
      Deadline deadline, Optional<Turned> turned, long orientedNanos, List<TextLine> texts) {
    long queued = queuedNanos - deadline.beganNanos();
    long turning = turned.map(Turned::nanos).orElse(0L);
    long detected = queued + detection.queueNanos() + detection.runNanos();
    long read = deadline.waited().toNanos();
    OcrStages stages =
        new OcrStages(
            queued - turning,
            turning,
            detection.queueNanos(),
            detection.runNanos(),
            croppedNanos - detected,
            orientedNanos - croppedNanos,
            read - orientedNanos,
            0,
            read);
    Optional<PageTurn> turn = turned.map(Turned::turn);
    return new PageText(
        turn.map(way -> new PageSize(way.height(), way.width())).orElse(size),
        turn,
        turn.map(way -> texts.stream().map(line -> line.sent(way)).toList()).orElse(texts),
        warnings,
        detection,
        stages,
        false);
  }
}
