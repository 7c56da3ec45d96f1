package dev.quire.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * A number of bytes that all requests may hold together, never exceeded. Each stage has a part of
 * it ({@link Stage#share}); of a stage a client may hold half, and more only with a single
 * reservation, so that one that keeps what it has taken does not lock out the others. Neither
 * applies to a budget {@link #ofOneStage}, nor the clients' half to reservations {@link
 * #openForAll}.
 *
 * <p>Whoever waits is served as soon as there is room: the client that holds least first, and in
 * the order in which they came; one that needs more than there is does not hold up others that need
 * less, until it has waited for {@link #PASSED_NANOS}. From then on its stage serves nobody before
 * it but those that hold something there already, which have to end, and those that need little:
 * the {@value #LITTLE}th part of the stage at most.
 *
 * <p>Thread-safe. Futures are completed outside of the lock.
 */
public final class ByteBudget {

  /** Whoever waits holds a connection or a page at least; more than these are refused. */
  private static final int MOST_WAITING = 4096;

  /** What is no larger than this part of a stage is not kept waiting for what is large. */
  private static final int LITTLE = 64;

  /** For so long others may pass one that waits. */
  static final long PASSED_NANOS = 500_000_000;

  private final long capacity;
  private final boolean staged;
  private final LongSupplier nanoClock;
  private final Map<Stage, Long> byStage = new EnumMap<>(Stage.class);
  private final Map<Share, Long> shares = new HashMap<>();

  /** Who waits, by stage, in the order in which they came. */
  private final Map<Stage, List<Waiter>> waiting = new EnumMap<>(Stage.class);

  /** What was found for steps that will be taken again, and then reserve it. */
  private final Map<Share, Deque<MemoryReservation>> kept = new HashMap<>();

  /** Who has been served and is to be told; one thread at a time tells. */
  private final Queue<Waiter> served = new ArrayDeque<>();

  private boolean telling;
  private long reserved;

  /** What a client holds of a stage: a request never waits for what it holds itself of another. */
  private record Share(Optional<String> client, Stage stage) {}

  private record Waiter(
      MemoryReservation reservation, long more, long sinceNanos, CompletableFuture<Void> done) {}

  private ByteBudget(long capacity, boolean staged, LongSupplier nanoClock) {
    if (capacity < 1) {
      throw new IllegalArgumentException("A budget has at least one byte, not " + capacity);
    }
    this.capacity = capacity;
    this.staged = staged;
    this.nanoClock = nanoClock;
    for (Stage stage : Stage.values()) {
      waiting.put(stage, new ArrayList<>());
    }
  }

  /**
   * A budget of which each stage has its part.
   *
   * @param capacity bytes, at least 1
   */
  public static ByteBudget staged(long capacity) {
    return staged(capacity, System::nanoTime);
  }

  /** The same by another monotonic clock, in nanoseconds. */
  static ByteBudget staged(long capacity, LongSupplier nanoClock) {
    return new ByteBudget(capacity, true, nanoClock);
  }

  /**
   * A budget that one stage has for itself.
   *
   * @param capacity bytes, at least 1
   */
  public static ByteBudget ofOneStage(long capacity) {
    return new ByteBudget(capacity, false, System::nanoTime);
  }

  /** A budget that nothing exhausts, for programs that serve nobody. */
  public static ByteBudget unlimited() {
    return new ByteBudget(Long.MAX_VALUE, false, System::nanoTime);
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
    return waiting.values().stream().mapToInt(List::size).sum();
  }

  synchronized long held(MemoryReservation reservation) {
    return reservation.held();
  }

  void grow(MemoryReservation reservation, long more) {
    requireMore(more);
    boolean tells;
    synchronized (this) {
      if (reservation.isClosed()) {
        throw new CancellationException("The reservation is closed");
      }
      if (mayTake(reservation, more)) {
        take(reservation, more);
      } else if (!takeKept(reservation, more)) {
        throw exhausted(reservation, more);
      }
      tells = tells();
    }
    if (tells) {
      tell();
    }
  }

  synchronized CompletableFuture<Void> growWhenRoom(MemoryReservation reservation, long more) {
    requireMore(more);
    if (reservation.isClosed()) {
      return CompletableFuture.failedFuture(new CancellationException());
    }
    if (mayTake(reservation, more)) {
      take(reservation, more);
      return CompletableFuture.completedFuture(null);
    }
    if (reservation.held() + more > ceiling(reservation.stage()) || waiting() >= MOST_WAITING) {
      return CompletableFuture.failedFuture(exhausted(reservation, more));
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    line(reservation.stage()).add(new Waiter(reservation, more, nanoClock.getAsLong(), done));
    done.whenComplete((nothing, failure) -> forget(reservation.stage(), done));
    return done;
  }

  private synchronized void forget(Stage stage, CompletableFuture<Void> done) {
    line(stage).removeIf(waiter -> waiter.done() == done);
  }

  /** Who waits for what a stage has, which they share where there are no parts. */
  private List<Waiter> line(Stage stage) {
    return waiting.get(staged ? stage : Stage.BODY);
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
        forgetKept(reservation);
      }
      long left = leaves.applyAsLong(reservation.held());
      if (reservation.held() > left) {
        take(reservation, left - reservation.held());
        serve(reservation.stage());
      }
      tells = tells();
    }
    ended.forEach(waiter -> waiter.done().completeExceptionally(new CancellationException()));
    if (tells) {
      tell();
    }
  }

  /** Whether the caller has to tell those who were served. */
  private boolean tells() {
    boolean tells = !telling && !served.isEmpty();
    telling |= tells;
    return tells;
  }

  /**
   * Tells those who were served, one after the other: whoever is told may give bytes back at once,
   * by which others are served, and so on, deeper than a stack.
   */
  private void tell() {
    for (Waiter waiter = nextServed(); waiter != null; waiter = nextServed()) {
      if (isClosed(waiter.reservation())) {
        waiter.done().completeExceptionally(new CancellationException());
      } else if (!waiter.done().complete(null)) {
        // it was cancelled between being served and being told
        giveBack(waiter.reservation(), waiter.more());
      }
    }
  }

  private synchronized boolean isClosed(MemoryReservation reservation) {
    return reservation.isClosed();
  }

  private synchronized Waiter nextServed() {
    Waiter next = served.poll();
    telling = next != null;
    return next;
  }

  private void takeOut(MemoryReservation reservation, List<Waiter> ended) {
    Iterator<Waiter> each = line(reservation.stage()).iterator();
    while (each.hasNext()) {
      Waiter waiter = each.next();
      if (waiter.reservation() == reservation) {
        ended.add(waiter);
        each.remove();
      }
    }
  }

  /** Gives those who wait for a stage what there is room for now, and takes them out. */
  private void serve(Stage stage) {
    List<Waiter> line = line(stage);
    for (Optional<Waiter> next = next(line); next.isPresent(); next = next(line)) {
      Waiter waiter = next.get();
      line.remove(waiter);
      take(waiter.reservation(), waiter.more());
      served.add(waiter);
    }
  }

  private Optional<Waiter> next(List<Waiter> line) {
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Optional<Waiter> passed = passed(line);
    if (passed.isPresent() && fits(passed.get())) {
      return passed;
    }
    // the sort is stable: who came first goes first among equals
    return line.stream()
        .filter(waiter -> passed.isEmpty() || passes(waiter.reservation(), waiter.more()))
        .filter(this::fits)
        .min(Comparator.comparingLong(waiter -> ofClient(waiter.reservation())));
  }

  /** The first that others have passed for too long: it lacks nothing but room. */
  private Optional<Waiter> passed(List<Waiter> line) {
    long now = nanoClock.getAsLong();
    return line.stream()
        .filter(waiter -> now - waiter.sinceNanos() > PASSED_NANOS)
        .filter(waiter -> isWithinShare(waiter.reservation(), waiter.more()))
        .findFirst();
  }

  /** Whether there is room for a newcomer, and nobody has a better claim to it. */
  private boolean mayTake(MemoryReservation reservation, long more) {
    return fits(reservation, more)
        && (passes(reservation, more) || passed(line(reservation.stage())).isEmpty());
  }

  /** Whether it may go before one that has waited for long. */
  private boolean passes(MemoryReservation reservation, long more) {
    return reservation.held() > 0 || more <= ceiling(reservation.stage()) / LITTLE;
  }

  private boolean fits(Waiter waiter) {
    return fits(waiter.reservation(), waiter.more());
  }

  private boolean fits(MemoryReservation reservation, long more) {
    long ceiling = ceiling(reservation.stage());
    long taken = staged ? reserved(reservation.stage()) : reserved;
    return more <= ceiling - Math.min(taken, ceiling) && isWithinShare(reservation, more);
  }

  private boolean isWithinShare(MemoryReservation reservation, long more) {
    long ofClient = ofClient(reservation);
    return !staged
        || reservation.client().isEmpty()
        || ofClient == reservation.held()
        || ofClient + more <= ceiling(reservation.stage()) / 2;
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

  /**
   * Waits for so many bytes and keeps them for a step that is taken again: the next reservation of
   * the client and stage that finds no room takes them over.
   *
   * @return completes with what holds them until then; whoever gets it closes it when the step has
   *     ended. Cancelling it ends the wait
   */
  CompletableFuture<MemoryReservation> room(Optional<String> client, Stage stage, long bytes) {
    MemoryReservation holder = open(client, stage);
    CompletableFuture<MemoryReservation> room = new CompletableFuture<>();
    CompletableFuture<Void> grown = holder.growWhenRoom(bytes);
    room.whenComplete(
        (kept, failure) -> {
          if (failure != null) {
            holder.close();
          }
        });
    grown.whenComplete(
        (nothing, failure) -> {
          if (failure != null) {
            room.completeExceptionally(failure);
          } else {
            keep(holder);
            room.complete(holder);
          }
        });
    return room;
  }

  private synchronized void keep(MemoryReservation holder) {
    if (!holder.isClosed()) {
      kept.computeIfAbsent(share(holder), none -> new ArrayDeque<>()).add(holder);
    }
  }

  private void forgetKept(MemoryReservation holder) {
    Deque<MemoryReservation> others = kept.get(share(holder));
    if (others != null && others.remove(holder) && others.isEmpty()) {
      kept.remove(share(holder));
    }
  }

  /** Takes bytes in place of some that were kept for whoever comes next; whether there were any. */
  private boolean takeKept(MemoryReservation reservation, long more) {
    for (MemoryReservation holder : kept.getOrDefault(share(reservation), new ArrayDeque<>())) {
      long bytes = holder.held();
      take(holder, -bytes);
      if (fits(reservation, more)) {
        holder.markClosed();
        forgetKept(holder);
        take(reservation, more);
        serve(reservation.stage());
        return true;
      }
      take(holder, bytes);
    }
    return false;
  }

  private static void requireMore(long more) {
    if (more < 0) {
      throw new IllegalArgumentException("Bytes are not taken by giving back: " + more);
    }
  }
}
