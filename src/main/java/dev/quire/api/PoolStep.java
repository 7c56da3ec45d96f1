package dev.quire.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A step on a thread of the {@link CpuExecutor} and who waits for it. It is begun at most once, and
 * not after it has been cancelled. Thread-safe.
 */
final class PoolStep<T> {

  private static final Cancellable CANCELLED = () -> {};

  private final UniEmitter<? super T> emitter;
  private final AtomicReference<Supplier<Uni<T>>> step;
  private final AtomicReference<Cancellable> goingOn = new AtomicReference<>();

  PoolStep(Supplier<Uni<T>> step, UniEmitter<? super T> emitter) {
    this.step = new AtomicReference<>(step);
    this.emitter = emitter;
  }

  void run() {
    Supplier<Uni<T>> mine = step.getAndSet(null);
    if (mine == null) {
      return;
    }
    try {
      Cancellable started = mine.get().subscribe().with(emitter::complete, this::fail);
      if (!goingOn.compareAndSet(null, started)) {
        started.cancel();
      }
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  void fail(Throwable failure) {
    emitter.fail(PreparationException.of(failure));
  }

  /** Its subscriber has cancelled, or it has ended. */
  void cancel() {
    step.set(null);
    Cancellable started = goingOn.getAndSet(CANCELLED);
    if (started != null) {
      started.cancel();
    }
  }
}
