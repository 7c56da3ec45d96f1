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
import dev.quire.engine.Engine;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import dev.quire.ops.BatchMetrics;
import dev.quire.ops.QueueMetrics;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.QueueSnapshot;
import dev.quire.queue.TicketQueue;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
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
import java.time.Duration;
import java.util.List;

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
  Hardware hardware(QuireConfig config, Model model) {
    Range.check("the number of quire.devices", config.devices().size(), 1, MAX_DEVICES);
    List<DeviceId> ids = config.devices().stream().map(DeviceId::parse).toList();
    return switch (config.models().layout().engine()) {
      case "onnxruntime" -> Hardware.real(ids, onnx(config));
      case "simulated" -> Hardware.simulated(ids, config.simulated(), model);
      default ->
          throw new IllegalArgumentException(
              "quire.models.layout.engine must be onnxruntime or simulated, not '"
                  + config.models().layout().engine()
                  + "'");
    };
  }

  private static Engine onnx(QuireConfig config) {
    int threads =
        Range.check("quire.models.layout.threads", config.models().layout().threads(), 0, 1024);
    return new OnnxEngine(new OnnxOptions(threads, OnnxOptions.defaults().spinning()));
  }

  @Produces
  @Singleton
  Engine engine(Hardware hardware) {
    return hardware.engine();
  }

  @Produces
  @Singleton
  List<Device> devices(Hardware hardware) {
    return hardware.devices();
  }

  /** Opens the model once to see that its graph is what the descriptor says. */
  @Produces
  @Singleton
  LayoutContract contract(Engine engine, Model model, List<Device> devices) {
    try (Predictor predictor = engine.open(model, devices.get(0).id())) {
      return LayoutContract.check(model, predictor.inputs(), predictor.outputs());
    }
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
      Engine engine,
      List<Device> devices,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      LayoutTask task,
      LayoutContract contract,
      MeterRegistry registry) {
    return new Supervisor<>(
        vertx,
        model.name(),
        devices,
        queue,
        task,
        limits(config, contract),
        device -> engine.open(model, device.id()),
        new BatchMetrics(registry, model.name()),
        settings(config, contract));
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
    return new PageInference(task, model.preprocessing().resolution(), queue, pool, limits);
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
      TicketQueue<PreparedPage, Served<PageRows>> queue) {
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
