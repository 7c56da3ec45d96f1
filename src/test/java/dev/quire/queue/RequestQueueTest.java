package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.batch.QueueView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestQueueTest extends QueueTestBase {

  RequestQueueTest() {
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
  void aBatchIsOfTheLeadingRequestsBucket() {
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

    assertEquals(new PollResult.Later<String, String>(30), queue.poll(patient));
    assertEquals(1, queue.depth());
  }

  @Test
  void thePolicySeesTheLeadingRequestAndTheGapBetweenArrivals() {
    long start = clock.get();
    queue.join(new FixedBatchConsumer());
    queue.join(new FixedBatchConsumer());
    offer("a", LARGE, interactive("", 900));
    List<QueueView> seen = new ArrayList<>();
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
    assertEquals(new QueueView(LARGE, 1, start, deadline, Long.MAX_VALUE), seen.get(0));
    assertEquals(
        new QueueView(LARGE, 2, start, deadline, 2_000),
        seen.get(1),
        "each worker gets every other");
    assertEquals(
        new QueueView(LARGE, 2, start, deadline, 6_000), seen.get(2), "none came for 3000 ns");
  }

  @Test
  void theLeadingRequestEndsWhenThePolicyGivesItUp() {
    InferenceRequest<String, String> hopeless = offer("hopeless", interactive("", 10));
    offer("next", interactive("", 20));
    long deadline = hopeless.deadlineNanos();
    BatchPolicy strict =
        (pending, now) ->
            pending.leadingDeadlineNanos() == deadline
                ? new BatchDecision.Expire(1)
                : new BatchDecision.Run(1, BatchDecision.Reason.SIZE);
    clock.addAndGet(5);

    assertEquals("next", take(strict).get(0).payload());
    assertEquals(Duration.ofNanos(5), failure(hopeless, RequestExpiredException.class).waited());
    assertEquals(List.of(Outcome.EXPIRED), ended);
  }

  @Test
  void aWorkerThatIsTooSlowForATicketLeavesItToAFasterOne() {
    long ms = 1_000_000;
    BatchPolicy slow = (pending, now) -> new BatchDecision.Expire(1);
    FixedBatchConsumer fast =
        new FixedBatchConsumer().pace(SMALL, 8, 80 * ms).alone(SMALL, 10 * ms);
    queue.join(new FixedBatchConsumer().pace(SMALL, 8, 8_000 * ms));
    queue.join(fast);
    offer("urgent", interactive("", 100));

    assertEquals(
        new PollResult.Later<String, String>(ms), queue.poll(slow), "the faster one is idle");
    fast.busy(90 * ms);
    assertEquals(new PollResult.Later<String, String>(90 * ms), queue.poll(slow));
    fast.busy(91 * ms);
    assertInstanceOf(PollResult.Nothing.class, queue.poll(slow));
    assertEquals(List.of(Outcome.EXPIRED), ended);
  }

  @Test
  void ticketsOverTheLimitAreRefused() {
    for (int i = 0; i < 4; i++) {
      assertTrue(queue.offer(request("t" + i, SMALL, 1)));
    }
    InferenceRequest<String, String> fifth = request("fifth", SMALL, 1);

    assertFalse(queue.offer(fifth));

    RequestRefusedException refusal = failure(fifth, RequestRefusedException.class);
    assertEquals(RequestRefusedException.Reason.QUEUE_FULL, refusal.reason());
    assertEquals(4, queue.depth());
    assertEquals(List.of(Outcome.REFUSED), ended);
  }

  @Test
  void bytesOverTheLimitAreRefused() {
    assertTrue(queue.offer(request("a", SMALL, 60)));
    assertFalse(queue.offer(request("b", SMALL, 41)));
    assertTrue(queue.offer(request("c", SMALL, 40)));
    assertEquals(100, queue.bytes());
  }

  @Test
  void aRequestMayNotAskForMoreTimeThanTheLimits() {
    Terms patient = Terms.within(TIMEOUT.plusNanos(1));
    assertThrows(IllegalArgumentException.class, () -> queue.request("a", SMALL, 1, patient));
  }

  @Test
  void aCancelledRequestLeavesItsPlace() {
    List<InferenceRequest<String, String>> four =
        List.of(offer("a"), offer("b"), offer("c"), offer("d"));
    queue.cancel(four.get(1));

    assertEquals(3, queue.depth());
    assertEquals(30, queue.bytes());
    failure(four.get(1), CancellationException.class);
    assertTrue(queue.offer(request("e", SMALL, 10)));
    assertEquals(List.of("a", "c", "d"), poll(3));
  }

  @Test
  void aRequestCancelledBeforeItsOfferIsNeverAdmitted() {
    FixedBatchConsumer worker = new FixedBatchConsumer();
    queue.join(worker);
    InferenceRequest<String, String> request = request("a", SMALL, 10);
    queue.cancel(request);

    assertFalse(queue.offer(request));

    failure(request, CancellationException.class);
    assertEquals(List.of(Outcome.CANCELLED), ended);
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertEquals(0, worker.wakes());
    assertNothingWaits();
    assertTrue(queue.close().toCompletableFuture().isDone());
  }

  @Test
  void aRequestPastItsDeadlineNeverReachesAWorker() {
    InferenceRequest<String, String> early = offer("early");
    clock.addAndGet(TIMEOUT.toNanos() - 1);
    offer("late");
    clock.addAndGet(1);

    assertEquals(List.of("late"), poll(3));
    RequestExpiredException expiry = failure(early, RequestExpiredException.class);
    assertEquals(TIMEOUT, expiry.waited());
    assertEquals(List.of(Outcome.EXPIRED), ended);
  }

  @Test
  void everyRequestHasItsOwnDeadline() {
    InferenceRequest<String, String> hasty = offer("hasty", interactive("a", 10));
    offer("patient", interactive("a", 100));
    InferenceRequest<String, String> another = offer("another", bulkWithin(10));
    clock.addAndGet(Duration.ofMillis(10).toNanos());

    assertEquals(List.of("patient"), poll(3));
    failure(hasty, RequestExpiredException.class);
    failure(another, RequestExpiredException.class);
  }

  @Test
  void overdueRequestsEndWithoutAWorker() {
    InferenceRequest<String, String> request = offer("a");
    clock.addAndGet(TIMEOUT.toNanos());
    queue.expire();
    failure(request, RequestExpiredException.class);
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
  }

  @Test
  void theFirstEndWins() {
    InferenceRequest<String, String> request = offer("a");
    poll(3);
    queue.answer(request, "answer");
    queue.cancel(request);
    queue.fail(request, new IllegalStateException());

    assertEquals("answer", join(request));
    assertEquals(List.of(Outcome.ANSWERED), ended);
  }

  @Test
  void aClosedQueueRefusesAndDrains() {
    InferenceRequest<String, String> request = offer("a");
    CompletableFuture<Void> drained = queue.close().toCompletableFuture();
    InferenceRequest<String, String> tooLate = request("b", SMALL, 1);
    assertFalse(queue.offer(tooLate));
    assertEquals(
        RequestRefusedException.Reason.SHUTTING_DOWN,
        failure(tooLate, RequestRefusedException.class).reason());
    assertFalse(drained.isDone());

    assertEquals(List.of("a"), poll(3));
    assertFalse(drained.isDone(), "it is still running");
    queue.answer(request, "answer");

    assertTrue(drained.isDone());
  }

  @Test
  void howeverTheLastRequestEndsTheQueueIsDrained() {
    InferenceRequest<String, String> cancelled = offer("cancelled");
    InferenceRequest<String, String> failed = offer("failed");
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
    InferenceRequest<String, String> running = offer("running");
    take(1);
    InferenceRequest<String, String> waiting = offer("waiting");

    assertEquals(2, queue.abandon());

    for (InferenceRequest<String, String> left : List.of(running, waiting)) {
      assertEquals(
          RequestRefusedException.Reason.SHUTTING_DOWN,
          failure(left, RequestRefusedException.class).reason());
    }
    queue.answer(running, "too late");
    assertEquals(List.of(Outcome.REFUSED, Outcome.REFUSED), ended);
    assertTrue(queue.close().toCompletableFuture().isDone());
    assertEquals(0, queue.bytes());
    assertNothingWaits();
  }

  @Test
  void everyAdmissionWakesTheWorkers() {
    FixedBatchConsumer worker = new FixedBatchConsumer();
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
    queue.join(new FixedBatchConsumer().pace(SMALL, 1, 1_000).pace(LARGE, 2, 8_000));
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
