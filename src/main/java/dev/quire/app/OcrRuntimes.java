package dev.quire.app;

import dev.quire.api.ItemQueue;
import dev.quire.api.ocr.OcrModels;
import dev.quire.image.Bitmap;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.memory.ByteBudget;
import dev.quire.model.OcrModel;
import dev.quire.precision.GraphCache;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.ocr.LineReader;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.detection.PreparedTextPage;
import dev.quire.task.ocr.detection.ProbabilityMap;
import dev.quire.task.ocr.orientation.FittedLine;
import dev.quire.task.ocr.orientation.FittedPage;
import dev.quire.task.ocr.orientation.LineOrientationScores;
import dev.quire.task.ocr.orientation.PageOrientationScores;
import dev.quire.task.ocr.recognition.LineCodes;
import dev.quire.task.ocr.recognition.PreparedLine;
import java.util.ArrayList;
import java.util.List;

/**
 * The models that read text.
 *
 * @param all of them, in the order in which a page and its lines go through them
 */
record OcrRuntimes(OcrModels models, List<ModelRuntime<?, ?>> all) {

  /** As many patches of a page are looked at as all profiles ask for, each read both ways. */
  private static final int MOST_LINES = 2 * 1000;

  OcrRuntimes {
    all = List.copyOf(all);
  }

  /** What the models are opened with. */
  record Surroundings(
      QuireConfig config,
      Queues queues,
      ModelRuntimes runtimes,
      Placement placement,
      ByteBudget heap,
      GraphCache cache) {}

  /**
   * Registers a runtime for each model.
   *
   * @throws dev.quire.model.ModelException if a graph does not fit its task
   */
  static OcrRuntimes open(
      Surroundings around, OcrModel model, OcrProfile profile, ImageDecoder decoder) {
    Opening opening = new Opening(around, new ArrayList<>());
    OcrModels models =
        new OcrModels(
            model.name(),
            decoder,
            model
                .pageOrientation()
                .map(files -> PageOrientationPart.of(around.placement(), files, around.cache()))
                .map(opening::pageOrientation),
            opening.detection(
                TextDetectionPart.of(
                    around.placement(), model.detection(), profile, around.cache())),
            model
                .lineOrientation()
                .map(files -> LineOrientationPart.of(around.placement(), files, around.cache()))
                .map(opening::lineOrientation),
            opening.recognition(
                TextRecognitionPart.of(
                    around.placement(), model.recognition(), model.characters(), around.cache())));
    return new OcrRuntimes(models, opening.all());
  }

  /**
   * Runtimes being made.
   *
   * @param all those there are
   */
  private record Opening(Surroundings around, List<ModelRuntime<?, ?>> all) {

    OcrModels.PageOrientation pageOrientation(PageOrientationPart part) {
      ModelRuntime<FittedPage, PageOrientationScores> runtime =
          opened(part.registration(around.config(), around.queues(), Opening::goldenPages));
      return new OcrModels.PageOrientation(
          part.task(),
          new ItemQueue<>(part.task(), FittedPage::sizeInBytes, runtime.queue()),
          runtime.workers());
    }

    OcrModels.Detection detection(TextDetectionPart part) {
      ModelRuntime<PreparedTextPage, ProbabilityMap> runtime =
          opened(part.registration(around.config(), around.queues(), Opening::goldenPages));
      return new OcrModels.Detection(
          part.task(),
          part.preparation(),
          new ItemQueue<>(part.task(), PreparedTextPage::sizeInBytes, runtime.queue()),
          runtime.workers());
    }

    OcrModels.LineOrientation lineOrientation(LineOrientationPart part) {
      ModelRuntime<FittedLine, LineOrientationScores> runtime =
          opened(part.registration(around.config(), around.queues(), MOST_LINES));
      return new OcrModels.LineOrientation(
          part.task(),
          new ItemQueue<>(part.task(), FittedLine::sizeInBytes, runtime.queue()),
          runtime.workers());
    }

    OcrModels.Recognition recognition(TextRecognitionPart part) {
      ModelRuntime<PreparedLine, LineCodes> runtime =
          opened(part.registration(around.config(), around.queues(), MOST_LINES));
      return new OcrModels.Recognition(
          part.task(),
          new LineReader(part.decoder()),
          new ItemQueue<>(part.task(), PreparedLine::sizeInBytes, runtime.queue()),
          runtime.workers());
    }

    private <P, R> ModelRuntime<P, R> opened(ModelRegistration<P, R> registration) {
      ModelRuntime<P, R> runtime = around.runtimes().create(registration, around.placement());
      all.add(runtime);
      return runtime;
    }

    private static List<Bitmap> goldenPages() {
      ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
      return new GoldenPages()
          .encoded().stream().map(page -> decoder.first(page).bitmap()).toList();
    }
  }
}
