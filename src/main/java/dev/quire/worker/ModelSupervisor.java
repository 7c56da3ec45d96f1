package dev.quire.worker;

import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceState;
import dev.quire.device.DeviceState.Kind;
import dev.quire.fatal.RecurringTask;
import dev.quire.queue.RequestRefusedException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
public final class ModelSupervisor<P, R> implements Workers {

  private static final Logger LOG = Logger.getLogger(ModelSupervisor.class);
  private static final Duration EXPIRY_SWEEP = Duration.ofMillis(100);
  private static final Duration CHECK = Duration.ofMillis(50);

  private final ModelContext<P, R> model;
  private final List<Device> devices;
  private final List<DeviceMemoryTracker> memories;
  private final List<DeviceSupervisor<P, R>> supervisors;

  /** Checks the devices, away from the event loop: that may end many requests. */
  private final ScheduledExecutorService chores;

  /** Whether it is known that no device will ever serve again. Only the chores' thread sets it. */
  private volatile boolean lost;

  /**
   * @param devices where the model is to run
   * @param limits what settings allow of a batch
   * @param memory how each device's memory is watched
   */
  public ModelSupervisor(
      Vertx vertx,
      ModelContext<P, R> model,
      List<Device> devices,
      AdaptiveBatchPolicy.Limits limits,
      Function<Device, DeviceMemoryTracker> memory) {
    this.model = model;
    this.chores = Executors.newSingleThreadScheduledExecutor(work -> thread(model.name(), work));
    this.devices = List.copyOf(devices);
    List<DeviceContext<P, R>> contexts =
        devices.stream().map(device -> context(model, device, limits, memory)).toList();
    this.memories = contexts.stream().map(DeviceContext::memory).toList();
    this.supervisors =
        contexts.stream().map(context -> new DeviceSupervisor<>(vertx, context)).toList();
  }

  private static <P, R> DeviceContext<P, R> context(
      ModelContext<P, R> model,
      Device device,
      AdaptiveBatchPolicy.Limits limits,
      Function<Device, DeviceMemoryTracker> memory) {
    DeviceMemoryTracker watch = memory.apply(device);
    return new DeviceContext<>(
        model, device, AdaptiveBatching.within(limits, watch.limit()), watch);
  }

  @Override
  public List<WorkerStatus> status() {
    return supervisors.stream().map(DeviceSupervisor::status).toList();
  }

  /**
   * Starts the workers; blocks until every device either has its model open and warmed up or has
   * failed at that. One that failed is quarantined and tried again, as it would be later, while
   * another serves; if none does, all are stopped.
   *
   * @throws RuntimeException what kept the first worker from starting, with what kept the others as
   *     suppressed exceptions
   */
  public void start() {
    List<Future<Void>> starting = supervisors.stream().map(DeviceSupervisor::deploy).toList();
    every(EXPIRY_SWEEP, model.queue()::expire);
    every(CHECK, this::check);
    Future.join(starting).otherwiseEmpty().toCompletionStage().toCompletableFuture().join();
    long serving = devices.stream().filter(device -> device.state().isServing()).count();
    if (serving == 0) {
      supervisors.forEach(DeviceSupervisor::stop);
      chores.shutdown();
      throw failure(starting);
    }
    if (serving < devices.size()) {
      LOG.warnf(
          "Model %s starts on %d of %d devices; the others are tried again",
          model.name(), serving, devices.size());
    }
  }

  private static RuntimeException failure(List<Future<Void>> starting) {
    List<Throwable> causes =
        starting.stream().filter(Future::failed).map(Future::cause).distinct().toList();
    if (causes.isEmpty()) {
      return new IllegalStateException("No device serves any more");
    }
    RuntimeException first =
        causes.get(0) instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(causes.get(0));
    causes.stream().skip(1).filter(other -> other != first).forEach(first::addSuppressed);
    return first;
  }

  private static Thread thread(String model, Runnable work) {
    Thread thread = new Thread(work, "quire-%s-chores".formatted(model));
    thread.setDaemon(true);
    return thread;
  }

  private void every(Duration pause, Runnable work) {
    chores.scheduleWithFixedDelay(
        new RecurringTask(() -> lookAfter(work)),
        pause.toMillis(),
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void lookAfter(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "Model %s: its devices could not be looked after this time", model.name());
    }
  }

  /**
   * Reads every device's memory; enters drivers, so it is to be called off the event loop, about
   * once a second.
   */
  public void sampleMemory() {
    long now = System.nanoTime();
    for (int i = 0; i < memories.size(); i++) {
      DeviceMemoryTracker memory = memories.get(i);
      boolean wanted = memory.pressure().pressure().wantsArenaShrunk();
      memory.sample(now);
      if (!wanted && memory.pressure().pressure().wantsArenaShrunk()) {
        supervisors.get(i).trim();
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
  public void quarantine(DeviceId id, String reason) {
    for (int i = 0; i < devices.size(); i++) {
      if (devices.get(i).id().equals(id)) {
        supervisors.get(i).quarantine(reason);
      }
    }
  }

  private void check() {
    long now = System.nanoTime();
    supervisors.forEach(supervisor -> supervisor.check(now));
    if (!lost && devices.stream().allMatch(device -> device.state().kind() == Kind.LOST)) {
      lost = true;
      int left = model.queue().abandon(Reason.NO_DEVICE);
      LOG.errorf(
          "Model %s has lost all its devices for good: %d requests are refused, and so is all that"
              + " comes",
          model.name(), left);
    }
  }

  /** Takes no more work; what was admitted is still served. */
  public void drain() {
    devices.forEach(device -> device.on(DeviceState::drain));
    model.queue().close();
  }

  /** Ends as refused whatever has been admitted and has no answer yet; see {@link #drain}. */
  public void abandon() {
    int left = model.queue().abandon();
    if (left > 0) {
      LOG.warnf("The grace period ended before %d requests were served", left);
    }
  }

  /**
   * Takes no more work, waits until what was admitted is served, and closes the predictors; blocks
   * for {@code grace} at most.
   */
  public void stop(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    drain();
    if (!await(model.queue().close(), end)) {
      abandon();
    }
    // A worker is undeployed after the batch it runs, so this waits for the runs in progress, too.
    List<Future<Void>> undeployments = supervisors.stream().map(DeviceSupervisor::stop).toList();
    if (!await(Future.join(undeployments).toCompletionStage(), end)) {
      LOG.warn("A batch still ran when the grace period ended");
    }
    chores.shutdown();
  }

  private static boolean await(CompletionStage<?> stage, long endNanos) {
    try {
      stage.toCompletableFuture().get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      LOG.errorf(e.getCause(), "A worker did not stop cleanly");
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
