package dev.quire.worker;

import dev.quire.batch.BatchPolicy;
import dev.quire.device.Device;
import dev.quire.device.DeviceState;
import dev.quire.engine.Predictor;
import dev.quire.queue.TicketQueue;
import dev.quire.task.Task;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Deploys one worker per device for one model, and drains them at the end.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public final class Supervisor<P, R> {

  private static final Logger LOG = Logger.getLogger(Supervisor.class);
  private static final Duration EXPIRY_SWEEP = Duration.ofMillis(100);

  /** A first run compiles kernels and a large page takes its time; longer is worth a warning. */
  private static final Duration SLOW_RUN = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final String model;
  private final List<Device> devices;
  private final TicketQueue<P, Served<R>> queue;
  private final Task<P, R> task;
  private final BatchPolicy policy;
  private final Function<Device, Predictor> opener;
  private final BatchListener listener;

  private List<String> deployments = List.of();

  /**
   * @param model the model's name, for threads and logs
   * @param opener opens the model on a device; called once per worker, on its thread
   */
  public Supervisor(
      Vertx vertx,
      String model,
      List<Device> devices,
      TicketQueue<P, Served<R>> queue,
      Task<P, R> task,
      BatchPolicy policy,
      Function<Device, Predictor> opener,
      BatchListener listener) {
    this.vertx = vertx;
    this.model = model;
    this.devices = List.copyOf(devices);
    this.queue = queue;
    this.task = task;
    this.policy = policy;
    this.opener = opener;
    this.listener = listener;
  }

  public List<Device> devices() {
    return devices;
  }

  /**
   * Starts the workers; blocks until every device has its model open and warmed up.
   *
   * @throws RuntimeException what kept a worker from starting
   */
  public void start() {
    vertx.setPeriodic(EXPIRY_SWEEP.toMillis(), ignored -> queue.expire());
    List<Future<String>> starting = devices.stream().map(this::deploy).toList();
    try {
      Future.all(starting).toCompletionStage().toCompletableFuture().join();
      deployments = starting.stream().map(Future::result).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Future<String> deploy(Device device) {
    WorkerVerticle<P, R> worker =
        new WorkerVerticle<>(device, queue, task, policy, opener, listener);
    DeploymentOptions options =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setWorkerPoolName("quire-" + model + "-" + device.id())
            .setWorkerPoolSize(1)
            .setMaxWorkerExecuteTime(SLOW_RUN.toMillis())
            .setMaxWorkerExecuteTimeUnit(TimeUnit.MILLISECONDS);
    return vertx.deployVerticle(worker, options);
  }

  /**
   * Takes no more work, waits until what waits is served, and closes the predictors; blocks for
   * {@code grace} at most.
   */
  public void stop(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    devices.forEach(device -> device.become(DeviceState.DRAINING));
    if (!await(queue.close(), end)) {
      LOG.warnf("%d tickets still waited when the grace period ended", queue.depth());
    }
    // A worker is undeployed after the batch it runs, so this waits for the runs in progress, too.
    List<Future<Void>> undeployments = deployments.stream().map(vertx::undeploy).toList();
    if (!await(Future.all(undeployments).toCompletionStage(), end)) {
      LOG.warn("A batch still ran when the grace period ended");
    }
  }

  private static boolean await(CompletionStage<?> stage, long endNanos) {
    try {
      stage.toCompletableFuture().get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A worker did not stop cleanly", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
