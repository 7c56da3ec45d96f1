package dev.quire.app;

import dev.quire.app.ModelRegistration.Graph;
import dev.quire.app.ModelRegistration.Limits;
import dev.quire.app.ModelRegistration.Steps;
import dev.quire.engine.Precision;
import dev.quire.image.Bitmap;
import dev.quire.model.ModelFiles;
import dev.quire.model.OcrModel;
import dev.quire.model.Resolution;
import dev.quire.model.graph.AffineFolding;
import dev.quire.model.graph.PreprocessingFusion;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.GraphVariants.Passes;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.detection.DetectionContract;
import dev.quire.task.ocr.detection.DetectionGolden;
import dev.quire.task.ocr.detection.DetectionTask;
import dev.quire.task.ocr.detection.InputLadder;
import dev.quire.task.ocr.detection.PreparedTextPage;
import dev.quire.task.ocr.detection.ProbabilityMap;
import dev.quire.task.ocr.detection.SimulatedDetection;
import dev.quire.task.ocr.detection.TextPagePreparation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of the detection model before it is opened.
 *
 * @param variants of its graph; none where it is simulated
 */
record TextDetectionPart(
    ModelFiles files,
    DetectionContract contract,
    DetectionTask task,
    TextPagePreparation preparation,
    OcrProfile profile,
    Optional<GraphVariants> variants) {

  /** A4 at 100 dpi, padded: predictors are warmed up and measured with it. */
  private static final Resolution USUAL = new Resolution(1184, 832);

  static TextDetectionPart of(
      Placement placement, ModelFiles files, OcrProfile profile, GraphCache cache) {
    TextPagePreparation preparation =
        new TextPagePreparation(profile.options().limit(), ladder(placement));
    if (placement.engine() == EngineChoice.SIMULATED) {
      return of(
          files,
          Signature.of(new SimulatedDetection()).check(files.name(), DetectionContract::check),
          preparation,
          profile,
          Optional.empty());
    }
    String graph = files.graph().name();
    DetectionContract ungrafted = Signature.of(files).check(graph, DetectionContract::check);
    GraphVariants variants =
        new GraphVariants(
            List.of(ungrafted.output()),
            new Passes(
                List.of(new AffineFolding()),
                List.of(
                    new PreprocessingFusion(
                        ungrafted.input(), profile.normalization().preprocessing()))),
            cache);
    Signature grafted = Signature.of(variants.of(files, Precision.FP32).files());
    return of(
        files,
        grafted.check(graph, DetectionContract::check),
        preparation,
        profile,
        Optional.of(variants));
  }

  private static TextDetectionPart of(
      ModelFiles files,
      DetectionContract contract,
      TextPagePreparation preparation,
      OcrProfile profile,
      Optional<GraphVariants> variants) {
    return new TextDetectionPart(
        files,
        contract,
        new DetectionTask(contract, profile.normalization(), List.of(USUAL)),
        preparation,
        profile,
        variants);
  }

  /**
   * GPUs are to see few sizes and large batches. A CPU gains nothing from either, and padding lets
   * a tenth of very small lines' boxes move by a pixel, since the graphs pool over the whole page.
   */
  private static InputLadder ladder(Placement placement) {
    return placement.cpus() == placement.devices().size() ? InputLadder.EXACT : InputLadder.COARSE;
  }

  ModelRegistration<PreparedTextPage, ProbabilityMap> registration(
      QuireConfig config, Queues queues, Supplier<List<Bitmap>> goldenPages) {
    return new ModelRegistration<>(
        OcrModel.DETECTION,
        files,
        new Steps<>(
            task,
            () ->
                new DetectionGolden(goldenPages.get(), preparation, profile.options().detection()),
            SimulatedDetection::new),
        new Graph(variants::orElseThrow, Map.of()),
        new Limits(queues.pages(), BatchSettings.ofPages(config, contract.maxBatch()), List.of()));
  }
}
