package dev.quire.app;

import dev.quire.ops.BatchMetrics;
import dev.quire.queue.RequestQueue;
import dev.quire.serving.ServedModel;
import dev.quire.trace.Traces;
import dev.quire.worker.ModelContext;
import dev.quire.worker.ModelSupervisor;
import dev.quire.worker.Served;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/**
 * Makes of a registration what serves it: a queue with its metrics, a worker for each device, and
 * what operators see. The same for every task.
 */
final class ModelRuntimes {

  private final Vertx vertx;
  private final QuireConfig config;
  private final Hardware hardware;
  private final ModelEngines engines;
  private final Queues queues;
  private final Observers observers;

  /** Where the models' batches are recorded. */
  record Observers(MeterRegistry registry, Traces traces) {}

  ModelRuntimes(
      Vertx vertx,
      QuireConfig config,
      Hardware hardware,
      ModelEngines engines,
      Queues queues,
      Observers observers) {
    this.vertx = vertx;
    this.config = config;
    this.hardware = hardware;
    this.engines = engines;
    this.queues = queues;
    this.observers = observers;
  }

  /**
   * Makes a model's runtime; its workers are yet to be started.
   *
   * @throws IllegalArgumentException if a setting is out of range, or a device is not there
   */
  <P, R> ModelRuntime<P, R> create(ModelRegistration<P, R> model, Placement placement) {
    String name = model.files().name();
    ModelRegistration.Limits limits = model.limits();
    RequestQueue<P, Served<R>> queue = queues.open(name, model.name(), limits.waiting());
    ModelAccess access = engines.access(model, placement);
    ModelContext<P, R> context =
        new ModelContext<>(
            name,
            queue,
            model.steps().task(),
            device -> access.opener().open(device.id()),
            observers.traces().batches(name, new BatchMetrics(observers.registry(), name)),
            limits.batches().worker());
    PressureSettings pressure =
        new PressureSettings(config, name, limits.ladder(), observers.registry());
    ModelSupervisor<P, R> workers =
        new ModelSupervisor<>(
            vertx,
            context,
            hardware.devices(name, placement.devices()),
            limits.batches().limits(),
            pressure::watch);
    ServedModel served =
        new ServedModel(name, model.name(), workers, queue, access.precisions(), limits.ladder());
    return new ModelRuntime<>(
        served, queue, workers, access.opener(), queues.outcomes(name, model.name()));
  }
}
