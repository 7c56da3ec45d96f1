package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.RequestRefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who gets in when the queue is full, and at whose cost. */
class RequestQueueDisplacementTest extends QueueTestBase {

  private static final int CAPACITY = 8;

  RequestQueueDisplacementTest() {
    super(CAPACITY, 200);
  }

  @Test
  void aClientBelowItsShareTakesTheLastPlaceOfTheGreediest() {
    List<InferenceRequest<String, String>> greedy = fill(CAPACITY, interactive("greedy"));

    InferenceRequest<String, String> meek = offer("meek", interactive("meek"));

    assertTrue(meek.isOpen());
    assertEquals(CAPACITY, queue.depth());
    RequestRefusedException refusal =
        failure(greedy.get(CAPACITY - 1), RequestRefusedException.class);
    assertEquals(Reason.QUEUE_FULL, refusal.reason());
    assertEquals(List.of(Outcome.REFUSED), ended);
    assertTrue(greedy.get(CAPACITY - 2).isOpen());
  }

  @Test
  void upToItsShareAndNoFurther() {
    fill(CAPACITY, interactive("greedy"));
    fill(CAPACITY / 2, interactive("meek"));

    assertFalse(accepts("meek", Priority.INTERACTIVE));
    assertFalse(accepts("greedy", Priority.INTERACTIVE));
    assertTrue(accepts("third", Priority.INTERACTIVE));
    assertTrue(accepts("third", Priority.INTERACTIVE));
    assertFalse(accepts("third", Priority.INTERACTIVE), "three of eight are more than a third");
  }

  @Test
  void aMeekClientIsServedBesideAGreedyOneHoweverManyThatSends() {
    int served = 0;
    for (int round = 0; round < 200; round++) {
      while (accepts("greedy", Priority.INTERACTIVE)) {
        // all it can
      }
      InferenceRequest<String, String> meek = queue.request("meek", SMALL, 10, interactive("meek"));
      queue.offer(meek);
      for (InferenceRequest<String, String> request : take(2)) {
        queue.answer(request, "answer");
      }
      served += meek.isOpen() ? 0 : 1;
      assertTrue(meek.isOpen() || join(meek) != null);
    }
    assertTrue(served >= 198, served + " of 200");
  }

  @Test
  void bytesAreSharedLikeRequests() {
    for (int i = 0; i < 5; i++) {
      assertTrue(queue.offer(queue.request("g" + i, SMALL, 40, interactive("greedy"))));
    }

    assertTrue(queue.offer(queue.request("meek", SMALL, 90, interactive("meek"))));

    assertEquals(40 * 2 + 90, queue.bytes(), "three had to go");
    assertEquals(List.of(Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED), ended);
    assertFalse(queue.offer(queue.request("much", SMALL, 120, interactive("other"))));
    assertEquals(40 * 2 + 90, queue.bytes(), "and nothing for one that asks for too much");
  }

  @Test
  void bulkNeverTakesThePlaceOfInteractiveWork() {
    fill(CAPACITY, interactive("greedy"));
    assertFalse(accepts("meek", Priority.BULK));
    assertEquals(List.of(Outcome.REFUSED), ended);
  }

  @Test
  void bulkTakesThePlaceOfBulkOfWhoHasMoreThanItsShare() {
    fill(CAPACITY - 2, bulk("greedy"));
    fill(2, interactive("other"));

    assertTrue(accepts("meek", Priority.BULK));

    assertEquals(CAPACITY - 3 + 1, queue.snapshot().byPriority().get(Priority.BULK));
    assertEquals(2, queue.snapshot().byPriority().get(Priority.INTERACTIVE));
  }

  @Test
  void theGreediestLosesItsBulkFirst() {
    InferenceRequest<String, String> bulk = offer("bulk", bulk("greedy"));
    fill(CAPACITY - 1, interactive("greedy"));

    assertTrue(accepts("meek", Priority.INTERACTIVE));

    failure(bulk, RequestRefusedException.class);
  }

  @Test
  void itsOwnBulkGivesWayToAClientsInteractiveWork() {
    List<InferenceRequest<String, String>> bulk = fill(CAPACITY, bulk("one"));

    assertTrue(accepts("one", Priority.INTERACTIVE));

    failure(bulk.get(CAPACITY - 1), RequestRefusedException.class);
    assertEquals(CAPACITY, queue.depth());
    assertFalse(accepts("one", Priority.BULK));
  }

  @Test
  void anItemThatIsStillBeingPreparedGoesTooAndItsPreparerHearsOfIt() {
    List<RequestRefusedException> told = new ArrayList<>();
    List<Reservation> reservations = new ArrayList<>();
    for (int i = 0; i < CAPACITY; i++) {
      reservations.add(queue.reserve(SMALL, 10, interactive("greedy")));
    }
    Reservation last = reservations.get(CAPACITY - 1);
    last.whenDisplaced(told::add);

    queue.reserve(SMALL, 10, interactive("meek"));

    assertEquals(1, told.size());
    assertEquals(Reason.QUEUE_FULL, told.get(0).reason());
    assertEquals(List.of(Outcome.REFUSED), ended);
    last.whenDisplaced(told::add);
    assertEquals(2, told.size(), "who asks later hears it at once");

    InferenceRequest<String, String> late = queue.offer(last, "late");
    assertSame(told.get(0), failure(late, RequestRefusedException.class));
    queue.release(last);
    assertEquals(List.of(Outcome.REFUSED), ended, "it was counted once");
    assertEquals(CAPACITY, queue.depth());
  }

  @Test
  void anItemThatComesWhileItsPlaceGoesToAnotherIsRefused() {
    List<Reservation> reservations = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<InferenceRequest<String, String>> late = new ArrayList<>();
    AtomicReference<RequestQueue<String, String>> asked = new AtomicReference<>();
    asked.set(
        new RequestQueue<>(
            new QueueLimits(2, 200, TIMEOUT),
            clock::get,
            (client, outcome) -> {
              outcomes.add(outcome);
              if (outcomes.size() == 1) {
                late.add(asked.get().offer(reservations.get(1), "late"));
              }
            }));
    for (int i = 0; i < 2; i++) {
      reservations.add(asked.get().reserve(SMALL, 10, interactive("greedy")));
    }

    asked.get().reserve(SMALL, 10, interactive("meek"));

    assertEquals(Reason.QUEUE_FULL, failure(late.get(0), RequestRefusedException.class).reason());
    assertEquals(List.of(Outcome.REFUSED), outcomes);
  }

  @Test
  void nobodyGoesForOneThatWouldBeTooLate() {
    queue.join(new FixedBatchConsumer().pace(SMALL, 8, 8_000_000).busy(500_000_000));
    fill(CAPACITY, interactive("greedy"));

    RequestRefusedException refusal =
        assertThrows(
            RequestRefusedException.class, () -> queue.reserve(SMALL, 10, interactive("meek", 10)));

    assertEquals(Reason.TOO_LATE, refusal.reason());
    assertEquals(CAPACITY, queue.depth());
    assertEquals(List.of(Outcome.REFUSED), ended);
  }

  @Test
  void aPromotedRequestGoesWithTheInteractiveOnes() {
    InferenceRequest<String, String> bulk = offer("bulk", bulk("a"));
    offer("other", bulk("a"));
    Reservation reservation = queue.reserve(SMALL, 10, bulk("a"));
    offer("interactive", interactive("b"));

    queue.promote(bulk, Priority.INTERACTIVE);
    queue.promote(reservation, Priority.INTERACTIVE);
    queue.offer(reservation, "prepared");

    assertEquals(3, queue.snapshot().byPriority().get(Priority.INTERACTIVE));
    List<String> first = poll(3);
    assertTrue(first.containsAll(List.of("bulk", "interactive", "prepared")), first::toString);
    assertEquals(List.of("other"), poll(3));
    queue.promote(bulk, Priority.INTERACTIVE);
    assertNothingWaits();
    assertEquals(0, queue.bytes());
  }

  private List<InferenceRequest<String, String>> fill(int requests, Terms terms) {
    List<InferenceRequest<String, String>> all = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      all.add(offer("t" + i, terms));
    }
    return all;
  }

  private boolean accepts(String client, Priority priority) {
    return queue.offer(queue.request("another", SMALL, 10, terms(client, priority, TIMEOUT)));
  }
}
