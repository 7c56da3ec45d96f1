package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TicketQueueTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Bucket SMALL = new Bucket("small", 1);
  private static final Bucket LARGE = new Bucket("large", 4);
  private static final BatchPolicy EAGER = new FixedBatchPolicy(3, 0);

  private final AtomicLong clock = new AtomicLong();
  private final List<Outcome> ended = new ArrayList<>();
  private final TicketQueue<String, String> queue =
      new TicketQueue<>(new QueueLimits(4, 100), clock::get, ended::add);

  @Test
  void ticketsLeaveInTheOrderTheyCame() {
    offer("a", SMALL);
    offer("b", SMALL);
    offer("c", SMALL);
    offer("d", SMALL);

    assertEquals(List.of("a", "b", "c"), poll(EAGER));
    assertEquals(List.of("d"), poll(EAGER));
    assertInstanceOf(Next.Nothing.class, queue.poll(EAGER));
  }

  @Test
  void aBatchIsOfOneBucketAndTheOldestLeads() {
    offer("l1", LARGE);
    clock.addAndGet(1);
    offer("s1", SMALL);
    clock.addAndGet(1);
    offer("l2", LARGE);

    assertEquals(List.of("l1", "l2"), poll(EAGER));
    assertEquals(List.of("s1"), poll(EAGER));
  }

  @Test
  void thePolicyMayHaveAWorkerWait() {
    BatchPolicy patient = new FixedBatchPolicy(3, 50);
    offer("a", SMALL);
    clock.addAndGet(20);

    assertEquals(new Next.Later<String, String>(30), queue.poll(patient));
    assertEquals(1, queue.depth());
  }

  @Test
  void ticketsOverTheLimitAreRefused() {
    for (int i = 0; i < 4; i++) {
      assertTrue(queue.offer(ticket("t" + i, SMALL, 1)));
    }
    Ticket<String, String> fifth = ticket("fifth", SMALL, 1);

    assertFalse(queue.offer(fifth));

    TicketRefusedException refusal = failure(fifth, TicketRefusedException.class);
    assertEquals(TicketRefusedException.Reason.QUEUE_FULL, refusal.reason());
    assertEquals(4, queue.depth());
    assertEquals(List.of(Outcome.REFUSED), ended);
  }

  @Test
  void bytesOverTheLimitAreRefused() {
    assertTrue(queue.offer(ticket("a", SMALL, 60)));
    assertFalse(queue.offer(ticket("b", SMALL, 41)));
    assertTrue(queue.offer(ticket("c", SMALL, 40)));
    assertEquals(100, queue.bytes());
  }

  @Test
  void aCancelledTicketLeavesItsPlace() {
    List<Ticket<String, String>> four =
        List.of(offer("a", SMALL), offer("b", SMALL), offer("c", SMALL), offer("d", SMALL));
    queue.cancel(four.get(1));

    assertEquals(3, queue.depth());
    assertEquals(30, queue.bytes());
    failure(four.get(1), CancellationException.class);
    assertTrue(queue.offer(ticket("e", SMALL, 10)));
    assertEquals(List.of("a", "c", "d"), poll(EAGER));
  }

  @Test
  void aTicketPastItsDeadlineNeverReachesAWorker() {
    Ticket<String, String> early = offer("early", SMALL);
    clock.addAndGet(TIMEOUT.toNanos() - 1);
    offer("late", SMALL);
    clock.addAndGet(1);

    assertEquals(List.of("late"), poll(EAGER));
    TicketExpiredException expiry = failure(early, TicketExpiredException.class);
    assertEquals(TIMEOUT, expiry.waited());
    assertEquals(List.of(Outcome.EXPIRED), ended);
  }

  @Test
  void overdueTicketsEndWithoutAWorker() {
    Ticket<String, String> ticket = offer("a", SMALL);
    clock.addAndGet(TIMEOUT.toNanos());
    queue.expire();
    failure(ticket, TicketExpiredException.class);
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
  }

  @Test
  void theFirstEndWins() {
    Ticket<String, String> ticket = offer("a", SMALL);
    poll(EAGER);
    queue.answer(ticket, "answer");
    queue.cancel(ticket);
    queue.fail(ticket, new IllegalStateException());

    assertEquals("answer", join(ticket));
    assertEquals(List.of(Outcome.ANSWERED), ended);
  }

  @Test
  void aClosedQueueRefusesAndDrains() {
    offer("a", SMALL);
    CompletableFuture<Void> drained = queue.close().toCompletableFuture();
    Ticket<String, String> tooLate = ticket("b", SMALL, 1);
    assertFalse(queue.offer(tooLate));
    assertEquals(
        TicketRefusedException.Reason.SHUTTING_DOWN,
        failure(tooLate, TicketRefusedException.class).reason());
    assertFalse(drained.isDone());

    assertEquals(List.of("a"), poll(EAGER));

    assertTrue(drained.isDone());
  }

  @Test
  void anEmptyQueueIsDrainedAtOnce() {
    assertTrue(queue.close().toCompletableFuture().isDone());
  }

  @Test
  void everyAdmissionSignals() {
    AtomicInteger signals = new AtomicInteger();
    Runnable signal = signals::incrementAndGet;
    queue.onSignal(signal);
    offer("a", SMALL);
    offer("b", SMALL);
    assertEquals(2, signals.get());
    queue.removeSignal(signal);
    offer("c", SMALL);
    assertEquals(2, signals.get());
  }

  @Test
  void theDrainTimeFollowsTheBatchesServed() {
    queue.onSignal(() -> {});
    queue.onSignal(() -> {});
    assertEquals(Duration.ZERO, queue.drainTime());
    queue.served(4, 4_000);
    offer("a", SMALL);
    offer("b", SMALL);
    offer("c", SMALL);
    assertEquals(Duration.ofNanos(1_500), queue.drainTime(), "3 tickets at 1000 ns, 2 workers");
    queue.served(1, 2_000);
    assertEquals(Duration.ofNanos(1_800), queue.drainTime(), "1000 + 0.2 · (2000 − 1000)");
  }

  private Ticket<String, String> ticket(String payload, Bucket bucket, long bytes) {
    return queue.ticket(payload, bucket, bytes, TIMEOUT);
  }

  private Ticket<String, String> offer(String payload, Bucket bucket) {
    Ticket<String, String> ticket = ticket(payload, bucket, 10);
    assertTrue(queue.offer(ticket));
    return ticket;
  }

  private List<String> poll(BatchPolicy policy) {
    Next<String, String> next = queue.poll(policy);
    if (next instanceof Next.Batch<String, String> batch) {
      return batch.tickets().stream().map(Ticket::payload).toList();
    }
    return fail("There was no batch but " + next);
  }

  private static String join(Ticket<String, String> ticket) {
    return ticket.completion().toCompletableFuture().join();
  }

  private static <T extends Throwable> T failure(Ticket<String, String> ticket, Class<T> type) {
    CompletionException e = assertThrows(CompletionException.class, () -> join(ticket));
    return assertInstanceOf(type, e.getCause());
  }
}
