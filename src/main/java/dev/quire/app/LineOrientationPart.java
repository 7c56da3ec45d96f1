package dev.quire.app;

import dev.quire.app.ModelRegistration.Graph;
import dev.quire.app.ModelRegistration.Limits;
import dev.quire.app.ModelRegistration.Steps;
import dev.quire.model.ModelFiles;
import dev.quire.model.OcrModel;
import dev.quire.model.graph.AffineFolding;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.GraphVariants.Passes;
import dev.quire.task.ocr.orientation.FittedLine;
import dev.quire.task.ocr.orientation.LineOrientationContract;
import dev.quire.task.ocr.orientation.LineOrientationGolden;
import dev.quire.task.ocr.orientation.LineOrientationScores;
import dev.quire.task.ocr.orientation.LineOrientationTask;
import dev.quire.task.ocr.orientation.SimulatedLineOrientation;
import dev.quire.task.ocr.recognition.GoldenLines;
import java.util.List;
import java.util.Map;

/** What is known of the model of lines' orientation before it is opened. */
record LineOrientationPart(
    ModelFiles files,
    LineOrientationContract contract,
    LineOrientationTask task,
    GraphVariants variants) {

  static LineOrientationPart of(Placement placement, ModelFiles files, GraphCache cache) {
    Signature signature =
        placement.engine() == EngineChoice.SIMULATED
            ? Signature.of(new SimulatedLineOrientation())
            : Signature.of(files);
    LineOrientationContract contract =
        signature.check(files.graph().name(), LineOrientationContract::check);
    return new LineOrientationPart(
        files,
        contract,
        new LineOrientationTask(contract),
        new GraphVariants(
            List.of(contract.output()),
            new Passes(List.of(new AffineFolding()), List.of()),
            cache));
  }

  ModelRegistration<FittedLine, LineOrientationScores> registration(
      QuireConfig config, Queues queues, int mostLines) {
    return new ModelRegistration<>(
        OcrModel.LINE_ORIENTATION,
        files,
        new Steps<>(
            task,
            () ->
                new LineOrientationGolden(
                    new GoldenLines().images(), task, LineOrientationScores.USUAL_THRESHOLD),
            SimulatedLineOrientation::new),
        new Graph(() -> variants, Map.of()),
        new Limits(
            queues.lines(mostLines),
            BatchSettings.ofLines(config, contract.maxBatch()),
            List.of()));
  }
}
