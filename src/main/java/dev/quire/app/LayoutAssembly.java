package dev.quire.app;

import dev.quire.api.CpuPool;
import dev.quire.api.DocumentLanes;
import dev.quire.api.Outcomes;
import dev.quire.api.RightOfWay;
import dev.quire.api.StageRecorder;
import dev.quire.api.Timekeeper;
import dev.quire.api.WarningRecorder;
import dev.quire.api.layout.DocumentService;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.layout.PageInference;
import dev.quire.api.layout.PageInference.CacheLimits;
import dev.quire.device.DeviceId;
import dev.quire.document.Documents;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.paddle.PaddleModelCheck;
import dev.quire.engine.paddle.PaddleOptions;
import dev.quire.engine.paddle.PaddleSignature;
import dev.quire.image.ImageDecoder;
import dev.quire.memory.RequestMemory;
import dev.quire.model.Model;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.ops.BatchMetrics;
import dev.quire.picture.PagePainter;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.PrecisionGuard;
import dev.quire.precision.PrecisionSetting;
import dev.quire.precision.PrecisionVerdicts;
import dev.quire.queue.TicketQueue;
import dev.quire.serving.ServedModel;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutGolden;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.SimulatedLayout;
import dev.quire.trace.Traces;
import dev.quire.worker.Served;
import dev.quire.worker.Supervisor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ImageMode;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Puts the parts of the layout service together, as the configuration says. */
class LayoutAssembly {

  private static final DeviceId CPU = DeviceId.parse("cpu");

  /** How long a page of a document gives way: some four pages a second come in any case. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  /** Somebody who tries thresholds on a page does so within minutes. */
  private static final Duration CACHE_AGE = Duration.ofMinutes(10);

  /** Pages drawn ahead of the one that is sent next: enough to keep the devices busy meanwhile. */
  private static final int AHEAD = 8;

  @Produces
  @Singleton
  Model model(QuireConfig config, EngineChoice choice) {
    return new ModelRepository().load(config.models().layout().path(), choice.format());
  }

  @Produces
  @Singleton
  Isolation isolation(QuireConfig config, EngineChoice choice) {
    return Isolation.of(Model.LAYOUT, config.models().layout(), choice, ImageMode.current());
  }

  @Produces
  @Singleton
  GraphVariants variants(Engines engines, Isolation isolation, Model model, GraphCache cache) {
    return GraphVariants.ofLayout(
        model, engines.onnx(OnnxOptions.defaults(), isolation), CPU, cache);
  }

  /** Sees to it that the model's graph is what the descriptor says. */
  @Produces
  @Singleton
  LayoutContract contract(
      EngineChoice choice,
      Engines engines,
      Isolation isolation,
      Model model,
      Instance<GraphVariants> variants) {
    return switch (choice) {
      case ONNX -> {
        ModelFiles graph = variants.get().of(model.files(), Precision.FP32).files();
        try (Predictor predictor =
            engines.onnx(OnnxOptions.defaults(), isolation).open(graph, CPU)) {
          yield LayoutContract.check(model, predictor.inputs(), predictor.outputs());
        }
      }
      case PADDLE -> {
        PaddleSignature program = new PaddleModelCheck().check(model.files());
        yield LayoutContract.check(model, program.inputs(), program.outputs());
      }
      case SIMULATED -> {
        SimulatedLayout simulated = new SimulatedLayout(model.labels());
        yield LayoutContract.check(model, simulated.inputs(), simulated.outputs());
      }
    };
  }

  @Produces
  @Singleton
  @Typed(PrecisionGuard.class)
  PrecisionGuard<PreparedPage, PageRows> guard(
      QuireConfig config,
      Hardware hardware,
      Engines engines,
      Isolation isolation,
      Model model,
      LayoutContract contract,
      GraphVariants variants,
      LayoutTask task) {
    PrecisionSetting setting =
        PrecisionSetting.parse("quire.models.precision", config.models().precision());
    OnnxSettings onnx =
        new OnnxSettings(
            config,
            OnnxSettings.threads(config, hardware.cpus()),
            Profiles.of(
                model, contract, BatchSettings.ofPages(config, contract.maxBatch()).maxSize()));
    // TensorRT needs to be told of FP16; the run that it is compared with must not be
    Engine full = engines.onnx(onnx.options(Precision.FP32), isolation);
    Engine half = engines.onnx(onnx.options(Precision.FP16), isolation);
    return new PrecisionGuard<>(
        precision -> precision == Precision.FP16 ? half : full,
        model.files(),
        variants,
        task,
        () ->
            new LayoutGolden(
                model, task, model.preprocessing().resolution(), new GoldenPages().encoded()),
        device -> setting.on(hardware.hasTensorCores(device)));
  }

  @Produces
  @Singleton
  LayoutTask task(QuireConfig config, RequestMemory memory, Model model, LayoutContract contract) {
    return new LayoutTask(
        model, new ImageDecoder(DrawingAssembly.images(config), memory.offHeap()), contract);
  }

  @Produces
  @Singleton
  TicketQueue<PreparedPage, Served<PageRows>> queue(Queues queues, Model model) {
    return queues.open(model.name(), Model.LAYOUT, queues.pages());
  }

  @Produces
  @Singleton
  ModelOpener opener(
      QuireConfig config,
      EngineChoice choice,
      Engines engines,
      Hardware hardware,
      Model model,
      Instance<PrecisionGuard<PreparedPage, PageRows>> guard) {
    return switch (choice) {
      case ONNX -> guard.get()::open;
      case PADDLE -> new PaddleOpener(engines.paddle(paddle(config, hardware)), hardware, model);
      case SIMULATED -> {
        Engine engine = hardware.simulatedEngine(new SimulatedLayout(model.labels()));
        yield device -> engine.open(model.files(), device);
      }
    };
  }

  private static PaddleOptions paddle(QuireConfig config, Hardware hardware) {
    int threads = OnnxSettings.threads(config, hardware.cpus());
    // Paddle would take one
    return new PaddleOptions(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }

  @Produces
  @Singleton
  Supervisor<PreparedPage, PageRows> supervisor(
      QuireConfig config,
      Vertx vertx,
      Model model,
      Hardware hardware,
      ModelOpener opener,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      LayoutTask task,
      LayoutContract contract,
      MeterRegistry registry,
      Traces traces) {
    BatchSettings settings = BatchSettings.ofPages(config, contract.maxBatch());
    PressureSettings pressure =
        new PressureSettings(config, model.name(), model.ladder(), registry);
    return new Supervisor<>(
        vertx,
        model.name(),
        hardware.devices(model.name()),
        queue,
        task,
        settings.limits(),
        pressure::watch,
        device -> opener.open(device.id()),
        traces.batches(model.name(), new BatchMetrics(registry, model.name())),
        settings.worker());
  }

  @Produces
  @Singleton
  ServedModel served(
      EngineChoice choice,
      Model model,
      Supervisor<PreparedPage, PageRows> supervisor,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      Instance<PrecisionGuard<PreparedPage, PageRows>> guard) {
    // only ONNX models are turned to half precision here
    PrecisionVerdicts precisions =
        choice == EngineChoice.ONNX ? guard.get() : device -> Optional.empty();
    return new ServedModel(
        model.name(), Model.LAYOUT, supervisor, queue, precisions, model.ladder());
  }

  @Produces
  @Singleton
  Outcomes outcomes(Queues queues, Model model) {
    return queues.outcomes(model.name(), Model.LAYOUT);
  }

  @Produces
  @Singleton
  RightOfWay way() {
    return new RightOfWay(LONGEST_WAIT);
  }

  @Produces
  @Singleton
  PageInference inference(
      QuireConfig config,
      Model model,
      LayoutTask task,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      Supervisor<PreparedPage, PageRows> supervisor,
      CpuPool pool,
      RequestMemory memory) {
    CacheLimits limits =
        new CacheLimits(
            Range.check(
                "quire.cache.bytes", config.cache().bytes().asLongValue(), 0, Long.MAX_VALUE),
            CACHE_AGE);
    return new PageInference(
        task, () -> model.below(supervisor.pressureLevel()), queue, pool, memory.heap(), limits);
  }

  @Produces
  @Singleton
  LayoutService service(
      QuireConfig config,
      Model model,
      PageInference inference,
      CpuPool pool,
      RightOfWay way,
      MeterRegistry registry,
      Traces traces,
      Timekeeper time,
      Outcomes outcomes) {
    return new LayoutService(
        model,
        inference,
        new LayoutPostprocessor(model.labels()),
        pool,
        new StageRecorder(registry, model.name()),
        new WarningRecorder(registry, model.name()),
        traces.items(Model.LAYOUT, model.name()),
        way,
        time,
        outcomes);
  }

  @Produces
  @Singleton
  PagePainter painter() {
    return new PagePainter();
  }

  @Produces
  @Singleton
  DocumentService documentService(
      QuireConfig config,
      Documents documents,
      LayoutService layouts,
      PagePainter painter,
      DocumentLanes lanes,
      RequestMemory memory,
      RightOfWay way,
      Timekeeper time,
      Outcomes outcomes) {
    return new DocumentService(
        documents,
        layouts,
        painter,
        lanes,
        memory.heap(),
        way,
        time,
        outcomes,
        new DocumentService.Limits(
            Range.check("quire.documents.max-pages", config.documents().maxPages(), 1, 100_000),
            AHEAD));
  }
}
