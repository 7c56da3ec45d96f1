package dev.quire.app;

import dev.quire.api.CpuExecutor;
import dev.quire.api.InteractivePriority;
import dev.quire.api.RequestTerms;
import dev.quire.api.StageRecorder;
import dev.quire.api.WarningRecorder;
import dev.quire.api.document.AnswerWriter;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.Forms;
import dev.quire.api.ocr.OcrAnswers;
import dev.quire.api.ocr.OcrDefaults;
import dev.quire.api.ocr.OcrModels;
import dev.quire.api.ocr.OcrRequests;
import dev.quire.api.ocr.OcrService;
import dev.quire.device.DeviceId;
import dev.quire.image.ImageDecoder;
import dev.quire.memory.RequestMemory;
import dev.quire.model.ModelRepository;
import dev.quire.model.OcrModel;
import dev.quire.picture.LinePainter;
import dev.quire.precision.GraphCache;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.TextLine;
import dev.quire.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.runtime.ImageMode;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the parts of text reading together, as the configuration says: a registration for each of
 * its models, and what joins them. Where it is switched off, none of them is made.
 */
class OcrAssembly {

  static final String ENABLED = "quire.models.ocr.enabled";

  /** Each holds memory for its runs. */
  private static final int MOST_ON_CPU = 4;

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
      OcrDefaults defaults,
      GraphCache cache) {
    return OcrRuntimes.open(
        new OcrRuntimes.Surroundings(config, queues, runtimes, placement, memory.heap(), cache),
        model,
        defaults.profile(),
        new ImageDecoder(DrawingAssembly.images(config), memory.offHeap()));
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
      Traces traces) {
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
