package dev.quire.app;

import dev.quire.api.CpuPool;
import dev.quire.api.RequestTerms;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.layout.PageInference;
import dev.quire.api.layout.PageInference.CacheLimits;
import dev.quire.api.layout.StageMetrics;
import dev.quire.api.status.Status;
import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.gpu.GpuStatus;
import dev.quire.device.gpu.Gpus;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import dev.quire.model.Resolution;
import dev.quire.ops.BatchMetrics;
import dev.quire.ops.QueueMetrics;
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
import dev.quire.worker.WarmUp;
import dev.quire.worker.Watchdog;
import dev.quire.worker.WorkerSettings;
import dev.quire.worker.WorkerStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts the parts of the layout service together, as the configuration says. */
class LayoutAssembly {

  private static final int MAX_DEVICES = 64;

  @Produces
  @Singleton
  Model model(QuireConfig config) {
    return new ModelRepository().load(config.models().layout().path());
  }

  @Produces
  @Singleton
  DeviceFaults faults(MeterRegistry registry) {
    return new DeviceFaults(registry);
  }

  @Produces
  @Singleton
  Hardware hardware(QuireConfig config, Model model, LayoutContract contract, DeviceFaults faults) {
    Range.check("the number of quire.devices", config.devices().size(), 1, MAX_DEVICES);
    return isSimulated(config)
        ? Hardware.simulated(
            config.devices().stream().map(DeviceId::parse).toList(), config.simulated(), model)
        : Hardware.real(config.devices(), onnx(config, model, contract, Precision.FP32), faults);
  }

  private static boolean isSimulated(QuireConfig config) {
    String engine = config.models().layout().engine();
    return switch (engine) {
      case "onnxruntime" -> false;
      case "simulated" -> true;
      default ->
          throw new IllegalArgumentException(
              "quire.models.layout.engine must be onnxruntime or simulated, not '%s'"
                  .formatted(engine));
    };
  }

  private static OnnxEngine onnx(
      QuireConfig config, Model model, LayoutContract contract, Precision precision) {
    return new OnnxEngine(
        new OnnxSettings(config).options(model, contract, maxSize(config, contract), precision));
  }

  @Produces
  @Singleton
  Gpus gpus(Hardware hardware) {
    return hardware.gpus();
  }

  @Produces
  @Singleton
  List<Device> devices(Hardware hardware) {
    return hardware.devices();
  }

  @Produces
  @Singleton
  GraphVariants variants(QuireConfig config) {
    return new GraphVariants(
        LayoutContract.OUTPUTS,
        Optional.of(LayoutContract.IMAGE),
        config
            .models()
            .cache()
            .map(folder -> GraphCache.in(Path.of(folder)))
            .orElseGet(GraphCache::inMemory));
  }

  /** Opens the model once, on the CPU, to see that its graph is what the descriptor says. */
  @Produces
  @Singleton
  LayoutContract contract(QuireConfig config, Model model, GraphVariants variants) {
    if (isSimulated(config)) {
      SimulatedLayout simulated = new SimulatedLayout(model.labels());
      return LayoutContract.check(model, simulated.inputs(), simulated.outputs());
    }
    Model graph = variants.of(model, Precision.FP32).model();
    try (Predictor predictor =
        new OnnxEngine(OnnxOptions.defaults()).open(graph, DeviceId.parse("cpu"))) {
      return LayoutContract.check(model, predictor.inputs(), predictor.outputs());
    }
  }

  @Produces
  @Singleton
  PrecisionGuard<PreparedPage, PageRows> guard(
      QuireConfig config,
      Hardware hardware,
      Model model,
      LayoutContract contract,
      GraphVariants variants,
      LayoutTask task) {
    PrecisionSetting setting =
        PrecisionSetting.parse(
            "quire.models.layout.precision", config.models().layout().precision());
    // TensorRT needs to be told of FP16; the run that it is compared with must not be
    OnnxEngine half = onnx(config, model, contract, Precision.FP16);
    return new PrecisionGuard<>(
        precision -> precision == Precision.FP16 ? half : hardware.engine(),
        model,
        variants,
        task,
        () ->
            new LayoutGolden(
                model, task, model.preprocessing().resolution(), new GoldenPages().encoded()),
        device -> setting.on(hardware.hasTensorCores(device)));
  }

  @Produces
  @Singleton
  LayoutTask task(QuireConfig config, Model model, LayoutContract contract) {
    ImageLimits limits =
        new ImageLimits(
            Range.check(
                "quire.images.max-pixels",
                config.images().maxPixels(),
                1,
                ImageLimits.PIXEL_CEILING),
            Range.check("quire.images.max-side", config.images().maxSide(), 1, 1 << 20),
            ImageLimits.defaults().minSide());
    return new LayoutTask(model, new ImageDecoder(limits), contract);
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
  Supervisor<PreparedPage, PageRows> supervisor(
      QuireConfig config,
      Vertx vertx,
      Model model,
      Hardware hardware,
      PrecisionGuard<PreparedPage, PageRows> guard,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      LayoutTask task,
      LayoutContract contract,
      PressureSettings pressure,
      DeviceFaults faults,
      MeterRegistry registry) {
    Supervisor<PreparedPage, PageRows> supervisor =
        new Supervisor<>(
            vertx,
            model.name(),
            hardware.devices(),
            queue,
            task,
            limits(config, contract),
            pressure::watch,
            device ->
                hardware.isReal()
                    ? guard.open(device.id())
                    : hardware.engine().open(model, device.id()),
            new BatchMetrics(registry, model.name()),
            settings(config, contract));
    faults.tell(supervisor);
    return supervisor;
  }

  @Produces
  @Singleton
  PressureSettings pressure(QuireConfig config, Model model, MeterRegistry registry) {
    return new PressureSettings(config, model, registry);
  }

  @Produces
  @Singleton
  MemorySampler sampler(
      QuireConfig config, Hardware hardware, Supervisor<PreparedPage, PageRows> supervisor) {
    return new MemorySampler(
        hardware.gpus(),
        supervisor,
        Range.check(
            "quire.memory.sample",
            config.memory().sample(),
            Duration.ofMillis(10),
            Duration.ofMinutes(1)));
  }

  void close(@Disposes MemorySampler sampler) {
    sampler.close();
  }

  private static AdaptiveBatchPolicy.Limits limits(QuireConfig config, LayoutContract contract) {
    Duration objective =
        Range.check(
            "quire.batch.objective",
            config.batch().objective(),
            Duration.ZERO,
            Duration.ofMinutes(10));
    return new AdaptiveBatchPolicy.Limits(
        maxSize(config, contract),
        Range.check("quire.batch.max-pixels", config.batch().maxPixels(), 1, Long.MAX_VALUE),
        objective.toNanos());
  }

  private static int maxSize(QuireConfig config, LayoutContract contract) {
    int maxSize = Range.check("quire.batch.max-size", config.batch().maxSize(), 1, 1024);
    return Math.min(maxSize, contract.maxBatch());
  }

  private static WorkerSettings settings(QuireConfig config, LayoutContract contract) {
    Duration calibration =
        Range.check(
            "quire.batch.calibration",
            config.batch().calibration(),
            Duration.ZERO,
            Duration.ofMinutes(10));
    QuireConfig.Watchdog settings = config.watchdog();
    Duration floor = watchdog("floor", settings.floor(), Duration.ZERO);
    Duration backoff = watchdog("backoff", settings.backoff(), Duration.ZERO);
    return new WorkerSettings(
        new WarmUp(maxSize(config, contract), calibration, System::nanoTime),
        new Watchdog(
            Range.check("quire.watchdog.multiple", settings.multiple(), 1, 1000),
            floor,
            watchdog("start", settings.start(), floor)),
        new Backoff(
            backoff,
            watchdog("longest-backoff", settings.longestBackoff(), backoff),
            Range.check("quire.watchdog.most-strikes", settings.mostStrikes(), 0, 1_000_000)),
        watchdog("probe-after", settings.probeAfter(), Duration.ofMillis(1)));
  }

  private static Duration watchdog(String name, Duration value, Duration least) {
    return Range.check("quire.watchdog." + name, value, least, Duration.ofHours(1));
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
      Model model, PageInference inference, CpuPool pool, MeterRegistry registry) {
    return new LayoutService(
        model,
        inference,
        new LayoutPostprocessor(model.labels()),
        pool,
        new StageMetrics(registry, model.name()));
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
