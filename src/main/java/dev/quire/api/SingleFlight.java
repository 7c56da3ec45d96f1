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
 * deadline, is not shared: the others start again. Thread-safe.
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

  /** Computes the value, or waits for the computation in progress. */
  public Uni<Landed<V>> run(K key, Supplier<Uni<V>> computation) {
    return Uni.createFrom().emitter(emitter -> join(new Waiter(key, computation, emitter)));
  }

  /** Whether a computation for this key is under way; it may have ended when this returns. */
  public boolean isFlying(K key) {
    synchronized (flights) {
      return flights.containsKey(key);
    }
  }

  private void join(Waiter waiter) {
    Flight started = null;
    Flight joined;
    synchronized (flights) {
      joined = flights.get(waiter.key);
      if (joined == null) {
        joined = started = new Flight(waiter);
        flights.put(waiter.key, joined);
      }
      joined.waiters.add(waiter);
    }
    Flight mine = joined;
    waiter.emitter.onTermination(() -> leave(mine, waiter));
    if (started != null) {
      start(started);
    }
  }

  private void start(Flight flight) {
    Cancellable running =
        Uni.createFrom()
            .deferred(() -> flight.leader.computation.get())
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
        join(waiter);
      } else {
        waiter.emitter.fail(failure);
      }
    }
  }

  private final class Waiter {
    private final K key;
    private final Supplier<Uni<V>> computation;
    private final UniEmitter<? super Landed<V>> emitter;

    Waiter(K key, Supplier<Uni<V>> computation, UniEmitter<? super Landed<V>> emitter) {
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
