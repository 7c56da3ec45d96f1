package dev.quire.app;

import dev.quire.api.CpuPool;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.layout.StageMetrics;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.HostMemory;
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
import dev.quire.queue.TicketQueue;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Served;
import dev.quire.worker.Supervisor;
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
  Engine engine(QuireConfig config) {
    String name = config.models().layout().engine();
    int threads =
        Range.check("quire.models.layout.threads", config.models().layout().threads(), 0, 1024);
    if (!name.equals("onnxruntime")) {
      throw new IllegalArgumentException(
          "quire.models.layout.engine must be onnxruntime, not '" + name + "'");
    }
    return new OnnxEngine(new OnnxOptions(threads, OnnxOptions.defaults().spinning()));
  }

  @Produces
  @Singleton
  List<Device> devices(QuireConfig config) {
    Range.check("the number of quire.devices", config.devices().size(), 1, MAX_DEVICES);
    return config.devices().stream()
        .map(name -> new Device(DeviceId.parse(name), new HostMemory()))
        .toList();
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
                "quire.queue.bytes", config.queue().bytes().asLongValue(), 1, Long.MAX_VALUE));
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
        policy(config, contract),
        device -> engine.open(model, device.id()),
        new BatchMetrics(registry, model.name()));
  }

  private static BatchPolicy policy(QuireConfig config, LayoutContract contract) {
    int maxSize = Range.check("quire.batch.max-size", config.batch().maxSize(), 1, 1024);
    Duration maxDelay =
        Range.check(
            "quire.batch.max-delay",
            config.batch().maxDelay(),
            Duration.ZERO,
            Duration.ofSeconds(10));
    return new FixedBatchPolicy(Math.min(maxSize, contract.maxBatch()), maxDelay.toNanos());
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
  LayoutService service(
      QuireConfig config,
      Model model,
      LayoutTask task,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      CpuPool pool,
      MeterRegistry registry) {
    Duration timeout =
        Range.check(
            "quire.queue.timeout",
            config.queue().timeout(),
            Duration.ofMillis(1),
            Duration.ofHours(1));
    return new LayoutService(
        model,
        task,
        new LayoutPostprocessor(model.labels()),
        queue,
        pool,
        timeout,
        new StageMetrics(registry, model.name()));
  }
}
