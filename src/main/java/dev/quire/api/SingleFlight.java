package dev.quire.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Computes what several callers want at the same time once. The first caller for a key leads: its
 * computation runs, and whoever comes before it ends shares its outcome. The computation is
 * cancelled when the last of them has gone. A failure that was the leader's own, such as its
 * deadline, is not shared: the others start again. A caller that is more urgent than the leader
 * does not wait at its place: it leads a computation of its own, which others then join.
 * Thread-safe.
 */
public final class SingleFlight<K, V> {

  private final Predicate<Throwable> leadersOwn;
  private final Map<K, Flight> flights = new HashMap<>();

  /**
   * An outcome.
   *
   * @param shared whether another caller's computation gave it
   */
  public record Landed<V>(V value, boolean shared) {}

  /**
   * @param leadersOwn tells failures that say nothing about the computation itself
   */
  public SingleFlight(Predicate<Throwable> leadersOwn) {
    this.leadersOwn = leadersOwn;
  }

  /**
   * How a caller computes the value, should it lead.
   *
   * @param urgency the lower, the more urgent
   * @param now called by the subscribing thread, if the caller leads at once
   * @param later called by whichever thread ends a computation that the caller had joined; must be
   *     quick
   */
  public record Computation<V>(int urgency, Supplier<Uni<V>> now, Supplier<Uni<V>> later) {}

  /** Computes the value, or waits for the computation in progress. */
  public Uni<Landed<V>> run(K key, Computation<V> computation) {
    return Uni.createFrom()
        .emitter(emitter -> join(new Waiter(key, computation, emitter), computation.now()));
  }

  /**
   * Whether a computation that is at least as urgent is under way for this key; it may have ended
   * when this returns.
   */
  public boolean isFlying(K key, int urgency) {
    synchronized (flights) {
      Flight flight = flights.get(key);
      return flight != null && flight.leader.computation.urgency() <= urgency;
    }
  }

  private void join(Waiter waiter, Supplier<Uni<V>> computation) {
    Flight started = null;
    Flight joined;
    synchronized (flights) {
      joined = flights.get(waiter.key);
      if (joined == null || joined.leader.computation.urgency() > waiter.computation.urgency()) {
        joined = started = new Flight(waiter);
        flights.put(waiter.key, joined);
      }
      joined.waiters.add(waiter);
    }
    Flight mine = joined;
    waiter.emitter.onTermination(() -> leave(mine, waiter));
    if (started != null) {
      start(started, computation);
    }
  }

  private void start(Flight flight, Supplier<Uni<V>> computation) {
    Cancellable running =
        Uni.createFrom()
            .deferred(() -> computation.get())
            .subscribe()
            .with(value -> land(flight, value), failure -> crash(flight, failure));
    boolean deserted;
    synchronized (flights) {
      flight.running = running;
      deserted = flight.waiters.isEmpty();
    }
    if (deserted) {
      running.cancel();
    }
  }

  private void leave(Flight flight, Waiter waiter) {
    Cancellable running = null;
    synchronized (flights) {
      if (flight.waiters.remove(waiter) && flight.waiters.isEmpty()) {
        flights.remove(flight.key, flight);
        running = flight.running;
      }
    }
    if (running != null) {
      running.cancel();
    }
  }

  private List<Waiter> close(Flight flight) {
    synchronized (flights) {
      flights.remove(flight.key, flight);
      List<Waiter> all = new ArrayList<>(flight.waiters);
      flight.waiters.clear();
      return all;
    }
  }

  private void land(Flight flight, V value) {
    for (Waiter waiter : close(flight)) {
      waiter.emitter.complete(new Landed<>(value, waiter != flight.leader));
    }
  }

  private void crash(Flight flight, Throwable failure) {
    boolean own = leadersOwn.test(failure);
    for (Waiter waiter : close(flight)) {
      if (own && waiter != flight.leader) {
        join(waiter, waiter.computation.later());
      } else {
        waiter.emitter.fail(failure);
      }
    }
  }

  private final class Waiter {
    private final K key;
    private final Computation<V> computation;
    private final UniEmitter<? super Landed<V>> emitter;

    Waiter(K key, Computation<V> computation, UniEmitter<? super Landed<V>> emitter) {
      this.key = key;
      this.computation = computation;
      this.emitter = emitter;
    }
  }

  /** Guarded by {@link #flights}. */
  private final class Flight {
    private final K key;
    private final Waiter leader;
    private final List<Waiter> waiters = new ArrayList<>();
    private Cancellable running;

    Flight(Waiter leader) {
      this.key = leader.key;
      this.leader = leader;
    }
  }
}
