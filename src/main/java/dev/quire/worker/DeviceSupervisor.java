package dev.quire.worker;

import dev.quire.device.Device;
import dev.quire.device.DeviceState;
import dev.quire.engine.DeviceLostException;
import dev.quire.log.LogFields;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps one device at work: deploys its worker, watches its runs, probes it when it is idle, and
 * when it fails quarantines it and deploys a new worker after the back-off, whose first run is the
 * probe. Thread-safe; no method blocks.
 */
final class DeviceSupervisor<P, R> {

  private static final Logger LOG = Logger.getLogger(DeviceSupervisor.class);

  /** Vert.x's own warning, also of opening a model; the watchdog is what acts. */
  private static final Duration SLOW_RUN = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final DeviceContext<P, R> context;
  private final String model;
  private final Device device;
  private final WorkerSettings settings;
  private final LogFields fields;

  private WorkerVerticle<P, R> worker;

  /** Of the worker: completes when it takes work. */
  private Promise<Void> ready;

  /** Of the worker, once it takes work. */
  private String deployment;

  private int deployed;
  private long deployedNanos;
  private boolean learned;
  private String lastError;

  /** When the first quarantine after the last failure is over. */
  private long rested;

  /** Completes when workers that failed, but do not hang, have closed their predictors. */
  private CompletableFuture<Void> left = CompletableFuture.completedFuture(null);

  /** Completes when the last worker has closed its predictor; null until then. */
  private Future<Void> stopped;

  DeviceSupervisor(Vertx vertx, DeviceContext<P, R> context) {
    this.vertx = vertx;
    this.context = context;
    this.model = context.model().name();
    this.device = context.device();
    this.settings = context.model().settings();
    this.fields = LogFields.model(model).on(device.id().name());
  }

  /** Deploys a worker; completes when it is warmed up and takes work. */
  synchronized Future<Void> deploy() {
    boolean measured = learned;
    WorkerVerticle<P, R> starting =
        new WorkerVerticle<>(
            context,
            open -> measured ? open.isolation().probe() : open.calibrator().calibrate(),
            this::failed);
    worker = starting;
    deployedNanos = System.nanoTime();
    ready = Promise.promise();
    DeploymentOptions options =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            // a pool of its own each time: the thread of a hung worker is not free any more
            .setWorkerPoolName("quire-%s-%s-%d".formatted(model, device.id(), ++deployed))
            .setWorkerPoolSize(1)
            .setMaxWorkerExecuteTime(SLOW_RUN.toMillis())
            .setMaxWorkerExecuteTimeUnit(TimeUnit.MILLISECONDS);
    vertx
        .deployVerticle(starting, options)
        .onSuccess(id -> started(starting, id))
        .onFailure(e -> failed(starting, e));
    return ready.future();
  }

  private synchronized void started(WorkerVerticle<P, R> started, String id) {
    if (started != worker) {
      vertx.undeploy(id);
      return;
    }
    if (stopped != null) {
      vertx.undeploy(id).onComplete(ready);
      return;
    }
    deployment = id;
    learned = true;
    device.on(DeviceState::started);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - deployedNanos);
    fields.around(
        () ->
            LOG.infof(
                "Model %s is ready on %s: opened and warmed up in %d ms",
                model, device.id(), millis));
    started.open();
    ready.tryComplete();
  }

  /**
   * Looks after the worker; called a few times a second. May end requests, so not for the event
   * loop.
   */
  void check(long nowNanos) {
    WorkerVerticle<P, R> watched;
    InFlightBatch<P, R> running;
    synchronized (this) {
      if (stopped != null) {
        return;
      }
      watched = worker;
      if (watched == null) {
        retry(nowNanos);
        return;
      }
      running = watched.inFlight();
      if (running == null || !running.isOverdue(nowNanos)) {
        running = null;
        checkIdle(nowNanos);
      }
    }
    if (running != null) {
      hung(watched, running);
    }
  }

  private void retry(long nowNanos) {
    if (mayRetry(nowNanos)) {
      device.on(DeviceState::retry);
      deploy();
    }
  }

  private void checkIdle(long nowNanos) {
    long start = settings.watchdog().start().toNanos();
    if (worker.isOpening() && nowNanos - deployedNanos > start) {
      failed(
          worker,
          new IllegalStateException(
              "its model was not open after %d ms"
                  .formatted(TimeUnit.NANOSECONDS.toMillis(start))));
    } else if (worker.inFlight() == null
        && deployment != null
        && nowNanos - worker.lastRunNanos() > settings.probeAfter().toNanos()) {
      worker.trim();
      worker.probe();
    }
  }

  /** Memory has become scarce: the engine is to free what it keeps between runs. */
  synchronized void trim() {
    if (worker != null && deployment != null) {
      worker.trim();
      worker.probe();
    }
  }

  /**
   * The device was found broken from outside; it is quarantined, whatever runs there. May end
   * requests, so not for the event loop.
   */
  void quarantine(String reason) {
    WorkerVerticle<P, R> quarantined;
    synchronized (this) {
      quarantined = worker;
    }
    if (quarantined == null) {
      return;
    }
    RuntimeException cause = new DeviceLostException(reason);
    quarantined.shutDown(cause, () -> failed(quarantined, cause, false));
    failed(quarantined, cause, false);
  }

  /** A draining device is not quarantined, but tried again while there is work left for it. */
  private boolean mayRetry(long nowNanos) {
    DeviceState state = device.state();
    boolean needed = state.kind() == DeviceState.Kind.DRAINING && context.queue().depth() > 0;
    return state.mayRetry(nowNanos) || needed && nowNanos - rested >= 0;
  }

  private void hung(WorkerVerticle<P, R> hanging, InFlightBatch<P, R> running) {
    long limit = TimeUnit.NANOSECONDS.toMillis(running.limitNanos());
    RuntimeException cause =
        new IllegalStateException("a run took longer than %d ms".formatted(limit));
    hanging.abandon(running, cause, () -> failed(hanging, cause, false));
  }

  private void failed(WorkerVerticle<P, R> who, Throwable cause) {
    failed(who, cause, true);
  }

  /**
   * @param returns whether its thread is known to come back, so that a stop may wait for it
   */
  private synchronized void failed(WorkerVerticle<P, R> who, Throwable cause, boolean returns) {
    if (who != worker) {
      return;
    }
    String reason = WorkOutcome.DeviceFailed.reason(cause);
    worker = null;
    who.quit();
    lastError = reason;
    if (deployment != null) {
      // a hung worker is undeployed, and its predictor closed, when its thread comes back
      vertx.undeploy(deployment);
      if (returns) {
        left = left.isDone() ? who.gone() : CompletableFuture.allOf(left, who.gone());
      }
      deployment = null;
    }
    long now = System.nanoTime();
    rested = now + settings.backoff().delayNanos(1);
    DeviceState state = device.on(s -> s.failed(reason, now, settings.backoff()));
    fields.around(
        () ->
            LOG.errorf(
                "Model %s failed on %s, which is now %s: %s",
                model, device.id(), state.kind().label(), reason));
    ready.tryFail(cause);
  }

  /** The device's facts for operators. */
  synchronized WorkerStatus status() {
    InFlightBatch<P, R> running = worker == null ? null : worker.inFlight();
    return new WorkerStatus(
        device,
        context.batching(),
        context.memory(),
        running == null ? 0 : Math.max(1, running.requests().running().size()),
        running == null
            ? Duration.ZERO
            : Duration.ofNanos(System.nanoTime() - running.startedNanos()),
        Math.max(0, deployed - 1),
        lastError);
  }

  /**
   * Undeploys the worker after the batch it runs, or as soon as it has started. Waits for workers
   * that failed, too, except for those that hang.
   */
  synchronized Future<Void> stop() {
    if (stopped == null) {
      Future<Void> others = Future.fromCompletionStage(left);
      stopped = worker == null ? others : Future.join(others, undeployed()).mapEmpty();
    }
    return stopped;
  }

  private Future<Void> undeployed() {
    return deployment == null ? ready.future().otherwiseEmpty() : vertx.undeploy(deployment);
  }
}
