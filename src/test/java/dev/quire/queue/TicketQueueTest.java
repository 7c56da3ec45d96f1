package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.batch.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TicketQueueTest extends QueueTestBase {

  TicketQueueTest() {
    super(4, 100);
  }

  @Test
  void ticketsOfOneClientWithOneTimeoutLeaveInTheOrderTheyCame() {
    offer("a");
    offer("b");
    offer("c");
    offer("d");

    assertEquals(List.of("a", "b", "c"), poll(3));
    assertEquals(List.of("d"), poll(3));
    assertNothingWaits();
  }

  @Test
  void aBatchIsOfTheLeadingTicketsBucket() {
    offer("l1", LARGE);
    clock.addAndGet(1);
    offer("s1", SMALL);
    clock.addAndGet(1);
    offer("l2", LARGE);

    assertEquals(List.of("l1", "l2"), poll(3));
    assertEquals(List.of("s1"), poll(3));
  }

  @Test
  void thePolicyMayHaveAWorkerWait() {
    BatchPolicy patient = new FixedBatchPolicy(3, 50);
    offer("a");
    clock.addAndGet(20);

    assertEquals(new Next.Later<String, String>(30), queue.poll(patient));
    assertEquals(1, queue.depth());
  }

  @Test
  void thePolicySeesTheLeadingTicketAndTheGapBetweenArrivals() {
    long start = clock.get();
    queue.join(new FixedPuller());
    queue.join(new FixedPuller());
    offer("a", LARGE, interactive("", 900));
    List<Pending> seen = new ArrayList<>();
    BatchPolicy watching =
        (pending, now) -> {
          seen.add(pending);
          return new BatchDecision.Wait(1);
        };
    queue.poll(watching);
    clock.addAndGet(1_000);
    offer("b", LARGE, interactive("", 900));
    offer("c", SMALL, interactive("", 900));
    queue.poll(watching);
    clock.addAndGet(3_000);
    queue.poll(watching);

    long deadline = start + Duration.ofMillis(900).toNanos();
    assertEquals(new Pending(LARGE, 1, start, deadline, Long.MAX_VALUE), seen.get(0));
    assertEquals(
        new Pending(LARGE, 2, start, deadline, 2_000), seen.get(1), "each worker gets every other");
    assertEquals(
        new Pending(LARGE, 2, start, deadline, 6_000), seen.get(2), "none came for 3000 ns");
  }

  @Test
  void theLeadingTicketEndsWhenThePolicyGivesItUp() {
    Ticket<String, String> hopeless = offer("hopeless", interactive("", 10));
    offer("next", interactive("", 20));
    long deadline = hopeless.deadlineNanos();
    BatchPolicy strict =
        (pending, now) ->
            pending.leadingDeadlineNanos() == deadline
                ? new BatchDecision.Expire(1)
                : new BatchDecision.Run(1, BatchDecision.Reason.SIZE);
    clock.addAndGet(5);

    assertEquals("next", take(strict).get(0).payload());
    assertEquals(Duration.ofNanos(5), failure(hopeless, TicketExpiredException.class).waited());
    assertEquals(List.of(Outcome.EXPIRED), ended);
  }

  @Test
  void aWorkerThatIsTooSlowForATicketLeavesItToAFasterOne() {
    long ms = 1_000_000;
    BatchPolicy slow = (pending, now) -> new BatchDecision.Expire(1);
    FixedPuller fast = new FixedPuller().pace(SMALL, 8, 80 * ms).alone(SMALL, 10 * ms);
    queue.join(new FixedPuller().pace(SMALL, 8, 8_000 * ms));
    queue.join(fast);
    offer("urgent", interactive("", 100));

    assertEquals(new Next.Later<String, String>(ms), queue.poll(slow), "the faster one is idle");
    fast.busy(90 * ms);
    assertEquals(new Next.Later<String, String>(90 * ms), queue.poll(slow));
    fast.busy(91 * ms);
    assertInstanceOf(Next.Nothing.class, queue.poll(slow));
    assertEquals(List.of(Outcome.EXPIRED), ended);
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
  void aTicketMayNotAskForMoreTimeThanTheLimits() {
    Terms patient = Terms.within(TIMEOUT.plusNanos(1));
    assertThrows(IllegalArgumentException.class, () -> queue.ticket("a", SMALL, 1, patient));
  }

  @Test
  void aCancelledTicketLeavesItsPlace() {
    List<Ticket<String, String>> four = List.of(offer("a"), offer("b"), offer("c"), offer("d"));
    queue.cancel(four.get(1));

    assertEquals(3, queue.depth());
    assertEquals(30, queue.bytes());
    failure(four.get(1), CancellationException.class);
    assertTrue(queue.offer(ticket("e", SMALL, 10)));
    assertEquals(List.of("a", "c", "d"), poll(3));
  }

  @Test
  void aTicketCancelledBeforeItsOfferIsNeverAdmitted() {
    FixedPuller worker = new FixedPuller();
    queue.join(worker);
    Ticket<String, String> ticket = ticket("a", SMALL, 10);
    queue.cancel(ticket);

    assertFalse(queue.offer(ticket));

    failure(ticket, CancellationException.class);
    assertEquals(List.of(Outcome.CANCELLED), ended);
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertEquals(0, worker.wakes());
    assertNothingWaits();
    assertTrue(queue.close().toCompletableFuture().isDone());
  }

  @Test
  void aTicketPastItsDeadlineNeverReachesAWorker() {
    Ticket<String, String> early = offer("early");
    clock.addAndGet(TIMEOUT.toNanos() - 1);
    offer("late");
    clock.addAndGet(1);

    assertEquals(List.of("late"), poll(3));
    TicketExpiredException expiry = failure(early, TicketExpiredException.class);
    assertEquals(TIMEOUT, expiry.waited());
    assertEquals(List.of(Outcome.EXPIRED), ended);
  }

  @Test
  void everyTicketHasItsOwnDeadline() {
    Ticket<String, String> hasty = offer("hasty", interactive("a", 10));
    offer("patient", interactive("a", 100));
    Ticket<String, String> another = offer("another", bulkWithin(10));
    clock.addAndGet(Duration.ofMillis(10).toNanos());

    assertEquals(List.of("patient"), poll(3));
    failure(hasty, TicketExpiredException.class);
    failure(another, TicketExpiredException.class);
  }

  @Test
  void overdueTicketsEndWithoutAWorker() {
    Ticket<String, String> ticket = offer("a");
    clock.addAndGet(TIMEOUT.toNanos());
    queue.expire();
    failure(ticket, TicketExpiredException.class);
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
  }

  @Test
  void theFirstEndWins() {
    Ticket<String, String> ticket = offer("a");
    poll(3);
    queue.answer(ticket, "answer");
    queue.cancel(ticket);
    queue.fail(ticket, new IllegalStateException());

    assertEquals("answer", join(ticket));
    assertEquals(List.of(Outcome.ANSWERED), ended);
  }

  @Test
  void aClosedQueueRefusesAndDrains() {
    Ticket<String, String> ticket = offer("a");
    CompletableFuture<Void> drained = queue.close().toCompletableFuture();
    Ticket<String, String> tooLate = ticket("b", SMALL, 1);
    assertFalse(queue.offer(tooLate));
    assertEquals(
        TicketRefusedException.Reason.SHUTTING_DOWN,
        failure(tooLate, TicketRefusedException.class).reason());
    assertFalse(drained.isDone());

    assertEquals(List.of("a"), poll(3));
    assertFalse(drained.isDone(), "it is still running");
    queue.answer(ticket, "answer");

    assertTrue(drained.isDone());
  }

  @Test
  void howeverTheLastTicketEndsTheQueueIsDrained() {
    Ticket<String, String> cancelled = offer("cancelled");
    Ticket<String, String> failed = offer("failed");
    offer("expired");
    CompletableFuture<Void> drained = queue.close().toCompletableFuture();
    poll(2);
    queue.cancel(cancelled);
    queue.fail(failed, new IllegalStateException());
    assertFalse(drained.isDone());
    clock.addAndGet(TIMEOUT.toNanos());
    queue.expire();
    assertTrue(drained.isDone());
  }

  @Test
  void anEmptyQueueIsDrainedAtOnce() {
    assertTrue(queue.close().toCompletableFuture().isDone());
  }

  @Test
  void whatIsLeftWhenTheTimeIsOverIsRefused() {
    Ticket<String, String> running = offer("running");
    take(1);
    Ticket<String, String> waiting = offer("waiting");

    assertEquals(2, queue.abandon());

    for (Ticket<String, String> left : List.of(running, waiting)) {
      assertEquals(
          TicketRefusedException.Reason.SHUTTING_DOWN,
          failure(left, TicketRefusedException.class).reason());
    }
    queue.answer(running, "too late");
    assertEquals(List.of(Outcome.REFUSED, Outcome.REFUSED), ended);
    assertTrue(queue.close().toCompletableFuture().isDone());
    assertEquals(0, queue.bytes());
    assertNothingWaits();
  }

  @Test
  void everyAdmissionWakesTheWorkers() {
    FixedPuller worker = new FixedPuller();
    queue.join(worker);
    offer("a");
    offer("b");
    assertEquals(2, worker.wakes());
    queue.leave(worker);
    offer("c");
    assertEquals(2, worker.wakes());
  }

  @Test
  void aSnapshotCountsWhatIsThere() {
    queue.join(new FixedPuller().pace(SMALL, 1, 1_000).pace(LARGE, 2, 8_000));
    offer("a", SMALL, interactive("one"));
    offer("b", LARGE, interactive("two"));
    offer("c", SMALL, bulk("one"));
    offer("d", SMALL, interactive("one"));
    poll(1);

    queue.reserve(LARGE, 7, interactive("c"));
    assertEquals(
        new QueueSnapshot(
            4,
            1,
            37,
            1,
            4,
            Map.of(Priority.INTERACTIVE, 2, Priority.BULK, 1),
            Map.of("small", 2, "large", 1),
            Duration.ofNanos(2 * 1_000 + 2 * 4_000)),
        queue.snapshot());
  }

  private static Terms bulkWithin(int millis) {
    return terms("b", Priority.BULK, Duration.ofMillis(millis));
  }
}
