package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.QueueView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of the requests of a device that is lost. */
class RequestQueueRequeueTest extends QueueTestBase {

  private static final RuntimeException LOST = new IllegalStateException("The device is lost");

  RequestQueueRequeueTest() {
    super(4, 100);
  }

  @Test
  void ticketsGivenBackGoToTheHeadOfTheQueueInTheirOrder() {
    offer("a");
    offer("b");
    List<InferenceRequest<String, String>> batch = take(2);
    offer("urgent", interactive("other", 1));
    queue.requeueAfterDeviceLoss(batch, LOST, false);

    assertEquals(List.of("a", "b"), poll(8));
    assertEquals(List.of("urgent"), poll(8));
    assertEquals(List.of(), ended);
  }

  @Test
  void evenBulkGivenBackGoesBeforeInteractiveWork() {
    offer("bulk", bulk("a"));
    List<InferenceRequest<String, String>> batch = take(1);
    offer("interactive", interactive("a"));
    queue.requeueAfterDeviceLoss(batch, LOST, false);
    assertEquals(List.of("bulk"), poll(8));
  }

  @Test
  void batchesOfSeveralDevicesAreServedByBucket() {
    offer("s1", SMALL);
    offer("l1", LARGE);
    offer("s2", SMALL);
    offer("l2", LARGE);
    List<InferenceRequest<String, String>> small = take(2);
    List<InferenceRequest<String, String>> large = take(2);
    queue.requeueAfterDeviceLoss(small, LOST, false);
    queue.requeueAfterDeviceLoss(large, LOST, false);

    assertEquals(List.of("l1", "l2"), poll(8));
    assertEquals(List.of("s1", "s2"), poll(8));
  }

  @Test
  void theSecondTimeEachOfThemRunsAlone() {
    offer("a");
    offer("b");
    queue.requeueAfterDeviceLoss(take(2), LOST, false);
    queue.requeueAfterDeviceLoss(take(2), LOST, false);
    offer("c");

    assertEquals(List.of("a"), poll(8));
    assertEquals(List.of("b"), poll(8));
    assertEquals(List.of("c"), poll(8));
    assertNothingWaits();
  }

  @Test
  void thePolicySeesThatATicketMustRunAlone() {
    offer("a");
    offer("b");
    queue.requeueAfterDeviceLoss(take(2), LOST, false);
    List<QueueView> seen = new ArrayList<>();
    BatchPolicy watching =
        (pending, now) -> {
          seen.add(pending);
          return new BatchDecision.Run(8, BatchDecision.Reason.SIZE);
        };
    queue.requeueAfterDeviceLoss(take(watching), LOST, false);
    take(watching);

    assertEquals(List.of(2, 1), seen.stream().map(QueueView::requests).toList());
    assertEquals(Long.MAX_VALUE, seen.get(0).arrivalGapNanos(), "nobody can join them");
  }

  @Test
  void oneThatMustRunAloneJoinsNobody() {
    InferenceRequest<String, String> other = offer("other");
    offer("twice");
    queue.requeueAfterDeviceLoss(take(2), LOST, false);
    queue.requeueAfterDeviceLoss(take(2), LOST, false);
    queue.cancel(other);
    List<InferenceRequest<String, String>> twice = take(1);
    offer("last");
    List<InferenceRequest<String, String>> last = take(1);
    offer("first");
    List<InferenceRequest<String, String>> first = take(1);
    queue.requeueAfterDeviceLoss(last, LOST, false);
    queue.requeue(twice);
    queue.requeueAfterDeviceLoss(first, LOST, false);

    assertEquals(List.of("first", "last"), poll(8));
    assertEquals(List.of("twice"), poll(8));
  }

  @Test
  void oneThatIsLostAloneTwiceOnDevicesThatWorkedFails() {
    InferenceRequest<String, String> guilty = offer("guilty");
    InferenceRequest<String, String> innocent = offer("innocent");
    queue.requeueAfterDeviceLoss(take(2), LOST, false);
    queue.requeueAfterDeviceLoss(take(2), LOST, false);
    queue.requeueAfterDeviceLoss(take(1), LOST, true);
    assertTrue(guilty.isOpen());
    queue.requeueAfterDeviceLoss(take(1), LOST, true);

    assertSame(LOST, failure(guilty, IllegalStateException.class));
    assertEquals(List.of(Outcome.FAILED), ended);
    assertEquals(List.of("innocent"), poll(8));
    assertTrue(innocent.isOpen());
  }

  @Test
  void oneThatWasOnManyLostDevicesWithoutProofIsRefusedNotFailed() {
    InferenceRequest<String, String> unlucky = offer("unlucky");
    queue.requeueAfterDeviceLoss(take(1), LOST, false);
    queue.requeueAfterDeviceLoss(take(1), LOST, true);
    queue.requeueAfterDeviceLoss(take(1), LOST, false);
    assertTrue(unlucky.isOpen());
    queue.requeueAfterDeviceLoss(take(1), LOST, false);

    assertEquals(
        RequestRefusedException.Reason.DEVICES_FAILED,
        failure(unlucky, RequestRefusedException.class).reason());
    assertEquals(List.of(Outcome.REFUSED), ended);
    assertEquals(0, queue.depth());
  }

  @Test
  void endedRequestsAreNotGivenBack() {
    InferenceRequest<String, String> answered = offer("answered");
    InferenceRequest<String, String> cancelled = offer("cancelled");
    offer("open");
    List<InferenceRequest<String, String>> batch = take(3);
    queue.answer(answered, "answer");
    queue.cancel(cancelled);
    queue.requeueAfterDeviceLoss(batch, LOST, false);

    assertEquals(1, queue.depth());
    assertEquals(10, queue.bytes());
    assertEquals(List.of("open"), poll(8));
    assertEquals("answer", join(answered));
    assertEquals(List.of(Outcome.ANSWERED, Outcome.CANCELLED), ended);
  }

  @Test
  void ticketsGivenBackCountAgainstTheLimits() {
    for (int i = 0; i < 4; i++) {
      offer("t" + i);
    }
    List<InferenceRequest<String, String>> batch = take(3);
    assertEquals(1, queue.depth());
    assertEquals(10, queue.bytes());
    offer("more");
    offer("even more");
    queue.requeueAfterDeviceLoss(batch, LOST, false);

    assertEquals(6, queue.depth(), "what was admitted stays admitted");
    assertEquals(60, queue.bytes());
    assertFalse(queue.offer(request("refused", SMALL, 1)));
    poll(3);
    assertEquals(30, queue.bytes());
    offer("admitted");
  }

  @Test
  void oneGivenBackMayBeCancelled() {
    InferenceRequest<String, String> request = offer("a");
    queue.requeueAfterDeviceLoss(take(1), LOST, false);
    queue.cancel(request);

    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    failure(request, CancellationException.class);
    assertNothingWaits();
  }

  @Test
  void oneGivenBackExpiresLikeAnyOther() {
    InferenceRequest<String, String> request = offer("a");
    List<InferenceRequest<String, String>> batch = take(1);
    clock.addAndGet(TIMEOUT.toNanos());
    queue.expire();
    assertTrue(request.isOpen(), "a worker has it");
    queue.requeueAfterDeviceLoss(batch, LOST, false);
    offer("b");

    assertEquals(List.of("b"), poll(8));
    failure(request, RequestExpiredException.class);
    assertEquals(List.of(Outcome.EXPIRED), ended);
  }

  @Test
  void givingBackWakesTheWorkers() {
    offer("a");
    FixedBatchConsumer worker = new FixedBatchConsumer();
    queue.join(worker);
    queue.requeueAfterDeviceLoss(take(1), LOST, false);
    assertEquals(1, worker.wakes());
    queue.requeue(take(1));
    assertEquals(2, worker.wakes());
  }

  @Test
  void ticketsThatDidNotRunGoToTheHeadWithoutALoss() {
    offer("a");
    offer("b");
    offer("c");
    for (int i = 0; i < 5; i++) {
      queue.requeue(take(2));
    }

    assertEquals(3, queue.depth());
    assertEquals(30, queue.bytes());
    assertEquals(List.of("a", "b"), poll(8));
    assertEquals(List.of("c"), poll(8));
    assertEquals(List.of(), ended);
  }

  @Test
  void theRestOfABatchRunsAfterThoseThatTheDeviceWasLostWith() {
    offer("a");
    offer("b");
    offer("c");
    offer("d");
    List<InferenceRequest<String, String>> batch = take(4);
    queue.requeue(batch.subList(2, 4));
    queue.requeueAfterDeviceLoss(batch.subList(0, 2), LOST, false);
    assertEquals(List.of("a", "b", "c", "d"), poll(8));
  }

  @Test
  void endedRequestsAreNotPutBack() {
    InferenceRequest<String, String> cancelled = offer("cancelled");
    List<InferenceRequest<String, String>> batch = take(1);
    queue.cancel(cancelled);
    queue.requeue(batch);
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertNothingWaits();
  }

  @Test
  void aClosedQueueTakesBackWhatItAdmitted() {
    InferenceRequest<String, String> request = offer("a");
    List<InferenceRequest<String, String>> batch = take(1);
    CompletableFuture<Void> drained = queue.close().toCompletableFuture();
    queue.requeueAfterDeviceLoss(batch, LOST, false);
    assertFalse(drained.isDone());
    assertEquals(List.of("a"), poll(8));
    queue.answer(request, "answer");
    assertTrue(drained.isDone());
  }
}
