package dev.quire.api.ocr;

import dev.quire.api.ItemQueue;
import dev.quire.image.ImageDecoder;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.RequestRefusedException.Reason;
import dev.quire.task.ocr.LineReader;
import dev.quire.task.ocr.detection.DetectionTask;
import dev.quire.task.ocr.detection.PreparedTextPage;
import dev.quire.task.ocr.detection.ProbabilityMap;
import dev.quire.task.ocr.detection.TextPagePreparation;
import dev.quire.task.ocr.orientation.FittedLine;
import dev.quire.task.ocr.orientation.FittedPage;
import dev.quire.task.ocr.orientation.LineOrientationScores;
import dev.quire.task.ocr.orientation.LineOrientationTask;
import dev.quire.task.ocr.orientation.PageOrientationScores;
import dev.quire.task.ocr.orientation.PageOrientationTask;
import dev.quire.task.ocr.recognition.LineCodes;
import dev.quire.task.ocr.recognition.PreparedLine;
import dev.quire.task.ocr.recognition.RecognitionTask;
import dev.quire.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The models that pages go through, one after the other.
 *
 * @param name what answers call them together
 * @param decoder reads image files
 * @param detection finds lines
 * @param pageOrientation tells how pages stand, where there is such a model
 * @param lineOrientation tells which lines stand upside down, where there is such a model
 * @param recognition reads them
 */
public record OcrModels(
    String name,
    ImageDecoder decoder,
    Optional<PageOrientation> pageOrientation,
    Detection detection,
    Optional<LineOrientation> lineOrientation,
    Recognition recognition) {

  /** While models are opened, which takes some seconds. */
  private static final Duration OPENS_WITHIN = Duration.ofSeconds(2);

  /** Tells how pages stand. */
  public record PageOrientation(
      PageOrientationTask task,
      ItemQueue<FittedPage, PageOrientationScores> queue,
      Workers workers) {}

  /** Finds lines. */
  public record Detection(
      DetectionTask task,
      TextPagePreparation preparation,
      ItemQueue<PreparedTextPage, ProbabilityMap> queue,
      Workers workers) {}

  /** Tells which lines stand upside down. */
  public record LineOrientation(
      LineOrientationTask task,
      ItemQueue<FittedLine, LineOrientationScores> queue,
      Workers workers) {}

  /** Reads lines. */
  public record Recognition(
      RecognitionTask task,
      LineReader reader,
      ItemQueue<PreparedLine, LineCodes> queue,
      Workers workers) {}

  /**
   * Makes sure that a document may be begun.
   *
   * @throws RequestRefusedException if the service stops, or a model has no device any more
   */
  void requireOpen() {
    pageOrientation.ifPresent(any -> any.queue().queue().requireOpen());
    detection.queue().queue().requireOpen();
    lineOrientation.ifPresent(any -> any.queue().queue().requireOpen());
    recognition.queue().queue().requireOpen();
  }

  /**
   * Makes sure that pages can be read.
   *
   * @throws RequestRefusedException if a model is still being opened
   */
  void requireServing() {
    boolean opening =
        List.of(
                pageOrientation.map(PageOrientation::workers),
                Optional.of(detection.workers()),
                lineOrientation.map(LineOrientation::workers),
                Optional.of(recognition.workers()))
            .stream()
            .flatMap(Optional::stream)
            .anyMatch(Workers::isOpening);
    if (opening) {
      throw new RequestRefusedException(Reason.OPENING, OPENS_WITHIN);
    }
  }
}
