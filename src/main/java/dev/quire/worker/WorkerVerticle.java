package dev.quire.worker;

import dev.quire.batch.BatchPolicy;
import dev.quire.device.Device;
import dev.quire.device.DeviceState;
import dev.quire.engine.Predictor;
import dev.quire.queue.Next;
import dev.quire.queue.TicketQueue;
import dev.quire.task.Task;
import io.vertx.core.AbstractVerticle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Owns one predictor on one device and drains the queue into it. Deployed with a worker thread of
 * its own, it never waits on that thread for work: the queue's signal or a timer brings it back.
 */
final class WorkerVerticle<P, R> extends AbstractVerticle {

  private static final Logger LOG = Logger.getLogger(WorkerVerticle.class);

  private final Device device;
  private final TicketQueue<P, Served<R>> queue;
  private final Task<P, R> task;
  private final BatchPolicy policy;
  private final Function<Device, Predictor> opener;
  private final BatchListener listener;
  private final Runnable signal = this::wake;
  private final AtomicBoolean awake = new AtomicBoolean();

  private Predictor predictor;
  private BatchRunner<P, R> runner;
  private boolean stopped;

  /** {@code opener} opens the model; it runs on the worker's thread and may take its time. */
  WorkerVerticle(
      Device device,
      TicketQueue<P, Served<R>> queue,
      Task<P, R> task,
      BatchPolicy policy,
      Function<Device, Predictor> opener,
      BatchListener listener) {
    this.device = device;
    this.queue = queue;
    this.task = task;
    this.policy = policy;
    this.opener = opener;
    this.listener = listener;
  }

  @Override
  public void start() {
    predictor = opener.apply(device);
    runner = new BatchRunner<>(queue, task, predictor, device.id(), listener, System::nanoTime);
    long started = System.nanoTime();
    runner.warmUp();
    LOG.infof(
        "%s is ready: warmed up in %d ms",
        device.id(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    queue.onSignal(signal);
    device.become(DeviceState.READY);
    wake();
  }

  @Override
  public void stop() {
    queue.removeSignal(signal);
    stopped = true;
    if (predictor != null) {
      predictor.close();
    }
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      context.runOnContext(ignored -> work());
    }
  }

  /** Runs one batch, then yields, so that a stop gets its turn under load. */
  private void work() {
    awake.set(false);
    if (stopped || device.state() == DeviceState.LOST) {
      return;
    }
    Next<P, Served<R>> next = queue.poll(policy);
    if (next instanceof Next.Batch<P, Served<R>> batch) {
      try {
        runner.run(batch.tickets());
      } catch (Error e) {
        device.become(DeviceState.LOST);
        throw e;
      }
      wake();
    } else if (next instanceof Next.Later<P, Served<R>> later) {
      vertx.setTimer(roundedUpMillis(later.nanos()), ignored -> wake());
    }
  }

  private static long roundedUpMillis(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
  }
}
