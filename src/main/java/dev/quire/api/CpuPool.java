package dev.quire.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The threads on which items are prepared and answers finished, away from the event loop, in two
 * lanes: finishing goes first, because a device has done its work for it and it is short. Finishing
 * is always accepted, since the queue bounds it already; how many items of a task may be in
 * preparation or wait for it is bounded, and clients take turns at it, as {@link PrepareLane} says.
 * Heavy work waits in a lane of its own, which never has all threads where there are several: no
 * step can be interrupted, and small pages would wait for seconds behind a few large ones. What its
 * subscriber has left, or what is too late when its turn comes, is never begun and gives its place
 * back at once. Thread-safe; no step runs while the lanes are locked.
 */
public final class CpuPool implements AutoCloseable {

  private final Executor threads;
  private final LongSupplier nanoClock;
  private final AutoCloseable end;

  private final Object lock = new Object();
  private final PrepareLane<Work<?>> preparing;
  private final PrepareLane<Work<?>> heavy;
  private final int mostHeavy;
  private final Deque<Work<?>> finishing = new ArrayDeque<>();
  private int heavyRunning;
  private boolean heavyLast;

  /**
   * @param threads at least 1
   * @param maxPending most items of each task in preparation or waiting for it, at least {@code
   *     threads}
   */
  public CpuPool(int threads, int maxPending) {
    this(threads(threads, maxPending), maxPending, Math.max(1, threads - 1));
  }

  private CpuPool(ExecutorService threads, int maxPending, int mostHeavy) {
    this(threads, maxPending, mostHeavy, System::nanoTime, threads::shutdownNow);
  }

  /**
   * On other threads, one of which at a time does heavy work.
   *
   * @param threads runs what it is given once, in whatever order
   * @param maxPending most items of each task in preparation or waiting for it, at least 1
   * @param nanoClock tells what steps cost
   */
  public CpuPool(Executor threads, int maxPending, LongSupplier nanoClock) {
    this(threads, maxPending, 1, nanoClock, () -> {});
  }

  private CpuPool(
      Executor threads, int maxPending, int mostHeavy, LongSupplier nanoClock, AutoCloseable end) {
    this.threads = threads;
    this.nanoClock = nanoClock;
    this.end = end;
    this.preparing = new PrepareLane<>(maxPending);
    this.heavy = new PrepareLane<>(maxPending);
    this.mostHeavy = mostHeavy;
  }

  private static ExecutorService threads(int threads, int maxPending) {
    if (threads < 1 || maxPending < threads) {
      throw new IllegalArgumentException(
          "A pool needs at least one thread and as many places, not %d and %d"
              .formatted(threads, maxPending));
    }
    return Executors.newFixedThreadPool(threads, new NamedThreads());
  }

  /**
   * Prepares an item.
   *
   * @return fails with {@link PoolFullException} when all places are taken, at once or while it
   *     waits, if another client takes its place; with {@link
   *     dev.quire.queue.TicketExpiredException} if it is too late when its turn comes; with {@link
   *     PreparationException} for an {@link Error} of the step
   */
  public <T> Uni<T> prepare(CpuWork work, Supplier<T> step) {
    return begin(work, () -> Uni.createFrom().item(step.get()));
  }

  /**
   * Prepares an item and goes on with it. Its place is kept for the first part alone.
   *
   * @param step given a thread of the pool, on which what it returns is subscribed to as well
   * @return fails as {@link #prepare} does, and as what the step returns. A step that finds no
   *     memory is taken again, as new work, when there may be some
   */
  public <T> Uni<T> begin(CpuWork work, Supplier<Uni<T>> step) {
    return MemoryWait.retrying(() -> begun(work, step));
  }

  private <T> Uni<T> begun(CpuWork work, Supplier<Uni<T>> step) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Work<T> waiting = new Work<>(work, step, emitter);
              PrepareLane.Entered<Work<?>> entered;
              synchronized (lock) {
                entered = lane(work).enter(waiting);
              }
              if (!entered.accepted()) {
                emitter.fail(new PoolFullException());
                return;
              }
              emitter.onTermination(() -> leave(waiting));
              // the displaced item's failure handler may submit other work, so not within the lock
              entered.displaced().ifPresent(other -> other.fail(new PoolFullException()));
              threads.execute(this::turn);
            });
  }

  /** Finishes an answer, once there is memory for it. */
  public <T> Uni<T> finish(Supplier<T> step) {
    return MemoryWait.retrying(() -> finished(step));
  }

  private <T> Uni<T> finished(Supplier<T> step) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Work<T> waiting = new Work<>(null, () -> Uni.createFrom().item(step.get()), emitter);
              synchronized (lock) {
                finishing.addLast(waiting);
              }
              emitter.onTermination(() -> leave(waiting));
              threads.execute(this::turn);
            });
  }

  private void leave(Work<?> work) {
    synchronized (lock) {
      if (work.work == null) {
        finishing.removeLastOccurrence(work);
      } else {
        lane(work.work).remove(work);
      }
    }
    work.cancel();
  }

  /** One thread's turn: there is one for everything that came, and it does what is first now. */
  private void turn() {
    Work<?> finish;
    Optional<PrepareLane.Taken<Work<?>>> prepare = Optional.empty();
    synchronized (lock) {
      finish = finishing.pollFirst();
      if (finish == null) {
        prepare = next();
      }
    }
    if (finish != null) {
      finish.run();
    }
    prepare.ifPresent(this::run);
  }

  private PrepareLane<Work<?>> lane(CpuWork work) {
    return work.heavy() ? heavy : preparing;
  }

  /** What is to be prepared next; the lanes take turns while both may go on. */
  private Optional<PrepareLane.Taken<Work<?>>> next() {
    boolean mayBeHeavy = heavy.size() > 0 && heavyRunning < mostHeavy;
    heavyLast = mayBeHeavy && (preparing.size() == 0 || !heavyLast);
    if (!heavyLast) {
      return preparing.take();
    }
    heavyRunning++;
    return heavy.take();
  }

  private void run(PrepareLane.Taken<Work<?>> taken) {
    long began = nanoClock.getAsLong();
    Work<?> work = taken.entry();
    try {
      if (work.work.deadline().isOver()) {
        work.fail(work.work.deadline().expired());
      } else {
        work.run();
      }
    } finally {
      boolean more;
      synchronized (lock) {
        lane(work.work).done(taken, nanoClock.getAsLong() - began);
        heavyRunning -= work.work.heavy() ? 1 : 0;
        more = work.work.heavy() && heavy.size() > 0;
      }
      if (more) {
        // its own turn may have come while no heavy work could be begun
        threads.execute(this::turn);
      }
    }
  }

  /** How many items of a task are in preparation or wait for it. */
  public int pending(String task) {
    synchronized (lock) {
      return preparing.taken(task) + heavy.taken(task);
    }
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** All places for preparation are taken. */
  public static final class PoolFullException extends RuntimeException {
    PoolFullException() {
      super("Too many items wait to be prepared", null, false, false);
    }
  }

  /** A step and who waits for it. */
  private static final class Work<T> implements PrepareLane.Entry {

    private static final Cancellable CANCELLED = () -> {};

    /** Null of what is to be finished. */
    private final CpuWork work;

    private final UniEmitter<? super T> emitter;
    private final AtomicReference<Supplier<Uni<T>>> step;
    private final AtomicReference<Cancellable> goingOn = new AtomicReference<>();

    Work(CpuWork work, Supplier<Uni<T>> step, UniEmitter<? super T> emitter) {
      this.work = work;
      this.step = new AtomicReference<>(step);
      this.emitter = emitter;
    }

    @Override
    public CpuWork work() {
      return work;
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
