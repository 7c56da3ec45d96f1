package dev.quire.worker;

import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.Bucket;
import dev.quire.batch.Pace;
import dev.quire.device.Device;
import dev.quire.device.DeviceState;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.Predictor;
import dev.quire.log.LogFields;
import dev.quire.queue.Next;
import dev.quire.queue.Puller;
import dev.quire.queue.TicketQueue;
import io.vertx.core.AbstractVerticle;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Owns one predictor on one device and drains the queue into it. Deployed with a worker thread of
 * its own, it never waits on that thread for work: the queue's signal or a timer brings it back.
 * When its device fails it tells its keeper and takes no more work.
 */
final class WorkerVerticle<P, R> extends AbstractVerticle implements Puller {

  private static final Logger LOG = Logger.getLogger(WorkerVerticle.class);

  private final Device device;
  private final TicketQueue<P, Served<R>> queue;
  private final AdaptiveBatching batching;
  private final MemoryWatch memory;
  private final Function<Device, Predictor> opener;
  private final Function<Predictor, BatchRunner<P, R>> runners;
  private final Consumer<BatchRunner<P, R>> warmUp;
  private final BiConsumer<WorkerVerticle<P, R>, RuntimeException> onFailure;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final Map<Bucket, Pace> paces = new ConcurrentHashMap<>();

  private volatile Predictor predictor;
  private volatile BatchRunner<P, R> runner;
  private volatile boolean stopped;
  private volatile long lastRunNanos;
  private long timer = -1;

  /**
   * @param opener opens the model; it runs on the worker's thread and may take its time
   * @param warmUp what the first runs are for
   * @param onFailure hears that this worker's device failed, from any thread
   */
  WorkerVerticle(
      Device device,
      TicketQueue<P, Served<R>> queue,
      AdaptiveBatching batching,
      MemoryWatch memory,
      Function<Device, Predictor> opener,
      Function<Predictor, BatchRunner<P, R>> runners,
      Consumer<BatchRunner<P, R>> warmUp,
      BiConsumer<WorkerVerticle<P, R>, RuntimeException> onFailure) {
    this.device = device;
    this.queue = queue;
    this.batching = batching;
    this.memory = memory;
    this.opener = opener;
    this.runners = runners;
    this.warmUp = warmUp;
    this.onFailure = onFailure;
  }

  @Override
  public void start() {
    predictor = opener.apply(device);
    if (stopped) {
      // given up meanwhile; another worker may be at work already
      return;
    }
    memory.opened();
    try {
      runner = runners.apply(predictor);
      warmUp.accept(runner);
      memory.warmedUp();
    } catch (RuntimeException | Error e) {
      // a verticle that did not start is not stopped either
      closeAfter(e);
      throw e;
    }
    lastRunNanos = System.nanoTime();
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

  /** The model is gone; a run under way hears of it by itself, and gives its tickets back. */
  private void lost(DeviceLostException cause) {
    if (flight() == null) {
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
  public Pace pace(Bucket bucket) {
    return paces.computeIfAbsent(bucket, batching::pace);
  }

  @Override
  public long nanos(Bucket bucket, int size) {
    return batching.nanos(bucket, size);
  }

  @Override
  public boolean fits(Bucket bucket) {
    return memory.fits(bucket);
  }

  @Override
  public long busyNanos() {
    Flight<P, R> flight = flight();
    if (flight == null) {
      return 0;
    }
    long expected = flight.startedNanos() + flight.predictedNanos();
    return Math.max(0, expected - System.nanoTime());
  }

  /** Whether its model is not open yet. */
  boolean isOpening() {
    return runner == null;
  }

  /** The run in progress, if there is one. */
  Flight<P, R> flight() {
    BatchRunner<P, R> current = runner;
    return current == null ? null : current.flight();
  }

  /**
   * Gives the tickets of a run that hangs back, and ends it where the engine can do that.
   *
   * @param first runs before that, unless the run has ended
   */
  boolean abandon(Flight<P, R> hung, RuntimeException cause, Runnable first) {
    boolean abandoned = runner.abandon(hung, cause, first);
    if (abandoned) {
      close();
    }
    return abandoned;
  }

  /**
   * Gives the tickets of the run in progress back and ends it; begins no other.
   *
   * @param first runs before that, if there is a run
   */
  void giveUp(RuntimeException cause, Runnable first) {
    quit();
    BatchRunner<P, R> current = runner;
    if (current != null && current.giveUp(cause, first)) {
      close();
    }
  }

  /** When the last run ended, on the system's clock. */
  long lastRunNanos() {
    return lastRunNanos;
  }

  /** Asks the engine to give back what it keeps between runs, with the next one. */
  void trim() {
    Predictor opened = predictor;
    if (opened != null) {
      opened.trim();
    }
  }

  /** Checks the device with a run of no meaning, unless there is work. */
  void probe() {
    context.runOnContext(
        ignored -> {
          if (!stopped && !awake.get()) {
            guarded(() -> runner.probe());
          }
        });
  }

  /** Runs one batch, then yields, so that a stop gets its turn under load. */
  private void work() {
    awake.set(false);
    if (stopped) {
      return;
    }
    Next<P, Served<R>> next = queue.poll(batching.policy());
    if (next instanceof Next.Batch<P, Served<R>> batch) {
      try {
        guarded(() -> serve(batch));
      } finally {
        wake();
      }
    } else if (next instanceof Next.Later<P, Served<R>> later) {
      // the latest decision counts: a worker that is woken often must not gather timers
      vertx.cancelTimer(timer);
      timer = vertx.setTimer(roundedUpMillis(later.nanos()), ignored -> wake());
    }
  }

  private void serve(Next.Batch<P, Served<R>> batch) {
    if (runner.run(batch)) {
      device.on(DeviceState::served);
    }
  }

  private void guarded(Runnable run) {
    try {
      run.run();
    } catch (BatchRunner.Abandoned e) {
      // the keeper may not have come so far, and nobody would watch the next run
      quit();
      LogFields.device(device.id().name())
          .around(
              () -> LOG.warnf("A run on %s that had been given up came to its end", device.id()));
    } catch (DeviceFailure e) {
      quit();
      onFailure.accept(this, e);
    } finally {
      lastRunNanos = System.nanoTime();
      paces.clear();
    }
  }

  private static long roundedUpMillis(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
  }
}
