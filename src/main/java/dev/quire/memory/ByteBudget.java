package dev.quire.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;

/**
 * A number of bytes that all requests may hold together, never exceeded. Each stage has a part of
 * it ({@link Stage#share}); of a stage a client may hold half, and more only with a single
 * reservation, so that one that keeps what it has taken does not lock out the others. Whoever waits
 * is served as soon as there is room: the client that holds least first, and in the order in which
 * they came; one that needs more than there is does not hold up others that need less.
 *
 * <p>Thread-safe. Futures are completed outside of the lock.
 */
public final class ByteBudget {

  /** Whoever waits holds a connection or a page at least; more than these are refused. */
  private static final int MOST_WAITING = 4096;

  private final long capacity;
  private final boolean staged;
  private final Map<Stage, Long> byStage = new EnumMap<>(Stage.class);
  private final Map<Share, Long> shares = new HashMap<>();
  private final List<Waiter> waiting = new ArrayList<>();

  /** Who has been served and is to be told; one thread at a time tells. */
  private final Queue<Waiter> served = new ArrayDeque<>();

  private boolean telling;
  private long reserved;

  /** What a client holds of a stage: a request never waits for what it holds itself of another. */
  private record Share(Optional<String> client, Stage stage) {}

  private record Waiter(MemoryReservation reservation, long more, CompletableFuture<Void> done) {}

  private ByteBudget(long capacity, boolean staged) {
    if (capacity < 1) {
      throw new IllegalArgumentException("A budget has at least one byte, not " + capacity);
    }
    this.capacity = capacity;
    this.staged = staged;
  }

  /**
   * A budget of which each stage has its part.
   *
   * @param capacity bytes, at least 1
   */
  public static ByteBudget staged(long capacity) {
    return new ByteBudget(capacity, true);
  }

  /**
   * A budget that one stage has for itself.
   *
   * @param capacity bytes, at least 1
   */
  public static ByteBudget ofOneStage(long capacity) {
    return new ByteBudget(capacity, false);
  }

  /** A budget that nothing exhausts, for programs that serve nobody. */
  public static ByteBudget unlimited() {
    return new ByteBudget(Long.MAX_VALUE, false);
  }

  /** A reservation that holds nothing yet. */
  public MemoryReservation open(String client, Stage stage) {
    return open(Optional.of(client), stage);
  }

  /** A reservation of the service's own threads, to which no client's share applies. */
  public MemoryReservation openForAll(Stage stage) {
    return open(Optional.empty(), stage);
  }

  private MemoryReservation open(Optional<String> client, Stage stage) {
    return new MemoryReservation(this, client, stage);
  }

  /**
   * A reservation of bytes that are there now.
   *
   * @throws MemoryExhaustedException if there is no room
   */
  public MemoryReservation reserve(String client, Stage stage, long bytes) {
    MemoryReservation reservation = open(client, stage);
    reservation.grow(bytes);
    return reservation;
  }

  /** All bytes there are. */
  public long capacity() {
    return capacity;
  }

  /** How many bytes a stage may hold. */
  public long ceiling(Stage stage) {
    return staged ? (long) (capacity * stage.share()) : capacity;
  }

  /** How many bytes are held. */
  public synchronized long reserved() {
    return reserved;
  }

  /** How many bytes are held for a stage. */
  public synchronized long reserved(Stage stage) {
    return byStage.getOrDefault(stage, 0L);
  }

  /** How many reservations wait for room. */
  public synchronized int waiting() {
    return waiting.size();
  }

  synchronized long held(MemoryReservation reservation) {
    return reservation.held();
  }

  synchronized void grow(MemoryReservation reservation, long more) {
    requireMore(more);
    if (reservation.isClosed()) {
      throw new IllegalStateException("The reservation is closed");
    }
    if (!fits(reservation, more)) {
      throw exhausted(reservation, more);
    }
    take(reservation, more);
  }

  synchronized CompletableFuture<Void> growWhenRoom(MemoryReservation reservation, long more) {
    requireMore(more);
    if (reservation.isClosed()) {
      return CompletableFuture.failedFuture(new CancellationException());
    }
    if (fits(reservation, more)) {
      take(reservation, more);
      return CompletableFuture.completedFuture(null);
    }
    if (reservation.held() + more > ceiling(reservation.stage())
        || waiting.size() >= MOST_WAITING) {
      return CompletableFuture.failedFuture(exhausted(reservation, more));
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    waiting.add(new Waiter(reservation, more, done));
    done.whenComplete((nothing, failure) -> forget(done));
    return done;
  }

  private synchronized void forget(CompletableFuture<Void> done) {
    waiting.removeIf(waiter -> waiter.done() == done);
  }

  void shrink(MemoryReservation reservation, long left) {
    release(reservation, held -> Math.max(0, left), false);
  }

  void giveBack(MemoryReservation reservation, long fewer) {
    release(reservation, held -> Math.max(0, held - fewer), false);
  }

  void close(MemoryReservation reservation) {
    release(reservation, held -> 0, true);
  }

  private void release(MemoryReservation reservation, LongUnaryOperator leaves, boolean close) {
    List<Waiter> ended = new ArrayList<>(0);
    boolean tells;
    synchronized (this) {
      if (close && !reservation.isClosed()) {
        reservation.markClosed();
        takeOut(reservation, ended);
      }
      long left = leaves.applyAsLong(reservation.held());
      if (reservation.held() > left) {
        take(reservation, left - reservation.held());
        served.addAll(serve());
      }
      tells = !telling && !served.isEmpty();
      telling |= tells;
    }
    ended.forEach(waiter -> waiter.done().completeExceptionally(new CancellationException()));
    if (tells) {
      tell();
    }
  }

  /**
   * Tells those who were served, one after the other: whoever is told may give bytes back at once,
   * by which others are served, and so on, deeper than a stack.
   */
  private void tell() {
    for (Waiter waiter = nextServed(); waiter != null; waiter = nextServed()) {
      if (!waiter.done().complete(null)) {
        // it was cancelled between being served and being told
        giveBack(waiter.reservation(), waiter.more());
      }
    }
  }

  private synchronized Waiter nextServed() {
    Waiter next = served.poll();
    telling = next != null;
    return next;
  }

  private void takeOut(MemoryReservation reservation, List<Waiter> ended) {
    Iterator<Waiter> each = waiting.iterator();
    while (each.hasNext()) {
      Waiter waiter = each.next();
      if (waiter.reservation() == reservation) {
        ended.add(waiter);
        each.remove();
      }
    }
  }

  /** Takes out those who wait and have room now, and gives it to them. */
  private List<Waiter> serve() {
    List<Waiter> now = new ArrayList<>(0);
    while (true) {
      // the sort is stable: who came first goes first among equals
      Waiter next =
          waiting.stream()
              .filter(waiter -> fits(waiter.reservation(), waiter.more()))
              .min(Comparator.comparingLong(waiter -> ofClient(waiter.reservation())))
              .orElse(null);
      if (next == null) {
        return now;
      }
      waiting.remove(next);
      take(next.reservation(), next.more());
      now.add(next);
    }
  }

  private boolean fits(MemoryReservation reservation, long more) {
    long ceiling = ceiling(reservation.stage());
    long ofClient = ofClient(reservation);
    boolean shares =
        ofClient == reservation.held()
            || ofClient + more <= ceiling / 2
            || reservation.client().isEmpty();
    long taken = staged ? reserved(reservation.stage()) : reserved;
    return more <= ceiling - Math.min(taken, ceiling) && (shares || !staged);
  }

  private long ofClient(MemoryReservation reservation) {
    return shares.getOrDefault(share(reservation), 0L);
  }

  private static Share share(MemoryReservation reservation) {
    return new Share(reservation.client(), reservation.stage());
  }

  private void take(MemoryReservation reservation, long more) {
    if (more == 0) {
      return;
    }
    reservation.hold(reservation.held() + more);
    reserved += more;
    byStage.merge(reservation.stage(), more, Long::sum);
    shares.merge(
        share(reservation), more, (old, by) -> old + by == 0 ? null : Long.valueOf(old + by));
  }

  MemoryExhaustedException exhausted(MemoryReservation reservation, long more) {
    return new MemoryExhaustedException(this, reservation, more);
  }

  /** Completes when so many bytes could be taken; by then somebody else may have them. */
  CompletableFuture<Void> room(Optional<String> client, Stage stage, long bytes) {
    MemoryReservation reservation = open(client, stage);
    CompletableFuture<Void> room = reservation.growWhenRoom(bytes);
    room.whenComplete((nothing, failure) -> reservation.close());
    return room;
  }

  private static void requireMore(long more) {
    if (more < 0) {
      throw new IllegalArgumentException("Bytes are not taken by giving back: " + more);
    }
  }
}
