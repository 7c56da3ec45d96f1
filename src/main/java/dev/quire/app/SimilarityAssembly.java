package dev.quire.app;

import dev.quire.api.CpuPool;
import dev.quire.api.StageRecorder;
import dev.quire.api.Timekeeper;
import dev.quire.api.similarity.SimilarityLimits;
import dev.quire.api.similarity.SimilarityService;
import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.memory.RequestMemory;
import dev.quire.model.ModelRepository;
import dev.quire.model.SimilarityModel;
import dev.quire.ops.BatchMetrics;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.PrecisionGuard;
import dev.quire.precision.PrecisionSetting;
import dev.quire.precision.PrecisionVerdicts;
import dev.quire.queue.TicketQueue;
import dev.quire.serving.ServedModel;
import dev.quire.task.similarity.GoldenPairs;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.SimilarityContract;
import dev.quire.task.similarity.SimilarityGolden;
import dev.quire.task.similarity.SimilarityTask;
import dev.quire.task.similarity.SimilarityTokenizer;
import dev.quire.task.similarity.SimulatedSimilarity;
import dev.quire.task.similarity.TextResult;
import dev.quire.text.Tokenizer;
import dev.quire.trace.Traces;
import dev.quire.worker.Served;
import dev.quire.worker.Supervisor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.runtime.ImageMode;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Puts the parts of the similarity service together, as the configuration says. Where it is
 * switched off, none of them is made.
 */
class SimilarityAssembly {

  private static final Logger LOG = Logger.getLogger(SimilarityAssembly.class);
  private static final String ENABLED = "quire.models.similarity.enabled";
  private static final DeviceId CPU = DeviceId.parse("cpu");

  private static final int MOST_PAIRS = 1_000_000;

  /** Characters of one text, of which models read a fraction; cutting it up takes time as well. */
  private static final int MOST_OF_ONE_TEXT = 20_000;

  private static final int CHARACTERS_PER_PAIR = 1_000;

  /** Fewer pairs may be longer. */
  private static final int LEAST_CHARACTERS = 1_000_000;

  private static final int TOKENS_PER_PAIR = 64;

  private static final int LEAST_TOKENS = 65_536;

  /** What runs the similarity model. */
  record Choice(EngineChoice engine, Isolation isolation, List<DeviceId> devices) {

    int cpus() {
      return (int) devices.stream().filter(Hardware::isCpu).count();
    }
  }

  @Produces
  @Singleton
  Choice choice(QuireConfig config, EngineChoice layout, Hardware hardware) {
    QuireConfig.Similarity settings = config.models().similarity();
    EngineChoice engine = EngineChoice.ofSimilarity(layout);
    return new Choice(
        engine,
        Isolation.of(SimilarityModel.SIMILARITY, settings, engine, ImageMode.current()),
        settings
            .devices()
            .map(names -> names.stream().map(DeviceId::parse).distinct().toList())
            .orElseGet(() -> usual(engine, hardware)));
  }

  /** All devices, but no GPUs where only the layout model's engine was built for them. */
  private static List<DeviceId> usual(EngineChoice engine, Hardware hardware) {
    boolean gpus = hardware.ids().stream().anyMatch(id -> !Hardware.isCpu(id));
    if (engine == EngineChoice.SIMULATED || !gpus || engine.usesGpus()) {
      return hardware.ids();
    }
    LOG.infof("The similarity model runs on the CPU: this build's %s has no CUDA", engine.label());
    return List.of(CPU);
  }

  @Produces
  @Singleton
  SimilarityModel model(QuireConfig config) {
    return new ModelRepository().loadSimilarity(config.models().similarity().path());
  }

  @Produces
  @Singleton
  Tokenizer tokenizer(SimilarityModel model) {
    return new SimilarityTokenizer().open(model);
  }

  void close(@Disposes Tokenizer tokenizer) {
    tokenizer.close();
  }

  /** Sees to it that the model's graph is what the descriptor says. */
  @Produces
  @Singleton
  SimilarityContract contract(SimilarityModel model, Choice choice, Engines engines) {
    if (choice.engine() == EngineChoice.SIMULATED) {
      SimulatedSimilarity simulated = new SimulatedSimilarity(model.mode());
      return SimilarityContract.check(model, simulated.inputs(), simulated.outputs());
    }
    Engine engine = engines.onnx(OnnxOptions.defaults(), choice.isolation());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      return SimilarityContract.check(model, predictor.inputs(), predictor.outputs());
    }
  }

  @Produces
  @Singleton
  SimilarityTask task(SimilarityModel model, Tokenizer tokenizer, SimilarityContract contract) {
    return new SimilarityTask(model, tokenizer, contract);
  }

  @Produces
  @Singleton
  @Typed(PrecisionGuard.class)
  PrecisionGuard<PreparedText, TextResult> guard(
      QuireConfig config,
      Choice choice,
      Hardware hardware,
      Engines engines,
      SimilarityModel model,
      SimilarityContract contract,
      GraphCache cache,
      SimilarityTask task) {
    PrecisionSetting setting =
        PrecisionSetting.parse("quire.models.precision", config.models().precision());
    OnnxSettings onnx =
        new OnnxSettings(
            config,
            OnnxSettings.threads(config, choice.cpus()),
            Profiles.of(
                model, contract, BatchSettings.ofRows(config, contract.maxBatch()).maxSize()));
    Engine full = engines.onnx(onnx.options(Precision.FP32), choice.isolation());
    Engine half = engines.onnx(onnx.options(Precision.FP16), choice.isolation());
    return new PrecisionGuard<>(
        precision -> precision == Precision.FP16 ? half : full,
        model.files(),
        new GraphVariants(contract.outputs(), Optional.empty(), cache),
        task,
        () -> new SimilarityGolden(task, new GoldenPairs().pairs()),
        device -> setting.on(hardware.hasTensorCores(device)));
  }

  @Produces
  @Singleton
  TicketQueue<PreparedText, Served<TextResult>> queue(
      QuireConfig config, Queues queues, SimilarityModel model) {
    return queues.open(
        model.name(), SimilarityModel.SIMILARITY, queues.rows(2 * limits(config).pairs()));
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  Supervisor<PreparedText, TextResult> supervisor(
      QuireConfig config,
      Vertx vertx,
      Choice choice,
      Hardware hardware,
      SimilarityModel model,
      Instance<PrecisionGuard<PreparedText, TextResult>> guard,
      TicketQueue<PreparedText, Served<TextResult>> queue,
      SimilarityTask task,
      SimilarityContract contract,
      MeterRegistry registry,
      Traces traces) {
    BatchSettings settings = BatchSettings.ofRows(config, contract.maxBatch());
    PressureSettings pressure = new PressureSettings(config, model.name(), List.of(), registry);
    ModelOpener opener = opener(choice, hardware, model, guard);
    return new Supervisor<>(
        vertx,
        model.name(),
        hardware.devices(model.name(), choice.devices()),
        queue,
        task,
        settings.limits(),
        pressure::watch,
        device -> opener.open(device.id()),
        traces.batches(model.name(), new BatchMetrics(registry, model.name())),
        settings.worker());
  }

  private static ModelOpener opener(
      Choice choice,
      Hardware hardware,
      SimilarityModel model,
      Instance<PrecisionGuard<PreparedText, TextResult>> guard) {
    if (choice.engine() == EngineChoice.SIMULATED) {
      Engine engine = hardware.simulatedEngine(new SimulatedSimilarity(model.mode()));
      return device -> engine.open(model.files(), device);
    }
    return guard.get()::open;
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  SimilarityService service(
      QuireConfig config,
      SimilarityModel model,
      SimilarityTask task,
      TicketQueue<PreparedText, Served<TextResult>> queue,
      CpuPool pool,
      RequestMemory memory,
      MeterRegistry registry,
      Traces traces,
      Timekeeper time,
      Queues queues) {
    return new SimilarityService(
        model,
        task,
        queue,
        pool,
        memory.heap(),
        limits(config),
        new StageRecorder(registry, model.name()),
        traces.items(SimilarityModel.SIMILARITY, model.name()),
        time,
        queues.outcomes(model.name(), SimilarityModel.SIMILARITY));
  }

  private static SimilarityLimits limits(QuireConfig config) {
    int pairs =
        Range.check("quire.similarity.max-pairs", config.similarity().maxPairs(), 1, MOST_PAIRS);
    return new SimilarityLimits(
        pairs,
        MOST_OF_ONE_TEXT,
        Math.max(LEAST_CHARACTERS, CHARACTERS_PER_PAIR * pairs),
        Math.max(LEAST_TOKENS, TOKENS_PER_PAIR * pairs));
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  ServedModel served(
      Choice choice,
      SimilarityModel model,
      Supervisor<PreparedText, TextResult> supervisor,
      TicketQueue<PreparedText, Served<TextResult>> queue,
      Instance<PrecisionGuard<PreparedText, TextResult>> guard) {
    PrecisionVerdicts precisions =
        choice.engine() == EngineChoice.ONNX ? guard.get() : device -> Optional.empty();
    return new ServedModel(
        model.name(), SimilarityModel.SIMILARITY, supervisor, queue, precisions, List.of());
  }
}
