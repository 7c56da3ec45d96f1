package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.RequestRefusedException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is admitted when workers say how fast they are: here a full batch of 8 takes 8 ms. */
class RequestQueueAdmissionTest extends QueueTestBase {

  private static final long MS = 1_000_000;

  RequestQueueAdmissionTest() {
    super(200, 1_000_000);
  }

  /** Its whole was admitted elsewhere, and what is known of a bucket may be long out of date. */
  @Test
  void aPartThatMayComeTooLateIsAdmittedAsLongAsThereIsRoom() {
    queue.join(worker());
    fill(100, interactive("a", 107));

    assertThrows(
        RequestRefusedException.class, () -> queue.reserve(SMALL, 10, interactive("a", 107)));
    for (int i = 100; i < 200; i++) {
      queue.reservePart(SMALL, 10, interactive("a", 107));
    }
    RequestRefusedException full =
        assertThrows(
            RequestRefusedException.class,
            () -> queue.reservePart(SMALL, 10, interactive("a", 107)));
    assertEquals(Reason.QUEUE_FULL, full.reason());
  }

  @Test
  void aRequestThatWouldBeAnsweredTooLateIsRefused() {
    queue.join(worker());
    // with k before it, a request is answered after k + 8 ms
    fill(100, interactive("a", 107));
    InferenceRequest<String, String> late = queue.request("late", SMALL, 10, interactive("a", 107));

    assertFalse(queue.offer(late));

    RequestRefusedException refusal = failure(late, RequestRefusedException.class);
    assertEquals(Reason.TOO_LATE, refusal.reason());
    assertEquals(Duration.ofMillis(100), refusal.retryAfter(), "the 100 that wait");
    assertEquals(100, queue.depth());
    assertTrue(accepts(interactive("a", 108)));
  }

  @Test
  void anUrgentRequestPassesALongQueueOfItsOwnClient() {
    queue.join(worker());
    fill(100, interactive("a", 900));
    assertTrue(accepts(interactive("a", 8)));
    assertFalse(accepts(interactive("a", 8)), "the one before it goes first");
    assertTrue(accepts(interactive("a", 9)));
  }

  @Test
  void urgentRequestsThatAreGoneAreNotAheadAnyMore() {
    offer("earliest of all, but in the lower class", bulkWithin(1));
    fill(50, interactive("a", 900));
    fill(10, interactive("a", 5));
    List<InferenceRequest<String, String>> cancelled =
        Stream.generate(() -> offer("cancelled", interactive("a", 6))).limit(10).toList();
    queue.join(worker());
    assertFalse(accepts(interactive("a", 8)));
    take(10);
    cancelled.forEach(queue::cancel);
    assertTrue(accepts(interactive("a", 8)));
  }

  @Test
  void aLongQueueOfOneClientDoesNotKeepOutAnother() {
    fill(100, interactive("a", 5));
    queue.join(worker());
    assertFalse(accepts(interactive("a", 107)));
    assertFalse(accepts(interactive("b", 8)), "one of the other client's goes first");
    assertTrue(accepts(interactive("b", 9)));
  }

  @Test
  void aBusyWorkerFinishesFirst() {
    queue.join(worker().busy(50 * MS));
    assertFalse(accepts(interactive("a", 57)));
    assertTrue(accepts(interactive("a", 58)));
  }

  @Test
  void theFirstWorkerToBeFreeCounts() {
    queue.join(worker().busy(50 * MS));
    queue.join(worker().busy(20 * MS));
    assertFalse(accepts(interactive("a", 27)));
    assertTrue(accepts(interactive("a", 28)));
  }

  @Test
  void whereNothingWaitsATicketRunsAlone() {
    queue.join(worker().alone(SMALL, 2 * MS));
    assertFalse(accepts(interactive("a", 1)));
    assertTrue(accepts(interactive("a", 2)));
    assertFalse(accepts(interactive("b", 8)), "now one goes first, and it runs with that");
    assertTrue(accepts(interactive("b", 9)));
  }

  @Test
  void aSlowWorkerDoesNotKeepOutWhatAFasterOneAnswers() {
    queue.join(worker());
    queue.join(new FixedBatchConsumer().pace(SMALL, 8, 800 * MS));
    assertTrue(accepts(interactive("a", 8)));
  }

  @Test
  void twoWorkersDrainTheQueueInHalfTheTime() {
    queue.join(worker());
    queue.join(worker());
    fill(100, interactive("a", 900));
    assertEquals(Duration.ofMillis(50), queue.drainTime());
    assertFalse(accepts(bulkWithin(57)));
    assertTrue(accepts(bulkWithin(58)));
  }

  @Test
  void bulkWaitsForEverythingInteractive() {
    queue.join(worker());
    fill(50, interactive("a", 900));
    assertFalse(accepts(bulkWithin(57)));
    assertTrue(accepts(bulkWithin(58)));
    assertTrue(accepts(interactive("b", 9)), "interactive work does not wait for bulk");
  }

  @Test
  void whileThePaceIsUnknownNothingIsTooLate() {
    queue.join(new FixedBatchConsumer());
    fill(150, interactive("a", 1));
    assertTrue(accepts(interactive("a", 1)));
    assertEquals(Duration.ZERO, queue.drainTime());
  }

  @Test
  void withoutAWorkerNothingIsPredicted() {
    fill(10, interactive("a", 1));
    assertEquals(Duration.ZERO, queue.drainTime());
  }

  @Test
  void aRequestWhoseTimeIsUpWhenItIsOfferedIsTooLate() {
    InferenceRequest<String, String> slow = queue.request("slow", SMALL, 10, interactive("a", 1));
    clock.addAndGet(MS + 1);
    assertFalse(queue.offer(slow));
    assertEquals(Reason.DEADLINE_TOO_SHORT, failure(slow, RequestRefusedException.class).reason());
  }

  @Test
  void theDrainTimeAddsUpTheBuckets() {
    queue.join(worker().pace(LARGE, 2, 10 * MS));
    assertEquals(Duration.ZERO, queue.drainTime());
    fill(3, interactive("a"));
    offer("large", LARGE, interactive("a"));
    offer("large", LARGE, bulk("b"));
    assertEquals(Duration.ofMillis(3 + 2 * 5), queue.drainTime());
    queue.join(new FixedBatchConsumer().pace(SMALL, 1, 2 * MS).pace(LARGE, 1, 20 * MS));
    // together 1 + 1/2 small ones a millisecond, 1/5 + 1/20 large ones
    assertEquals(Duration.ofMillis(2 + 8), queue.drainTime());
  }

  @Test
  void ticketsGivenBackAreStillToBeServed() {
    fill(8, interactive("a", 5));
    queue.requeueAfterDeviceLoss(take(4), new IllegalStateException(), false);
    queue.join(worker());
    assertEquals(Duration.ofMillis(8), queue.drainTime());
    assertFalse(accepts(interactive("b", 12)), "4 returned, one of the other client, 8 ms");
    assertTrue(accepts(interactive("b", 13)));
  }

  @Test
  void aFullQueueSaysWhenItWillBeEmpty() {
    queue.join(worker());
    fill(200, interactive("a"));
    InferenceRequest<String, String> refused =
        queue.request("refused", SMALL, 10, interactive("a"));
    assertFalse(queue.offer(refused));
    RequestRefusedException refusal = failure(refused, RequestRefusedException.class);
    assertEquals(Reason.QUEUE_FULL, refusal.reason());
    assertEquals(Duration.ofMillis(200), refusal.retryAfter());
  }

  private static FixedBatchConsumer worker() {
    return new FixedBatchConsumer().pace(SMALL, 8, 8 * MS);
  }

  private void fill(int requests, Terms terms) {
    for (int i = 0; i < requests; i++) {
      offer("t" + i, terms);
    }
  }

  /** Whether a request is admitted; one that is stays. */
  private boolean accepts(Terms terms) {
    return queue.offer(queue.request("another", SMALL, 10, terms));
  }

  private static Terms bulkWithin(int millis) {
    return terms("bulk", Priority.BULK, Duration.ofMillis(millis));
  }

  @Test
  void whoReservesHearsWhatAnOfferWouldHear() {
    queue.join(worker());
    fill(8, interactive("a", 900));

    Reservation reservation = queue.reserve(SMALL, 10, interactive("a", 900));
    RequestRefusedException late =
        assertThrows(
            RequestRefusedException.class, () -> queue.reserve(SMALL, 10, interactive("a", 3)));

    // not even an idle worker could do it
    assertEquals(Reason.DEADLINE_TOO_SHORT, late.reason());
    assertFalse(accepts(interactive("a", 3)));
    assertEquals(List.of(Outcome.REFUSED, Outcome.REFUSED), ended);
    assertEquals(9, queue.depth());
    queue.release(reservation);
    assertEquals(8, queue.depth());
  }

  @Test
  void placesAreAheadOfWhoComesLater() {
    queue.join(worker());
    for (int i = 0; i < 73; i++) {
      queue.reserve(SMALL, 10, interactive("a", 80));
    }

    assertFalse(accepts(interactive("a", 80)), "73 of them take 73 ms, a batch 8 ms");
    assertTrue(accepts(interactive("a", 81)));
    assertTrue(accepts(interactive("b", 20)), "another client's turn comes first");
    assertFalse(accepts(terms("b", Priority.BULK, Duration.ofMillis(60))));
  }

  @Test
  void placesCountAgainstTheBounds() {
    List<Reservation> reservations =
        Stream.generate(() -> queue.reserve(SMALL, 10, interactive("a"))).limit(200).toList();

    assertFalse(accepts(interactive("a")));
    queue.release(reservations.get(0));
    queue.release(reservations.get(0));
    assertTrue(accepts(interactive("a")));
    assertFalse(accepts(interactive("a")));
  }

  @Test
  void anItemTakesItsPlaceAlsoOnceTheQueueIsClosed() {
    Reservation first = queue.reserve(SMALL, 10, interactive("a"));
    Reservation second = queue.reserve(SMALL, 20, interactive("a"));
    var drained = queue.close().toCompletableFuture();

    InferenceRequest<String, String> request = queue.offer(first, "late");

    assertEquals(30, queue.bytes());
    assertEquals(List.of("late"), poll(1));
    queue.answer(request, "done");
    assertFalse(drained.isDone(), "one is still being prepared");
    queue.release(second);
    assertTrue(drained.isDone());
    assertEquals(0, queue.bytes());
  }

  @Test
  void anItemWhosePlaceWasGivenUpIsCancelled() {
    Reservation reservation = queue.reserve(SMALL, 10, interactive("a"));
    queue.release(reservation);

    InferenceRequest<String, String> request = queue.offer(reservation, "too late");

    assertFalse(request.isOpen());
    assertEquals(List.of(Outcome.CANCELLED), ended);
    assertNothingWaits();
    assertEquals(0, queue.bytes());
  }

  /** Pages of a document that is under way belong to what was admitted. */
  @Test
  void aClosedQueueStillTakesPartsOfWhatWasBegun() {
    queue.requireOpen();
    CompletableFuture<Void> first = queue.close().toCompletableFuture();
    assertTrue(first.isDone());
    assertThrows(RequestRefusedException.class, queue::requireOpen);
    assertThrows(RequestRefusedException.class, () -> queue.reserve(SMALL, 10, interactive("a")));

    InferenceRequest<String, String> page =
        queue.offer(queue.reserve(SMALL, 10, interactive("a").ofBegun()), "page");
    assertTrue(page.isOpen());
    assertFalse(queue.close().toCompletableFuture().isDone());

    queue.abandon();

    assertFalse(page.isOpen());
    assertTrue(queue.close().toCompletableFuture().isDone());
    assertThrows(
        RequestRefusedException.class, () -> queue.reserve(SMALL, 10, interactive("a").ofBegun()));
  }

  @Test
  void abandonGivesUpThePlacesToo() {
    Reservation reservation = queue.reserve(SMALL, 10, interactive("a"));

    assertEquals(0, queue.abandon());

    assertEquals(0, queue.depth());
    assertEquals(
        Reason.SHUTTING_DOWN,
        failure(queue.offer(reservation, "late"), RequestRefusedException.class).reason());
    assertEquals(List.of(Outcome.REFUSED), ended);
    assertTrue(queue.close().toCompletableFuture().isDone());
  }

  @Test
  void clientsWhoseItemsAreStillBeingPreparedHaveTheirTurnsToo() {
    queue.join(worker());
    for (int i = 0; i < 100; i++) {
      queue.reserve(SMALL, 10, interactive("client " + i, 107));
    }

    assertFalse(accepts(interactive("late", 107)), "100 turns take 100 ms, a batch 8 ms");
    assertTrue(accepts(interactive("late", 108)));
  }
}
