package dev.quire.worker;

import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceState;
import dev.quire.engine.Predictor;
import dev.quire.queue.TicketQueue;
import dev.quire.task.Task;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Keeps one worker per device at work for one model, and drains them at the end.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public final class Supervisor<P, R> implements Workers {

  private static final Logger LOG = Logger.getLogger(Supervisor.class);
  private static final Duration EXPIRY_SWEEP = Duration.ofMillis(100);
  private static final Duration CHECK = Duration.ofMillis(50);

  private final Vertx vertx;
  private final TicketQueue<P, Served<R>> queue;
  private final List<Device> devices;
  private final List<MemoryWatch> memories;
  private final List<DeviceKeeper<P, R>> keepers;
  private final List<Long> timers = new CopyOnWriteArrayList<>();

  /**
   * @param model the model's name, for threads and logs
   * @param limits what settings allow of a batch
   * @param memory how each device's memory is watched
   * @param opener opens the model on a device; called for each worker, on its thread
   */
  public Supervisor(
      Vertx vertx,
      String model,
      List<Device> devices,
      TicketQueue<P, Served<R>> queue,
      Task<P, R> task,
      AdaptiveBatchPolicy.Limits limits,
      Function<Device, MemoryWatch> memory,
      Function<Device, Predictor> opener,
      BatchListener listener,
      WorkerSettings settings) {
    this.vertx = vertx;
    this.queue = queue;
    this.devices = List.copyOf(devices);
    this.memories = devices.stream().map(memory).toList();
    List<DeviceKeeper<P, R>> all = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      MemoryWatch watch = memories.get(i);
      all.add(
          new DeviceKeeper<>(
              vertx,
              model,
              devices.get(i),
              queue,
              task,
              AdaptiveBatching.within(limits, watch.limit()),
              watch,
              opener,
              listener,
              settings));
    }
    this.keepers = List.copyOf(all);
  }

  @Override
  public List<WorkerStatus> status() {
    return keepers.stream().map(DeviceKeeper::status).toList();
  }

  /**
   * Starts the workers; blocks until every device has its model open and warmed up. If one does not
   * start, the others are stopped.
   *
   * @throws RuntimeException what kept a worker from starting
   */
  public void start() {
    List<Future<Void>> starting = keepers.stream().map(DeviceKeeper::deploy).toList();
    timers.add(vertx.setPeriodic(EXPIRY_SWEEP.toMillis(), ignored -> queue.expire()));
    timers.add(vertx.setPeriodic(CHECK.toMillis(), ignored -> check()));
    try {
      Future.all(starting).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      keepers.forEach(DeviceKeeper::stop);
      timers.forEach(vertx::cancelTimer);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /**
   * Reads every device's memory; enters drivers, so it is to be called off the event loop, about
   * once a second.
   */
  public void sampleMemory() {
    long now = System.nanoTime();
    for (int i = 0; i < memories.size(); i++) {
      MemoryWatch memory = memories.get(i);
      boolean wanted = memory.pressure().pressure().wantsArenaShrunk();
      memory.sample(now);
      if (!wanted && memory.pressure().pressure().wantsArenaShrunk()) {
        keepers.get(i).trim();
      }
    }
  }

  @Override
  public int pressureLevel() {
    int level = 0;
    for (int i = 0; i < memories.size(); i++) {
      if (devices.get(i).state().isServing()) {
        level = Math.max(level, memories.get(i).pressure().pressure().level());
      }
    }
    return level;
  }

  /** Takes a device out of service that was found broken from outside, until it passes a probe. */
  public void condemn(DeviceId id, String reason) {
    for (int i = 0; i < devices.size(); i++) {
      if (devices.get(i).id().equals(id)) {
        keepers.get(i).condemn(reason);
      }
    }
  }

  private void check() {
    long now = System.nanoTime();
    keepers.forEach(keeper -> keeper.check(now));
  }

  /** Takes no more work; what was admitted is still served. */
  public void drain() {
    devices.forEach(device -> device.on(DeviceState::drain));
    queue.close();
  }

  /** Ends as refused whatever has been admitted and has no answer yet; see {@link #drain}. */
  public void abandon() {
    int left = queue.abandon();
    if (left > 0) {
      LOG.warnf("The grace period ended before %d tickets were served", left);
    }
  }

  /**
   * Takes no more work, waits until what was admitted is served, and closes the predictors; blocks
   * for {@code grace} at most.
   */
  public void stop(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    drain();
    if (!await(queue.close(), end)) {
      abandon();
    }
    // A worker is undeployed after the batch it runs, so this waits for the runs in progress, too.
    List<Future<Void>> undeployments = keepers.stream().map(DeviceKeeper::stop).toList();
    if (!await(Future.join(undeployments).toCompletionStage(), end)) {
      LOG.warn("A batch still ran when the grace period ended");
    }
    timers.forEach(vertx::cancelTimer);
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
