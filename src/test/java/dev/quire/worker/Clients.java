package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.Outcome;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.Terms;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketQueue;
import dev.quire.queue.TicketRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Those who offer numbers to a queue that has room and time for all of them: the tickets count from
 * 1, and each should end once, with its number doubled. Thread-safe.
 */
final class Clients {

  /** Longer than any test takes. */
  static final Duration WAIT = Duration.ofMinutes(10);

  /** What the queue's clock throws, and on which threads: those whose names end so. */
  private record Fault(String threads, Error error) {}

  private final AtomicReference<Fault> fault = new AtomicReference<>();
  private final Collection<Outcome> ended = new ConcurrentLinkedQueue<>();
  private final List<Ticket<Integer, Served<Integer>>> tickets = new ArrayList<>();
  private final TicketQueue<Integer, Served<Integer>> queue =
      new TicketQueue<>(
          new QueueLimits(100_000, 100_000, WAIT),
          this::nanoTime,
          (client, outcome) -> ended.add(outcome));

  private long nanoTime() {
    Fault next = fault.get();
    if (next != null
        && Thread.currentThread().getName().endsWith(next.threads())
        && fault.compareAndSet(next, null)) {
      throw next.error();
    }
    return System.nanoTime();
  }

  /** Lets the queue fail the next time it is used on threads whose names end so. */
  void failOnceOn(String threads, Error error) {
    fault.set(new Fault(threads, error));
  }

  /** Whether the queue is yet to fail. */
  boolean isToFail() {
    return fault.get() != null;
  }

  TicketQueue<Integer, Served<Integer>> queue() {
    return queue;
  }

  /** The tickets so far. */
  List<Ticket<Integer, Served<Integer>>> tickets() {
    synchronized (tickets) {
      return List.copyOf(tickets);
    }
  }

  /** How tickets ended so far, those not among {@link #tickets()} too. */
  List<Outcome> ended() {
    return List.copyOf(ended);
  }

  /** Offers so many more tickets, which must be admitted. */
  void offer(int count) {
    for (int i = 0; i < count; i++) {
      assertTrue(queue.offer(next()));
    }
  }

  private Ticket<Integer, Served<Integer>> next() {
    synchronized (tickets) {
      Ticket<Integer, Served<Integer>> ticket = ticket(tickets.size() + 1);
      tickets.add(ticket);
      return ticket;
    }
  }

  /** A ticket that is not among {@link #tickets()} and yet to be offered. */
  Ticket<Integer, Served<Integer>> ticket(int number) {
    return queue.ticket(number, Numbers.BUCKET, 1, Terms.within(WAIT));
  }

  /** Waits for all tickets. */
  void assertAllServed() {
    List<Ticket<Integer, Served<Integer>>> all = tickets();
    for (Ticket<Integer, Served<Integer>> ticket : all) {
      assertEquals(2 * ticket.payload(), served(ticket).result());
    }
    Await.until("the end of all tickets", () -> ended.size() >= all.size());
    assertEquals(all.size(), ended.size(), "each ends once");
  }

  /** Waits for all tickets. */
  void assertAllServedBy(String device) {
    for (Ticket<Integer, Served<Integer>> ticket : tickets()) {
      assertEquals(device, served(ticket).device().name());
    }
  }

  /** Whether a device has served any ticket so far. */
  boolean anyServedBy(String device) {
    return tickets().stream()
        .map(ticket -> ticket.completion().toCompletableFuture())
        .filter(CompletableFuture::isDone)
        .anyMatch(answer -> answer.join().device().name().equals(device));
  }

  /** Offers a ticket, which must be refused; it does not count among those that ended. */
  void assertRefused(TicketRefusedException.Reason reason) {
    Ticket<Integer, Served<Integer>> ticket = ticket(1);
    assertFalse(queue.offer(ticket));
    CompletionException e =
        assertThrows(CompletionException.class, ticket.completion().toCompletableFuture()::join);
    assertEquals(reason, ((TicketRefusedException) e.getCause()).reason());
    ended.remove(Outcome.REFUSED);
  }

  private static Served<Integer> served(Ticket<Integer, Served<Integer>> ticket) {
    return ticket
        .completion()
        .toCompletableFuture()
        .orTimeout(Await.LONG.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
