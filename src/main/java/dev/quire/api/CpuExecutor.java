package dev.quire.api;

import dev.quire.queue.RequestRefusedException;
import dev.quire.threads.PoolThreads;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The threads on which items are prepared and answers finished, away from the event loop, in two
 * lanes: finishing goes first, because a device has done its work for it and it is short. Finishing
 * is always accepted, since the queue bounds it already; how many items of a task may wait to be
 * prepared is bounded and shared by clients, as {@link PreparePlaces} says, and they take turns, as
 * {@link PrepareLane} says. Heavy work waits in a lane of its own, which never has all threads
 * where there are several: no step can be interrupted, and small pages would wait for seconds
 * behind a few large ones. What its subscriber has left, or what is too late when its turn comes,
 * is never begun and gives its place back at once. A step that does not end costs no thread: {@link
 * #watch} puts another in its place. Thread-safe; no step runs while the lanes are locked.
 */
public final class CpuExecutor {

  private final PoolThreads threads;
  private final LongSupplier nanoClock;

  private final Object lock = new Object();
  private final PreparePlaces<Preparation> places;
  private final PrepareLane<Preparation> light;
  private final PrepareLane<Preparation> heavy;
  private final Deque<PoolStep<?>> finishing = new ArrayDeque<>();
  private long arrived;
  private int heavyRunning;
  private boolean heavyLast;

  /**
   * @param threads run what they are given once, in whatever order
   * @param maxPending most items of each task that wait to be prepared, at least 1
   * @param nanoClock tells what steps cost
   */
  public CpuExecutor(PoolThreads threads, int maxPending, LongSupplier nanoClock) {
    this(threads, maxPending, Integer.MAX_VALUE, nanoClock);
  }

  /**
   * For work that may hold its thread for as long as it likes.
   *
   * @param threads run what they are given once, in whatever order
   * @param maxPending most items of each task that wait to be prepared, at least 1
   * @param mostOfClient how much light work and how much heavy work of a client may be under way at
   *     a time, at least 1; fewer than there are threads, so that one client cannot have them all
   * @param nanoClock tells what steps cost
   */
  public CpuExecutor(
      PoolThreads threads, int maxPending, int mostOfClient, LongSupplier nanoClock) {
    this.threads = threads;
    this.nanoClock = nanoClock;
    this.places = new PreparePlaces<>(maxPending);
    this.light = new PrepareLane<>(mostOfClient);
    this.heavy = new PrepareLane<>(mostOfClient);
  }

  /**
   * Prepares an item.
   *
   * @return fails with {@link PoolFullException} when all places are taken, at once or while it
   *     waits, if another client takes its place; with {@link
   *     dev.quire.queue.RequestExpiredException} if it is too late when its turn comes; with {@link
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
              Preparation mine;
              Optional<List<Preparation>> displaced;
              synchronized (lock) {
                mine = new Preparation(work, arrived++, new PoolStep<>(step, emitter));
                displaced = places.enter(mine);
                displaced.ifPresent(
                    others -> {
                      others.forEach(other -> lane(other).remove(other));
                      lane(mine).add(mine);
                    });
              }
              if (displaced.isEmpty()) {
                emitter.fail(new PoolFullException());
                return;
              }
              emitter.onTermination(() -> leave(mine));
              // a failure handler of theirs may submit other work, so not within the lock
              displaced.get().forEach(other -> other.step().fail(new PoolFullException()));
              execute(emitter);
            });
  }

  /** One turn more; there is none when the service has stopped. */
  private void execute(UniEmitter<?> emitter) {
    try {
      threads.execute(this::turn);
    } catch (RejectedExecutionException e) {
      emitter.fail(
          new RequestRefusedException(RequestRefusedException.Reason.SHUTTING_DOWN, Duration.ZERO));
    }
  }

  /** Finishes an answer, once there is memory for it. */
  public <T> Uni<T> finish(Supplier<T> step) {
    return resume(() -> Uni.createFrom().item(step.get()));
  }

  /** Finishes an answer; heavy work waits with other heavy work, as {@link #prepare} says. */
  public <T> Uni<T> finish(CpuWork work, Supplier<T> step) {
    return work.heavy() ? prepare(work, step) : finish(step);
  }

  /**
   * Goes on, with the precedence of finishing, once there is memory for it.
   *
   * @param step given a thread of the pool, on which what it returns is subscribed to as well: what
   *     it has taken is in that subscription's hands, even when nobody waits any more
   * @return fails as what the step returns
   */
  public <T> Uni<T> resume(Supplier<Uni<T>> step) {
    return MemoryWait.retrying(() -> resumed(step));
  }

  private <T> Uni<T> resumed(Supplier<Uni<T>> step) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              PoolStep<T> mine = new PoolStep<>(step, emitter);
              synchronized (lock) {
                finishing.addLast(mine);
              }
              emitter.onTermination(
                  () -> {
                    synchronized (lock) {
                      finishing.removeLastOccurrence(mine);
                    }
                    mine.cancel();
                  });
              execute(emitter);
            });
  }

  private void leave(Preparation mine) {
    synchronized (lock) {
      lane(mine).remove(mine);
      places.leave(mine);
    }
    mine.step().cancel();
  }

  /** One thread's turn: there is one for everything that came, and it does what is first now. */
  private void turn() {
    PoolStep<?> finish;
    Optional<PrepareLane.Taken<Preparation>> prepare = Optional.empty();
    synchronized (lock) {
      finish = finishing.pollFirst();
      if (finish == null) {
        prepare = next();
        prepare.ifPresent(taken -> places.leave(taken.entry()));
      }
    }
    if (finish != null) {
      finish.run();
    }
    prepare.ifPresent(this::run);
  }

  private PrepareLane<Preparation> lane(Preparation waiting) {
    return waiting.work().heavy() ? heavy : light;
  }

  /** What is to be prepared next; the lanes take turns while both may go on. */
  private Optional<PrepareLane.Taken<Preparation>> next() {
    boolean mayBeHeavy = heavy.isReady() && heavyRunning < threads.mostHeavy();
    heavyLast = mayBeHeavy && (!light.isReady() || !heavyLast);
    if (!heavyLast) {
      return light.take();
    }
    heavyRunning++;
    return heavy.take();
  }

  private void run(PrepareLane.Taken<Preparation> taken) {
    long began = nanoClock.getAsLong();
    CpuWork work = taken.entry().work();
    try {
      if (work.deadline().isOver()) {
        taken.entry().step().fail(work.deadline().expired());
      } else {
        taken.entry().step().run();
      }
    } finally {
      boolean more;
      synchronized (lock) {
        lane(taken.entry()).done(taken, nanoClock.getAsLong() - began);
        heavyRunning -= work.heavy() ? 1 : 0;
        more = lane(taken.entry()).size() > 0;
      }
      if (more) {
        // its own turn may have come while no heavy work, or none of its client, could be begun
        turnAgain();
      }
    }
  }

  /** How many items of a task wait to be prepared. */
  public int pending(String task) {
    synchronized (lock) {
      return places.taken(task);
    }
  }

  /**
   * Looks for steps that do not end and lets others go on in their place. To be called from time to
   * time.
   */
  public void watch() {
    for (int added = threads.replaceStuck(); added > 0; added--) {
      // the turns of heavy work that waits may have passed while none could be begun
      turnAgain();
    }
  }

  private void turnAgain() {
    try {
      threads.execute(this::turn);
    } catch (RejectedExecutionException e) {
      // the service has stopped
    }
  }

  /** All places for preparation are taken. */
  public static final class PoolFullException extends RuntimeException {
    PoolFullException() {
      super("Too many items wait to be prepared", null, false, false);
    }
  }
}
