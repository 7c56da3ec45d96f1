package dev.quire.app;

import dev.quire.api.CpuExecutor;
import dev.quire.api.StageRecorder;
import dev.quire.api.Timers;
import dev.quire.api.similarity.SimilarityLimits;
import dev.quire.api.similarity.SimilarityService;
import dev.quire.app.ModelRegistration.Graph;
import dev.quire.app.ModelRegistration.Limits;
import dev.quire.app.ModelRegistration.Steps;
import dev.quire.device.DeviceId;
import dev.quire.memory.RequestMemory;
import dev.quire.model.ModelRepository;
import dev.quire.model.SimilarityModel;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.queue.RequestQueue;
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
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.runtime.ImageMode;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Puts the parts of the similarity service together, as the configuration says. Where it is
 * switched off, none of them is made.
 */
class SimilarityAssembly {

  private static final Logger LOG = Logger.getLogger(SimilarityAssembly.class);
  private static final String ENABLED = "quire.models.similarity.enabled";
  private static final int MOST_PAIRS = 1_000_000;

  /** Characters of one text, of which models read a fraction; cutting it up takes time as well. */
  private static final int MOST_OF_ONE_TEXT = 20_000;

  private static final int CHARACTERS_PER_PAIR = 1_000;

  /** Fewer pairs may be longer. */
  private static final int LEAST_CHARACTERS = 1_000_000;

  private static final int TOKENS_PER_PAIR = 64;

  private static final int LEAST_TOKENS = 65_536;

  @Produces
  @Singleton
  @Named(SimilarityModel.SIMILARITY)
  Placement placement(QuireConfig config, EngineChoice layout, Hardware hardware) {
    QuireConfig.Similarity settings = config.models().similarity();
    EngineChoice engine = EngineChoice.ofSimilarity(layout);
    return new Placement(
        engine,
        Isolation.of(SimilarityModel.SIMILARITY, settings, engine, ImageMode.current()),
        settings
            .devices()
            .map(names -> names.stream().map(DeviceId::parse).distinct().toList())
            .orElseGet(() -> usual(engine, hardware)));
  }

  /** All devices, but no GPUs where only the layout model's engine was built for them. */
  static List<DeviceId> usual(EngineChoice engine, Hardware hardware) {
    boolean gpus = hardware.ids().stream().anyMatch(id -> !id.isCpu());
    if (engine == EngineChoice.SIMULATED || !gpus || engine.usesGpus()) {
      return hardware.ids();
    }
    LOG.infof("The similarity model runs on the CPU: this build's %s has no CUDA", engine.label());
    return List.of(ModelEngines.CPU);
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

  /** Checks that the model's graph is what the descriptor says. */
  @Produces
  @Singleton
  SimilarityContract contract(
      SimilarityModel model,
      @Named(SimilarityModel.SIMILARITY) Placement placement,
      ModelEngines engines) {
    Signature signature =
        engines.signature(model.files(), placement, () -> new SimulatedSimilarity(model.mode()));
    return SimilarityContract.check(model, signature.inputs(), signature.outputs());
  }

  @Produces
  @Singleton
  SimilarityTask task(SimilarityModel model, Tokenizer tokenizer, SimilarityContract contract) {
    return new SimilarityTask(model, tokenizer, contract);
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  ModelRuntime<PreparedText, TextResult> runtime(
      QuireConfig config,
      Queues queues,
      ModelRuntimes runtimes,
      @Named(SimilarityModel.SIMILARITY) Placement placement,
      SimilarityModel model,
      SimilarityContract contract,
      SimilarityTask task,
      GraphCache cache) {
    BatchSettings batches = BatchSettings.ofRows(config, contract.maxBatch());
    int waiting = queues.rows(2 * limits(config).pairs());
    return runtimes.create(
        new ModelRegistration<>(
            SimilarityModel.SIMILARITY,
            model.files(),
            new Steps<>(
                task,
                () -> new SimilarityGolden(task, new GoldenPairs().pairs()),
                () -> new SimulatedSimilarity(model.mode())),
            new Graph(
                () -> new GraphVariants(contract.outputs(), GraphVariants.Passes.none(), cache),
                Profiles.of(model, contract, batches.maxSize())),
            new Limits(waiting, batches, List.of())),
        placement);
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  RequestQueue<PreparedText, Served<TextResult>> queue(
      ModelRuntime<PreparedText, TextResult> runtime) {
    return runtime.queue();
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = ENABLED, stringValue = "true", lookupIfMissing = true)
  SimilarityService service(
      QuireConfig config,
      SimilarityModel model,
      SimilarityTask task,
      ModelRuntime<PreparedText, TextResult> runtime,
      CpuExecutor pool,
      RequestMemory memory,
      MeterRegistry registry,
      Traces traces,
      Timers time) {
    return new SimilarityService(
        model,
        task,
        runtime.queue(),
        pool,
        memory.heap(),
        limits(config),
        new StageRecorder(registry, model.name()),
        traces.items(SimilarityModel.SIMILARITY, model.name()),
        time,
        runtime.outcomes());
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
}
