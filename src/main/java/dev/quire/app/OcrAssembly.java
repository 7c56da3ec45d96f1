package dev.quire.app;

import dev.quire.api.CpuExecutor;
import dev.quire.api.InteractivePriority;
import dev.quire.api.ItemQueue;
import dev.quire.api.RequestTerms;
import dev.quire.api.StageRecorder;
import dev.quire.api.Timers;
import dev.quire.api.WarningRecorder;
import dev.quire.api.document.AnswerWriter;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.Forms;
import dev.quire.api.ocr.OcrAnswers;
import dev.quire.api.ocr.OcrDefaults;
import dev.quire.api.ocr.OcrModels;
import dev.quire.api.ocr.OcrRequests;
import dev.quire.api.ocr.OcrService;
import dev.quire.app.ModelRegistration.Graph;
import dev.quire.app.ModelRegistration.Limits;
import dev.quire.app.ModelRegistration.Steps;
import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.image.Bitmap;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.memory.RequestMemory;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.model.OcrModel;
import dev.quire.model.Resolution;
import dev.quire.model.graph.AffineFolding;
import dev.quire.model.graph.ClassArgmax;
import dev.quire.model.graph.PreprocessingFusion;
import dev.quire.picture.LinePainter;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.GraphVariants.Passes;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.ocr.LineReader;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.detection.DetectionContract;
import dev.quire.task.ocr.detection.DetectionGolden;
import dev.quire.task.ocr.detection.DetectionTask;
import dev.quire.task.ocr.detection.InputLadder;
import dev.quire.task.ocr.detection.PreparedTextPage;
import dev.quire.task.ocr.detection.ProbabilityMap;
import dev.quire.task.ocr.detection.SimulatedDetection;
import dev.quire.task.ocr.detection.TextPagePreparation;
import dev.quire.task.ocr.orientation.FittedLine;
import dev.quire.task.ocr.orientation.LineOrientationContract;
import dev.quire.task.ocr.orientation.LineOrientationGolden;
import dev.quire.task.ocr.orientation.LineOrientationScores;
import dev.quire.task.ocr.orientation.LineOrientationTask;
import dev.quire.task.ocr.orientation.SimulatedLineOrientation;
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
import dev.quire.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.runtime.ImageMode;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Puts the parts of text reading together, as the configuration says: a registration for each of
 * its models, and what joins them. Where it is switched off, none of them is made.
 */
class OcrAssembly {

  private static final String ENABLED = "quire.models.ocr.enabled";

  /** As many patches of a page are looked at as all profiles ask for, each read both ways. */
  private static final int MOST_LINES = 2 * 1000;

  /** Each holds memory for its runs. */
  private static final int MOST_ON_CPU = 4;

  /** A4 at 100 dpi, padded: predictors are warmed up and measured with it. */
  private static final Resolution USUAL = new Resolution(1184, 832);

  @Produces
  @Singleton
  @Named(OcrModel.OCR)
  Placement placement(QuireConfig config, EngineChoice layout, Hardware hardware) {
    EngineChoice engine = EngineChoice.ofSimilarity(layout);
    return new Placement(
        engine,
        Isolation.of(OcrModel.OCR, config.models().ocr(), engine, ImageMode.current()),
        spread(SimilarityAssembly.usual(engine, hardware)));
  }

  /**
   * A CPU alone runs several predictors of few threads each: two of one thread read a fifth to a
   * quarter more lines than one of two threads, since small convolutions gain little from a second.
   */
  private static List<DeviceId> spread(List<DeviceId> devices) {
    if (!devices.equals(List.of(ModelEngines.CPU))) {
      return devices;
    }
    int predictors = Math.min(MOST_ON_CPU, Runtime.getRuntime().availableProcessors());
    return IntStream.range(0, predictors)
        .mapToObj(number -> DeviceId.parse("cpu:" + number))
        .toList();
  }

  @Produces
  @Singleton
  OcrModel model(QuireConfig config) {
    return new ModelRepository().loadOcr(config.models().ocr().path());
  }

  @Produces
  @Singleton
  OcrProfile profile(QuireConfig config) {
    String name = config.models().ocr().profile();
    return OcrProfile.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "quire.models.ocr.profile must be one of %s, not '%s'"
                        .formatted(OcrProfile.ids(), name)));
  }

  private static DetectionParts detection(
      Placement placement, OcrModel model, OcrProfile profile, GraphCache cache) {
    ModelFiles files = model.detection();
    if (placement.engine() == EngineChoice.SIMULATED) {
      SimulatedModel simulated = new SimulatedDetection();
      return detection(
          DetectionContract.check(files.name(), simulated.inputs(), simulated.outputs()),
          profile,
          Optional.empty());
    }
    Signature raw = signature(files);
    DetectionContract ungrafted =
        DetectionContract.check(files.graph().name(), raw.inputs(), raw.outputs());
    GraphVariants variants =
        new GraphVariants(
            List.of(ungrafted.output()),
            new Passes(
                List.of(new AffineFolding()),
                List.of(
                    new PreprocessingFusion(
                        ungrafted.input(), profile.normalization().preprocessing()))),
            cache);
    Signature grafted = signature(variants.of(files, Precision.FP32).files());
    return detection(
        DetectionContract.check(files.graph().name(), grafted.inputs(), grafted.outputs()),
        profile,
        Optional.of(variants));
  }

  private static DetectionParts detection(
      DetectionContract contract, OcrProfile profile, Optional<GraphVariants> variants) {
    return new DetectionParts(
        contract, new DetectionTask(contract, profile.normalization(), List.of(USUAL)), variants);
  }

  private static Optional<OrientationParts> orientation(
      Placement placement, OcrModel model, GraphCache cache) {
    return model
        .orientation()
        .map(
            files -> {
              Signature signature =
                  placement.engine() == EngineChoice.SIMULATED
                      ? signature(new SimulatedLineOrientation())
                      : signature(files);
              LineOrientationContract contract =
                  LineOrientationContract.check(
                      files.graph().name(), signature.inputs(), signature.outputs());
              return new OrientationParts(
                  files,
                  contract,
                  new LineOrientationTask(contract),
                  new GraphVariants(
                      List.of(contract.output()),
                      new Passes(List.of(new AffineFolding()), List.of()),
                      cache));
            });
  }

  private static RecognitionParts recognition(
      Placement placement, OcrModel model, GraphCache cache) {
    ModelFiles files = model.recognition();
    Signature raw = signature(files);
    String map = raw.outputs().get(0).name();
    Charset charset = Charset.of(model.characters(), files.graph().name(), classes(files, raw));
    GraphVariants variants =
        new GraphVariants(
            List.of(map),
            new Passes(List.of(new AffineFolding()), List.of(new ClassArgmax())),
            cache);
    Signature signature =
        placement.engine() == EngineChoice.SIMULATED
            ? signature(new SimulatedRecognition(charset))
            : signature(variants.of(files, Precision.FP32).files());
    RecognitionContract contract =
        RecognitionContract.check(files.graph().name(), signature.inputs(), signature.outputs());
    return new RecognitionParts(contract, new RecognitionTask(contract), charset, variants);
  }

  private static int classes(ModelFiles files, Signature raw) {
    RecognitionContract.check(files.graph().name(), raw.inputs(), raw.outputs());
    TensorSpec map = raw.outputs().get(0);
    return Math.toIntExact(map.shape().dimension(map.shape().rank() - 1));
  }

  /** What is known of the detection model before it is opened. */
  record DetectionParts(
      DetectionContract contract, DetectionTask task, Optional<GraphVariants> variants) {}

  /** What is known of the orientation model before it is opened. */
  record OrientationParts(
      ModelFiles files,
      LineOrientationContract contract,
      LineOrientationTask task,
      GraphVariants variants) {}

  /** What is known of the recognition model before it is opened. */
  record RecognitionParts(
      RecognitionContract contract, RecognitionTask task, Charset charset, GraphVariants variants) {

    CtcDecoder decoder() {
      return new CtcDecoder(charset);
    }
  }

  /** Read from the file: opening it takes longer. */
  private static Signature signature(ModelFiles files) {
    dev.quire.model.graph.Graph graph =
        dev.quire.model.graph.Graph.parse(files.graph().name(), files.graph().bytes());
    return new Signature(graph.inputSpecs(), graph.outputSpecs());
  }

  private static Signature signature(SimulatedModel model) {
    return new Signature(model.inputs(), model.outputs());
  }

  /**
   * The models that read text.
   *
   * @param all of them, in the order in which a line goes through them
   */
  record OcrRuntimes(OcrModels models, List<ModelRuntime<?, ?>> all) {}

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  OcrRuntimes runtimes(
      QuireConfig config,
      RequestMemory memory,
      Queues queues,
      ModelRuntimes runtimes,
      @Named(OcrModel.OCR) Placement placement,
      OcrModel model,
      OcrProfile profile,
      GraphCache cache) {
    List<ModelRuntime<?, ?>> all = new ArrayList<>();
    TextPagePreparation preparation =
        new TextPagePreparation(profile.options().limit(), ladder(placement));
    DetectionParts detection = detection(placement, model, profile, cache);
    ModelRuntime<PreparedTextPage, ProbabilityMap> pages =
        runtimes.create(
            registration(config, queues, model, profile, preparation, detection), placement);
    all.add(pages);
    Optional<OcrModels.Orientation> orientation =
        orientation(placement, model, cache)
            .map(
                parts -> {
                  ModelRuntime<FittedLine, LineOrientationScores> directions =
                      runtimes.create(registration(config, queues, parts), placement);
                  all.add(directions);
                  return new OcrModels.Orientation(
                      parts.task(),
                      new ItemQueue<>(
                          parts.task(), FittedLine::sizeInBytes, directions.queue(), memory.heap()),
                      directions.workers());
                });
    RecognitionParts recognition = recognition(placement, model, cache);
    ModelRuntime<PreparedLine, LineCodes> lines =
        runtimes.create(registration(config, queues, model, recognition), placement);
    all.add(lines);
    OcrModels models =
        new OcrModels(
            model.name(),
            new ImageDecoder(DrawingAssembly.images(config), memory.offHeap()),
            new OcrModels.Detection(
                detection.task(),
                preparation,
                new ItemQueue<>(
                    detection.task(), PreparedTextPage::sizeInBytes, pages.queue(), memory.heap()),
                pages.workers()),
            orientation,
            new OcrModels.Recognition(
                recognition.task(),
                new LineReader(recognition.decoder()),
                new ItemQueue<>(
                    recognition.task(), PreparedLine::sizeInBytes, lines.queue(), memory.heap()),
                lines.workers()));
    return new OcrRuntimes(models, List.copyOf(all));
  }

  /**
   * GPUs are to see few sizes and large batches. A CPU gains nothing from either, and padding lets
   * a tenth of very small lines' boxes move by a pixel, since the graphs pool over the whole page.
   */
  private static InputLadder ladder(Placement placement) {
    return placement.cpus() == placement.devices().size() ? InputLadder.EXACT : InputLadder.COARSE;
  }

  private static ModelRegistration<PreparedTextPage, ProbabilityMap> registration(
      QuireConfig config,
      Queues queues,
      OcrModel model,
      OcrProfile profile,
      TextPagePreparation preparation,
      DetectionParts parts) {
    return new ModelRegistration<>(
        OcrModel.DETECTION,
        model.detection(),
        new Steps<>(
            parts.task(),
            () -> new DetectionGolden(goldenPages(), preparation, profile.options().detection()),
            SimulatedDetection::new),
        new Graph(() -> parts.variants().orElseThrow(), Map.of()),
        new Limits(
            queues.pages(), BatchSettings.ofPages(config, parts.contract().maxBatch()), List.of()));
  }

  private static List<Bitmap> goldenPages() {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    return new GoldenPages().encoded().stream().map(page -> decoder.first(page).bitmap()).toList();
  }

  private static ModelRegistration<FittedLine, LineOrientationScores> registration(
      QuireConfig config, Queues queues, OrientationParts parts) {
    return new ModelRegistration<>(
        OcrModel.LINE_ORIENTATION,
        parts.files(),
        new Steps<>(
            parts.task(),
            () -> new LineOrientationGolden(new GoldenLines().images(), parts.task(), 0.9),
            SimulatedLineOrientation::new),
        new Graph(parts::variants, Map.of()),
        new Limits(
            queues.lines(MOST_LINES),
            BatchSettings.ofLines(config, parts.contract().maxBatch()),
            List.of()));
  }

  private static ModelRegistration<PreparedLine, LineCodes> registration(
      QuireConfig config, Queues queues, OcrModel model, RecognitionParts parts) {
    return new ModelRegistration<>(
        OcrModel.RECOGNITION,
        model.recognition(),
        new Steps<>(
            parts.task(),
            () -> new RecognitionGolden(new GoldenLines().images(), parts.task(), parts.decoder()),
            () -> new SimulatedRecognition(parts.charset())),
        new Graph(parts::variants, Map.of()),
        new Limits(
            queues.lines(MOST_LINES),
            BatchSettings.ofLines(config, parts.contract().maxBatch()),
            List.of()));
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  OcrService service(
      OcrRuntimes runtimes,
      Queues queues,
      CpuExecutor pool,
      RequestMemory memory,
      InteractivePriority priority,
      MeterRegistry registry,
      Traces traces,
      Timers time) {
    OcrModels models = runtimes.models();
    return new OcrService(
        models,
        pool,
        memory.heap(),
        new OcrService.Observers(
            new StageRecorder(registry, models.name()),
            new WarningRecorder(registry, models.name()),
            traces.items(OcrModel.OCR, models.name()),
            queues.outcomes(models.name(), OcrModel.OCR)),
        priority,
        time,
        painter());
  }

  private static OcrService.Painter painter() {
    LinePainter painter = new LinePainter();
    return (page, lines, pictures) ->
        painter.paint(page, lines.stream().map(TextLine::quad).toList(), pictures);
  }

  @Produces
  @Singleton
  OcrDefaults defaults(QuireConfig config, OcrProfile profile, OcrModel model) {
    return new OcrDefaults(profile, mendsSpaces(config, model));
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  OcrRequests requests(OcrDefaults defaults, RequestTerms terms, Forms forms, OcrService service) {
    return new OcrRequests(defaults, terms, forms, service);
  }

  private static boolean mendsSpaces(QuireConfig config, OcrModel model) {
    String wanted = config.models().ocr().spaces();
    return switch (wanted) {
      case "auto" -> model.mendsSpaces();
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "quire.models.ocr.spaces must be auto, true or false, not '%s'".formatted(wanted));
    };
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  OcrAnswers answers(OcrService service, DocumentService documents, AnswerWriter writer) {
    return new OcrAnswers(service, documents, writer);
  }
}
