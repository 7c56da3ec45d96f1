package dev.quire.worker;

import dev.quire.batch.Bucket;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.RunPermit;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.TraceContext;
import dev.quire.task.Task;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Runs items on one predictor, one run at a time, and reports how each run ended. A run can be
 * abandoned meanwhile; its requests are then requeued exactly once, and its results are dropped.
 *
 * <p>One thread, the worker's, executes; any thread may {@link #abandon} or {@link #shutDown}.
 */
final class BatchExecutor<P, R> {

  private static final Logger LOG = Logger.getLogger(BatchExecutor.class);

  private final DeviceContext<P, R> context;
  private final Task<P, R> task;
  private final Predictor predictor;
  private final Requeue<P, R> requeue;
  private final LongSupplier nanoClock;
  private final AtomicReference<InFlightBatch<P, R>> inFlight = new AtomicReference<>();

  /** Only the worker's thread assembles, one batch at a time. */
  private final Tensors tensors;

  /** Why no run may begin any more; null while they may. */
  private volatile RuntimeException shutDown;

  /** Until then runs may compile kernels, whatever is known of the device's times. */
  private boolean warm;

  /**
   * @param predictor the model, opened on the context's device
   * @param nanoClock a monotonic clock in nanoseconds
   */
  BatchExecutor(DeviceContext<P, R> context, Predictor predictor, LongSupplier nanoClock) {
    this.context = context;
    this.task = context.task();
    this.predictor = predictor;
    this.tensors = predictor.tensors();
    this.requeue = new Requeue<>(context.queue(), context.id());
    this.nanoClock = nanoClock;
  }

  /** From now on the watchdog goes by the measured latencies. */
  void warmedUp() {
    warm = true;
  }

  /** What the predictor computes in. */
  Precision precision() {
    return predictor.precision();
  }

  /**
   * Runs items of one bucket, at least one.
   *
   * @param requests the requests that depend on the run
   */
  RunOutcome<R> execute(List<P> items, Bucket bucket, RunRequests<P, R> requests) {
    RunPermit permit = predictor.permit();
    try {
      return execute(items, bucket, requests, permit);
    } finally {
      permit.release();
    }
  }

  private RunOutcome<R> execute(
      List<P> items, Bucket bucket, RunRequests<P, R> requests, RunPermit permit) {
    InFlightBatch<P, R> current = begin(bucket, items.size(), requests, permit);
    RuntimeException reason = shutDown;
    if (reason != null) {
      abandon(current, reason, false, () -> {});
      return new RunOutcome.Abandoned<>();
    }
    List<R> results = List.of();
    Throwable thrown = null;
    try {
      current.begun().set(true);
      results = results(items);
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    if (!inFlight.compareAndSet(current, null)) {
      return new RunOutcome.Abandoned<>();
    }
    long nanos = nanoClock.getAsLong() - current.startedNanos();
    Optional<TraceContext> trace = recorded(current, nanos, Optional.ofNullable(thrown));
    return thrown == null
        ? new RunOutcome.Completed<>(results, current.startedNanos(), nanos, trace)
        : RunOutcome.of(thrown);
  }

  /** Whatever becomes of the record, the results are the requests'. */
  private Optional<TraceContext> recorded(
      InFlightBatch<P, R> run, long nanos, Optional<Throwable> failure) {
    try {
      return traced(run, nanos, failure);
    } catch (RuntimeException e) {
      LOG.warnf(e, "A run of %s could not be recorded", context.model().name());
      return Optional.empty();
    }
  }

  private InFlightBatch<P, R> begin(
      Bucket bucket, int size, RunRequests<P, R> requests, RunPermit permit) {
    long started = nanoClock.getAsLong();
    long predicted = context.batching().table().nanos(bucket, size);
    long limit = context.model().settings().watchdog().limitNanos(warm ? predicted : 0);
    InFlightBatch<P, R> current =
        new InFlightBatch<>(requests, permit, started, predicted, limit, new AtomicBoolean());
    inFlight.set(current);
    return current;
  }

  private List<R> results(List<P> items) {
    List<R> results =
        task.split(predictor.run(task.assemble(items, tensors), task.outputs()), items);
    if (results.size() != items.size()) {
      throw new IllegalStateException(
          "%d items have %d results".formatted(items.size(), results.size()));
    }
    return results;
  }

  /** The run in progress; null if there is none. */
  InFlightBatch<P, R> inFlight() {
    return inFlight.get();
  }

  /**
   * Requeues the requests of a run that hangs; when its thread returns, its outcome is {@link
   * RunOutcome.Abandoned}.
   *
   * @param first runs before any request is requeued, unless the run had ended
   * @return whether the run was still in progress
   */
  boolean abandon(InFlightBatch<P, R> hung, RuntimeException cause, Runnable first) {
    return abandon(hung, cause, hung.requests().isProved(), first);
  }

  /**
   * Abandons the run in progress, if there is one, and lets no other begin.
   *
   * @param first runs before any request is requeued, if there is a run
   * @return whether there was one
   */
  boolean shutDown(RuntimeException cause, Runnable first) {
    shutDown = cause;
    InFlightBatch<P, R> current = inFlight.get();
    return current != null && abandon(current, cause, false, first);
  }

  private boolean abandon(
      InFlightBatch<P, R> abandoned, RuntimeException cause, boolean proved, Runnable first) {
    if (!inFlight.compareAndSet(abandoned, null)) {
      return false;
    }
    // others may run meanwhile, its replacement among them
    abandoned.permit().release();
    first.run();
    traced(abandoned, nanoClock.getAsLong() - abandoned.startedNanos(), Optional.of(cause));
    if (abandoned.begun().get()) {
      requeue.duringRun(abandoned.requests(), cause, proved);
    } else {
      requeue.beforeRun(abandoned.requests());
    }
    return true;
  }

  private Optional<TraceContext> traced(
      InFlightBatch<P, R> ended, long nanos, Optional<Throwable> failure) {
    List<InferenceRequest<P, Served<R>>> requests = ended.requests().running();
    if (ended.requests().isProbe() || requests.stream().allMatch(t -> t.trace().isEmpty())) {
      return Optional.empty();
    }
    return context
        .model()
        .listener()
        .traced(
            new BatchAttempt(
                context.id(),
                requests.get(0).bucket(),
                requests.size(),
                predictor.precision(),
                ended.startedNanos(),
                nanos,
                requests.stream().flatMap(request -> request.trace().stream()).toList(),
                failure));
  }
}
