package dev.quire.app;

import dev.quire.app.ModelRegistration.Graph;
import dev.quire.app.ModelRegistration.Limits;
import dev.quire.app.ModelRegistration.Steps;
import dev.quire.engine.Precision;
import dev.quire.model.ModelFiles;
import dev.quire.model.OcrModel;
import dev.quire.model.graph.AffineFolding;
import dev.quire.model.graph.ClassArgmax;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.GraphVariants.Passes;
import dev.quire.task.ocr.recognition.Charset;
import dev.quire.task.ocr.recognition.CtcDecoder;
import dev.quire.task.ocr.recognition.GoldenLines;
import dev.quire.task.ocr.recognition.LineCodes;
import dev.quire.task.ocr.recognition.PreparedLine;
import dev.quire.task.ocr.recognition.RecognitionContract;
import dev.quire.task.ocr.recognition.RecognitionGolden;
import dev.quire.task.ocr.recognition.RecognitionTask;
import dev.quire.task.ocr.recognition.SimulatedRecognition;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/** What is known of the recognition model before it is opened. */
record TextRecognitionPart(
    ModelFiles files,
    RecognitionContract contract,
    RecognitionTask task,
    Charset charset,
    GraphVariants variants) {

  static TextRecognitionPart of(
      Placement placement, ModelFiles files, OcrModel.Characters characters, GraphCache cache) {
    String graph = files.graph().name();
    Signature raw = Signature.of(files);
    raw.check(graph, RecognitionContract::check);
    TensorSpec map = raw.outputs().get(0);
    Charset charset = Charset.of(characters, graph, classes(map));
    GraphVariants variants =
        new GraphVariants(
            List.of(map.name()),
            new Passes(List.of(new AffineFolding()), List.of(new ClassArgmax())),
            cache);
    Signature signature =
        placement.engine() == EngineChoice.SIMULATED
            ? Signature.of(new SimulatedRecognition(charset))
            : Signature.of(variants.of(files, Precision.FP32).files());
    RecognitionContract contract = signature.check(graph, RecognitionContract::check);
    return new TextRecognitionPart(
        files, contract, new RecognitionTask(contract), charset, variants);
  }

  private static int classes(TensorSpec map) {
    return Math.toIntExact(map.shape().dimension(map.shape().rank() - 1));
  }

  CtcDecoder decoder() {
    return new CtcDecoder(charset);
  }

  ModelRegistration<PreparedLine, LineCodes> registration(
      QuireConfig config, Queues queues, int mostLines) {
    return new ModelRegistration<>(
        OcrModel.RECOGNITION,
        files,
        new Steps<>(
            task,
            () -> new RecognitionGolden(new GoldenLines().images(), task, decoder()),
            () -> new SimulatedRecognition(charset)),
        new Graph(() -> variants, Map.of()),
        new Limits(
            queues.lines(mostLines),
            BatchSettings.ofLines(config, contract.maxBatch()),
            List.of()));
  }
}
