package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.TicketRefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who gets in when the queue is full, and at whose cost. */
class TicketQueueDisplacementTest extends QueueTestBase {

  private static final int CAPACITY = 8;

  TicketQueueDisplacementTest() {
    super(CAPACITY, 200);
  }

  @Test
  void aClientBelowItsShareTakesTheLastPlaceOfTheGreediest() {
    List<Ticket<String, String>> greedy = fill(CAPACITY, interactive("greedy"));

    Ticket<String, String> meek = offer("meek", interactive("meek"));

    assertTrue(meek.isOpen());
    assertEquals(CAPACITY, queue.depth());
    TicketRefusedException refusal =
        failure(greedy.get(CAPACITY - 1), TicketRefusedException.class);
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
      Ticket<String, String> meek = queue.ticket("meek", SMALL, 10, interactive("meek"));
      queue.offer(meek);
      for (Ticket<String, String> ticket : take(2)) {
        queue.answer(ticket, "answer");
      }
      served += meek.isOpen() ? 0 : 1;
      assertTrue(meek.isOpen() || join(meek) != null);
    }
    assertTrue(served >= 198, served + " of 200");
  }

  @Test
  void bytesAreSharedLikeTickets() {
    for (int i = 0; i < 5; i++) {
      assertTrue(queue.offer(queue.ticket("g" + i, SMALL, 40, interactive("greedy"))));
    }

    assertTrue(queue.offer(queue.ticket("meek", SMALL, 90, interactive("meek"))));

    assertEquals(40 * 2 + 90, queue.bytes(), "three had to go");
    assertEquals(List.of(Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED), ended);
    assertFalse(queue.offer(queue.ticket("much", SMALL, 120, interactive("other"))));
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
    Ticket<String, String> bulk = offer("bulk", bulk("greedy"));
    fill(CAPACITY - 1, interactive("greedy"));

    assertTrue(accepts("meek", Priority.INTERACTIVE));

    failure(bulk, TicketRefusedException.class);
  }

  @Test
  void itsOwnBulkGivesWayToAClientsInteractiveWork() {
    List<Ticket<String, String>> bulk = fill(CAPACITY, bulk("one"));

    assertTrue(accepts("one", Priority.INTERACTIVE));

    failure(bulk.get(CAPACITY - 1), TicketRefusedException.class);
    assertEquals(CAPACITY, queue.depth());
    assertFalse(accepts("one", Priority.BULK));
  }

  @Test
  void anItemThatIsStillBeingPreparedGoesTooAndItsPreparerHearsOfIt() {
    List<TicketRefusedException> told = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < CAPACITY; i++) {
      places.add(queue.reserve(SMALL, 10, interactive("greedy")));
    }
    Place last = places.get(CAPACITY - 1);
    last.whenDisplaced(told::add);

    queue.reserve(SMALL, 10, interactive("meek"));

    assertEquals(1, told.size());
    assertEquals(Reason.QUEUE_FULL, told.get(0).reason());
    assertEquals(List.of(Outcome.REFUSED), ended);
    last.whenDisplaced(told::add);
    assertEquals(2, told.size(), "who asks later hears it at once");

    Ticket<String, String> late = queue.offer(last, "late");
    assertSame(told.get(0), failure(late, TicketRefusedException.class));
    queue.release(last);
    assertEquals(List.of(Outcome.REFUSED), ended, "it was counted once");
    assertEquals(CAPACITY, queue.depth());
  }

  @Test
  void anItemThatComesWhileItsPlaceGoesToAnotherIsRefused() {
    List<Place> places = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<Ticket<String, String>> late = new ArrayList<>();
    AtomicReference<TicketQueue<String, String>> asked = new AtomicReference<>();
    asked.set(
        new TicketQueue<>(
            new QueueLimits(2, 200, TIMEOUT),
            clock::get,
            (client, outcome) -> {
              outcomes.add(outcome);
              if (outcomes.size() == 1) {
                late.add(asked.get().offer(places.get(1), "late"));
              }
            }));
    for (int i = 0; i < 2; i++) {
      places.add(asked.get().reserve(SMALL, 10, interactive("greedy")));
    }

    asked.get().reserve(SMALL, 10, interactive("meek"));

    assertEquals(Reason.QUEUE_FULL, failure(late.get(0), TicketRefusedException.class).reason());
    assertEquals(List.of(Outcome.REFUSED), outcomes);
  }

  @Test
  void nobodyGoesForOneThatWouldBeTooLate() {
    queue.join(new FixedPuller().pace(SMALL, 8, 8_000_000).busy(500_000_000));
    fill(CAPACITY, interactive("greedy"));

    TicketRefusedException refusal =
        assertThrows(
            TicketRefusedException.class, () -> queue.reserve(SMALL, 10, interactive("meek", 10)));

    assertEquals(Reason.TOO_LATE, refusal.reason());
    assertEquals(CAPACITY, queue.depth());
    assertEquals(List.of(Outcome.REFUSED), ended);
  }

  @Test
  void aPromotedTicketGoesWithTheInteractiveOnes() {
    Ticket<String, String> bulk = offer("bulk", bulk("a"));
    offer("other", bulk("a"));
    Place place = queue.reserve(SMALL, 10, bulk("a"));
    offer("interactive", interactive("b"));

    queue.promote(bulk, Priority.INTERACTIVE);
    queue.promote(place, Priority.INTERACTIVE);
    queue.offer(place, "prepared");

    assertEquals(3, queue.snapshot().byPriority().get(Priority.INTERACTIVE));
    List<String> first = poll(3);
    assertTrue(first.containsAll(List.of("bulk", "interactive", "prepared")), first::toString);
    assertEquals(List.of("other"), poll(3));
    queue.promote(bulk, Priority.INTERACTIVE);
    assertNothingWaits();
    assertEquals(0, queue.bytes());
  }

  private List<Ticket<String, String>> fill(int tickets, Terms terms) {
    List<Ticket<String, String>> all = new ArrayList<>();
    for (int i = 0; i < tickets; i++) {
      all.add(offer("t" + i, terms));
    }
    return all;
  }

  private boolean accepts(String client, Priority priority) {
    return queue.offer(queue.ticket("another", SMALL, 10, terms(client, priority, TIMEOUT)));
  }
}
