package dev.quire.api;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads on which items are prepared and answers finished, away from the event loop. How many
 * items may be in preparation or wait for it is bounded; finishing is always accepted, because the
 * queue bounds it already. Thread-safe.
 */
public final class CpuPool implements AutoCloseable {

  private final ExecutorService executor;
  private final Semaphore permits;

  /**
   * @param threads at least 1
   * @param maxPending most items in preparation or waiting for it, at least {@code threads}
   */
  public CpuPool(int threads, int maxPending) {
    if (threads < 1 || maxPending < threads) {
      throw new IllegalArgumentException(
          "A pool needs at least one thread and as many places, not %d and %d"
              .formatted(threads, maxPending));
    }
    executor = Executors.newFixedThreadPool(threads, new NamedThreads());
    permits = new Semaphore(maxPending);
  }

  /**
   * Prepares an item.
   *
   * @return fails with {@link PoolFullException} at once when all places are taken; a step that has
   *     not begun when its subscriber cancels is skipped
   */
  public <T> Uni<T> prepare(Supplier<T> step) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!permits.tryAcquire()) {
                return Uni.createFrom().failure(new PoolFullException());
              }
              return finish(step).onTermination().invoke(() -> permits.release());
            });
  }

  /** Finishes an answer. */
  public <T> Uni<T> finish(Supplier<T> step) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Future<?> running =
                  executor.submit(
                      () -> {
                        try {
                          emitter.complete(step.get());
                        } catch (Throwable failure) {
                          emitter.fail(failure);
                        }
                      });
              emitter.onTermination(() -> running.cancel(false));
            });
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** All places for preparation are taken. */
  public static final class PoolFullException extends RuntimeException {
    PoolFullException() {
      super("Too many items wait to be prepared", null, false, false);
    }
  }

  private static final class NamedThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "quire-cpu-" + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    }
  }
}
