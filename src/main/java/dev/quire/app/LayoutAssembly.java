package dev.quire.app;

import dev.quire.api.CpuPool;
import dev.quire.api.RequestTerms;
import dev.quire.api.RightOfWay;
import dev.quire.api.layout.DocumentService;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.layout.PageInference;
import dev.quire.api.layout.PageInference.CacheLimits;
import dev.quire.api.layout.StageMetrics;
import dev.quire.api.status.Status;
import dev.quire.device.DeviceId;
import dev.quire.device.gpu.GpuStatus;
import dev.quire.device.gpu.Gpus;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.paddle.PaddleModelCheck;
import dev.quire.engine.paddle.PaddleOptions;
import dev.quire.engine.paddle.PaddleSignature;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.model.Resolution;
import dev.quire.ops.BatchMetrics;
import dev.quire.ops.QueueMetrics;
import dev.quire.picture.PagePainter;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.PrecisionGuard;
import dev.quire.precision.PrecisionSetting;
import dev.quire.precision.PrecisionVerdict;
import dev.quire.precision.PrecisionVerdicts;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.QueueSnapshot;
import dev.quire.queue.TicketQueue;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutGolden;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.SimulatedLayout;
import dev.quire.worker.Served;
import dev.quire.worker.Supervisor;
import dev.quire.worker.WorkerStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts the parts of the layout service together, as the configuration says. */
class LayoutAssembly {

  private static final DeviceId CPU = DeviceId.parse("cpu");

  /** How long a page of a document gives way: some four pages a second come in any case. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  @Produces
  @Singleton
  Model model(QuireConfig config, EngineChoice choice) {
    return new ModelRepository().load(config.models().layout().path(), choice.format());
  }

  @Produces
  @Singleton
  GraphVariants variants(QuireConfig config, Engines engines, Model model) {
    return GraphVariants.ofLayout(
        model,
        engines.onnx(OnnxOptions.defaults()),
        CPU,
        config
            .models()
            .cache()
            .map(folder -> GraphCache.in(Path.of(folder)))
            .orElseGet(GraphCache::inMemory));
  }

  /** Sees to it that the model's graph is what the descriptor says. */
  @Produces
  @Singleton
  LayoutContract contract(
      EngineChoice choice, Engines engines, Model model, Instance<GraphVariants> variants) {
    return switch (choice) {
      case ONNX -> {
        ModelFiles graph = variants.get().of(model.files(), Precision.FP32).files();
        try (Predictor predictor = engines.onnx(OnnxOptions.defaults()).open(graph, CPU)) {
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
  OnnxSettings onnx(QuireConfig config, Hardware hardware, Model model, LayoutContract contract) {
    return new OnnxSettings(
        config, hardware, model, contract, new BatchSettings(config, contract).maxSize());
  }

  @Produces
  @Singleton
  @Typed(PrecisionGuard.class)
  PrecisionGuard<PreparedPage, PageRows> guard(
      QuireConfig config,
      Hardware hardware,
      Engines engines,
      OnnxSettings onnx,
      Model model,
      GraphVariants variants,
      LayoutTask task) {
    PrecisionSetting setting =
        PrecisionSetting.parse(
            "quire.models.layout.precision", config.models().layout().precision());
    // TensorRT needs to be told of FP16; the run that it is compared with must not be
    Engine full = engines.onnx(onnx.options(Precision.FP32));
    Engine half = engines.onnx(onnx.options(Precision.FP16));
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

  /** Only ONNX models are turned to half precision here. */
  @Produces
  @Singleton
  PrecisionVerdicts verdicts(
      EngineChoice choice, Instance<PrecisionGuard<PreparedPage, PageRows>> guard) {
    return choice == EngineChoice.ONNX ? guard.get() : device -> Optional.empty();
  }

  @Produces
  @Singleton
  LayoutTask task(QuireConfig config, Model model, LayoutContract contract) {
    return new LayoutTask(model, new ImageDecoder(images(config)), contract);
  }

  private static ImageLimits images(QuireConfig config) {
    return new ImageLimits(
        Range.check(
            "quire.images.max-pixels", config.images().maxPixels(), 1, ImageLimits.PIXEL_CEILING),
        Range.check("quire.images.max-side", config.images().maxSide(), 1, 1 << 20),
        ImageLimits.defaults().minSide());
  }

  @Produces
  @Singleton
  TicketQueue<PreparedPage, Served<PageRows>> queue(
      QuireConfig config, Model model, MeterRegistry registry) {
    QueueLimits limits =
        new QueueLimits(
            Range.check("quire.queue.capacity", config.queue().capacity(), 1, 1_000_000),
            Range.check(
                "quire.queue.bytes", config.queue().bytes().asLongValue(), 1, Long.MAX_VALUE),
            timeout(config));
    QueueMetrics metrics = new QueueMetrics(registry, model.name());
    TicketQueue<PreparedPage, Served<PageRows>> queue =
        new TicketQueue<>(limits, System::nanoTime, metrics);
    metrics.observe(queue);
    return queue;
  }

  @Produces
  @Singleton
  LayoutOpener opener(
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
        Engine engine = hardware.simulatedEngine(model);
        yield device -> engine.open(model.files(), device);
      }
    };
  }

  private static PaddleOptions paddle(QuireConfig config, Hardware hardware) {
    int threads = OnnxSettings.threads(config, hardware);
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
      LayoutOpener opener,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      LayoutTask task,
      LayoutContract contract,
      PressureSettings pressure,
      DeviceFaults faults,
      MeterRegistry registry) {
    BatchSettings settings = new BatchSettings(config, contract);
    Supervisor<PreparedPage, PageRows> supervisor =
        new Supervisor<>(
            vertx,
            model.name(),
            hardware.devices(),
            queue,
            task,
            settings.limits(),
            pressure::watch,
            device -> opener.open(device.id()),
            new BatchMetrics(registry, model.name()),
            settings.worker());
    faults.tell(supervisor);
    return supervisor;
  }

  private static Duration timeout(QuireConfig config) {
    return Range.check(
        "quire.queue.timeout", config.queue().timeout(), Duration.ofMillis(1), Duration.ofHours(1));
  }

  @Produces
  @Singleton
  CpuPool pool(QuireConfig config) {
    int threads = Range.check("quire.prepare.threads", config.prepare().threads(), 0, 1024);
    int actual = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    int pending = Range.check("quire.prepare.pending", config.prepare().pending(), actual, 100_000);
    return new CpuPool(actual, pending);
  }

  void close(@Disposes CpuPool pool) {
    pool.close();
  }

  @Produces
  @Singleton
  RightOfWay way() {
    return new RightOfWay(LONGEST_WAIT);
  }

  @Produces
  @Singleton
  RequestTerms terms(QuireConfig config) {
    return new RequestTerms(timeout(config));
  }

  @Produces
  @Singleton
  PageInference inference(
      QuireConfig config,
      Model model,
      LayoutTask task,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      Supervisor<PreparedPage, PageRows> supervisor,
      CpuPool pool) {
    CacheLimits limits =
        new CacheLimits(
            Range.check(
                "quire.cache.bytes", config.cache().bytes().asLongValue(), 0, Long.MAX_VALUE),
            Range.check(
                "quire.cache.age",
                config.cache().age(),
                Duration.ofMillis(1),
                Duration.ofDays(30)));
    return new PageInference(
        task, () -> model.below(supervisor.pressureLevel()), queue, pool, limits);
  }

  @Produces
  @Singleton
  LayoutService service(
      QuireConfig config,
      Model model,
      PageInference inference,
      CpuPool pool,
      RightOfWay way,
      MeterRegistry registry) {
    return new LayoutService(
        model,
        inference,
        new LayoutPostprocessor(model.labels(), config.models().layout().trueWidths()),
        pool,
        new StageMetrics(registry, model.name()),
        way);
  }

  @Produces
  @Singleton
  Documents documents(QuireConfig config) {
    return new Documents(
        new DocumentSettings(
            Range.check(
                "quire.documents.dpi",
                config.documents().dpi(),
                DocumentSettings.MIN_DPI,
                DocumentSettings.MAX_DPI),
            images(config),
            DocumentSettings.defaults().maxInflatedBytes(),
            DocumentSettings.defaults().maxDrawTime()));
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
      CpuPool pool,
      RightOfWay way) {
    return new DocumentService(
        documents,
        layouts,
        painter,
        pool,
        way,
        new DocumentService.Limits(
            Range.check("quire.documents.max-pages", config.documents().maxPages(), 1, 100_000),
            Range.check("quire.documents.ahead", config.documents().ahead(), 1, 1_000)));
  }

  @Produces
  @Singleton
  Status status(
      Model model,
      Supervisor<PreparedPage, PageRows> supervisor,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      Gpus gpus,
      PrecisionVerdicts precisions) {
    return new Status() {
      @Override
      public String model() {
        return model.name();
      }

      @Override
      public List<WorkerStatus> workers() {
        return supervisor.status();
      }

      @Override
      public Resolution resolution() {
        return model.below(supervisor.pressureLevel());
      }

      @Override
      public Optional<GpuStatus> gpu(DeviceId device) {
        return gpus.of(device);
      }

      @Override
      public Optional<PrecisionVerdict> precision(DeviceId device) {
        return precisions.verdict(device);
      }

      @Override
      public QueueSnapshot queue() {
        return queue.snapshot();
      }

      @Override
      public QueueLimits limits() {
        return queue.limits();
      }
    };
  }
}
