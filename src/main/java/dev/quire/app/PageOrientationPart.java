package dev.quire.app;

import dev.quire.app.ModelRegistration.Graph;
import dev.quire.app.ModelRegistration.Limits;
import dev.quire.app.ModelRegistration.Steps;
import dev.quire.image.Bitmap;
import dev.quire.model.ModelFiles;
import dev.quire.model.OcrModel;
import dev.quire.model.graph.AffineFolding;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.GraphVariants.Passes;
import dev.quire.task.ocr.orientation.FittedPage;
import dev.quire.task.ocr.orientation.PageOrientationContract;
import dev.quire.task.ocr.orientation.PageOrientationGolden;
import dev.quire.task.ocr.orientation.PageOrientationScores;
import dev.quire.task.ocr.orientation.PageOrientationTask;
import dev.quire.task.ocr.orientation.SimulatedPageOrientation;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is known of the model of pages' orientation before it is opened. */
record PageOrientationPart(
    ModelFiles files,
    PageOrientationContract contract,
    PageOrientationTask task,
    GraphVariants variants) {

  static PageOrientationPart of(Placement placement, ModelFiles files, GraphCache cache) {
    Signature signature =
        placement.engine() == EngineChoice.SIMULATED
            ? Signature.of(new SimulatedPageOrientation())
            : Signature.of(files);
    PageOrientationContract contract =
        signature.check(files.graph().name(), PageOrientationContract::check);
    return new PageOrientationPart(
        files,
        contract,
        new PageOrientationTask(contract),
        new GraphVariants(
            List.of(contract.output()),
            new Passes(List.of(new AffineFolding()), List.of()),
            cache));
  }

  ModelRegistration<FittedPage, PageOrientationScores> registration(
      QuireConfig config, Queues queues, Supplier<List<Bitmap>> goldenPages) {
    return new ModelRegistration<>(
        OcrModel.PAGE_ORIENTATION,
        files,
        new Steps<>(
            task,
            () -> new PageOrientationGolden(goldenPages.get(), task),
            SimulatedPageOrientation::new),
        new Graph(() -> variants, Map.of()),
        new Limits(queues.pages(), BatchSettings.ofPages(config, contract.maxBatch()), List.of()));
  }
}
