package dev.quire.worker;

import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.Bucket;
import dev.quire.batch.ServiceRate;
import dev.quire.device.Device;
import dev.quire.device.DeviceState;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.Predictor;
import dev.quire.log.LogFields;
import dev.quire.queue.BatchConsumer;
import dev.quire.queue.PollResult;
import dev.quire.queue.RequestQueue;
import io.vertx.core.AbstractVerticle;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Owns one predictor on one device and drains the queue into it. Deployed with a worker thread of
 * its own, it never waits on that thread for work: the queue's signal or a timer resumes it. When
 * its device fails, it reports that and takes no more work.
 */
final class WorkerVerticle<P, R> extends AbstractVerticle implements BatchConsumer {

  private static final Logger LOG = Logger.getLogger(WorkerVerticle.class);

  private final DeviceContext<P, R> deviceContext;
  private final Device device;
  private final RequestQueue<P, Served<R>> queue;
  private final AdaptiveBatching batching;
  private final Function<OpenModel<P, R>, WorkOutcome> firstRuns;
  private final BiConsumer<WorkerVerticle<P, R>, Throwable> onFailure;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final Map<Bucket, ServiceRate> paces = new ConcurrentHashMap<>();

  private volatile Predictor predictor;
  private volatile OpenModel<P, R> model;
  private volatile boolean stopped;
  private volatile long lastRunNanos;
  private long timer = -1;

  /**
   * @param firstRuns runs before the worker takes work; unless it is done, the start fails
   * @param onFailure called when this worker's device has failed, from any thread
   */
  WorkerVerticle(
      DeviceContext<P, R> deviceContext,
      Function<OpenModel<P, R>, WorkOutcome> firstRuns,
      BiConsumer<WorkerVerticle<P, R>, Throwable> onFailure) {
    this.deviceContext = deviceContext;
    this.device = deviceContext.device();
    this.queue = deviceContext.queue();
    this.batching = deviceContext.batching();
    this.firstRuns = firstRuns;
    this.onFailure = onFailure;
  }

  @Override
  public void start() {
    predictor = deviceContext.model().opener().apply(device);
    if (stopped) {
      // its supervisor waits no more for it; another worker may be at work already
      return;
    }
    deviceContext.memory().opened();
    try {
      model = OpenModel.of(deviceContext, predictor, System::nanoTime);
      requireDone(firstRuns.apply(model));
      deviceContext.memory().warmedUp();
    } catch (RuntimeException | Error e) {
      // a verticle that did not start is not stopped either
      closeAfter(e);
      throw e;
    }
    lastRunNanos = System.nanoTime();
  }

  /** A deployment fails by an exception only. */
  private static void requireDone(WorkOutcome outcome) {
    if (outcome instanceof WorkOutcome.DeviceFailed failed) {
      if (failed.cause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failed.cause();
    }
    if (outcome instanceof WorkOutcome.Abandoned) {
      throw new IllegalStateException("A run was abandoned while the worker started");
    }
  }

  private void closeAfter(Throwable cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Begins to take work. */
  void open() {
    predictor.whenLost(this::lost);
    queue.join(this);
    wake();
  }

  /** The model is gone; a run in progress fails by itself, and its requests are requeued. */
  private void lost(DeviceLostException cause) {
    if (inFlight() == null) {
      quit();
      onFailure.accept(this, cause);
    }
  }

  /** Takes no more work; the run in progress goes on. */
  void quit() {
    stopped = true;
    queue.leave(this);
  }

  @Override
  public void stop() {
    quit();
    try {
      close();
    } finally {
      gone.complete(null);
    }
  }

  /** Completes on this worker's thread when it has been undeployed and its predictor is closed. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  private void close() {
    Predictor opened = predictor;
    if (opened != null && closed.compareAndSet(false, true)) {
      opened.close();
    }
  }

  @Override
  public void wake() {
    if (awake.compareAndSet(false, true)) {
      try {
        context.runOnContext(ignored -> work());
      } catch (RejectedExecutionException e) {
        LOG.debugf("%s was woken after its end", device.id());
      }
    }
  }

  @Override
  public ServiceRate pace(Bucket bucket) {
    return paces.computeIfAbsent(bucket, batching::pace);
  }

  @Override
  public long nanos(Bucket bucket, int size) {
    return batching.nanos(bucket, size);
  }

  @Override
  public boolean fits(Bucket bucket) {
    return deviceContext.memory().fits(bucket);
  }

  @Override
  public long busyNanos() {
    InFlightBatch<P, R> running = inFlight();
    if (running == null) {
      return 0;
    }
    long expected = running.startedNanos() + running.predictedNanos();
    return Math.max(0, expected - System.nanoTime());
  }

  /** Whether its model is not open yet. */
  boolean isOpening() {
    return model == null;
  }

  /** The run in progress; null if there is none. */
  InFlightBatch<P, R> inFlight() {
    OpenModel<P, R> open = model;
    return open == null ? null : open.executor().inFlight();
  }

  /**
   * Requeues the requests of a run that hangs, and ends the run where the engine can do that.
   *
   * @param first runs before that, unless the run has ended
   */
  boolean abandon(InFlightBatch<P, R> hung, RuntimeException cause, Runnable first) {
    boolean abandoned = model.executor().abandon(hung, cause, first);
    if (abandoned) {
      close();
    }
    return abandoned;
  }

  /**
   * Requeues the requests of the run in progress and ends it; begins no other.
   *
   * @param first runs before that, if there is a run
   */
  void shutDown(RuntimeException cause, Runnable first) {
    quit();
    OpenModel<P, R> open = model;
    if (open != null && open.executor().shutDown(cause, first)) {
      close();
    }
  }

  /** When the last run ended, on the system's clock. */
  long lastRunNanos() {
    return lastRunNanos;
  }

  /** Asks the engine to free the memory that it keeps between runs, with the next run. */
  void trim() {
    Predictor opened = predictor;
    if (opened != null) {
      opened.trim();
    }
  }

  /** Checks the device with a blank item, unless there is work. */
  void probe() {
    context.runOnContext(
        ignored -> {
          if (!stopped && !awake.get()) {
            perform(model.isolation()::probe);
          }
        });
  }

  /** Runs one batch, then yields, so that a stop gets its turn under load. */
  private void work() {
    awake.set(false);
    if (stopped) {
      return;
    }
    PollResult<P, Served<R>> next = queue.poll(batching.policy());
    if (next instanceof PollResult.Batch<P, Served<R>> batch) {
      try {
        perform(() -> model.isolation().serve(batch));
      } finally {
        wake();
      }
    } else if (next instanceof PollResult.Later<P, Served<R>> later) {
      // the latest decision counts: a worker that is woken often must not gather timers
      vertx.cancelTimer(timer);
      timer = vertx.setTimer(roundedUpMillis(later.nanos()), ignored -> wake());
    }
  }

  private void perform(Supplier<WorkOutcome> work) {
    try {
      handle(work.get());
    } finally {
      lastRunNanos = System.nanoTime();
      paces.clear();
    }
  }

  private void handle(WorkOutcome outcome) {
    if (outcome instanceof WorkOutcome.Done done) {
      if (done.served()) {
        device.on(DeviceState::served);
      }
    } else if (outcome instanceof WorkOutcome.DeviceFailed failed) {
      quit();
      onFailure.accept(this, failed.cause());
    } else {
      // the supervisor may not have come so far, and the watchdog would not see the next run
      quit();
      LogFields.device(device.id().name())
          .around(() -> LOG.warnf("A run on %s that had been abandoned has ended", device.id()));
    }
  }

  private static long roundedUpMillis(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
  }
}
