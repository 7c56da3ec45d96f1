package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who goes first: classes share, clients take turns, a client's earliest deadline leads. */
class RequestQueueOrderTest extends QueueTestBase {

  RequestQueueOrderTest() {
    super(1_000, 1_000_000);
  }

  @Test
  void clientsTakeTurns() {
    offer("a1", interactive("a"));
    offer("a2", interactive("a"));
    offer("a3", interactive("a"));
    offer("b1", interactive("b"));
    offer("b2", interactive("b"));
    offer("c1", interactive("c"));

    assertEquals(List.of("a1", "b1", "c1", "a2", "b2", "a3"), poll(6));
  }

  @Test
  void aClientWithManyPagesDelaysAnotherOnesPageByABatchAtMost() {
    for (int i = 0; i < 300; i++) {
      offer("greedy" + i, interactive("greedy"));
    }
    for (int batch = 0; batch < 10; batch++) {
      poll(8);
    }
    clock.addAndGet(1);
    offer("single", interactive("modest"));

    assertTrue(poll(8).contains("single"));
  }

  @Test
  void severalClientsWithManyPagesDelayAnotherOnesPageByATurnAtMost() {
    for (int i = 0; i < 80; i++) {
      offer("a" + i, interactive("a"));
      offer("b" + i, interactive("b"));
      offer("c" + i, interactive("c"));
    }
    poll(10);
    offer("single", interactive("modest"));

    assertTrue(poll(4).contains("single"));
  }

  @Test
  void aClientThatComesBackAtOnceDoesNotKeepOthersOut() {
    for (int i = 0; i < 50; i++) {
      offer("many", interactive("many"));
    }
    List<String> served = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      if (!served.isEmpty() && served.get(i - 1).equals("many")) {
        served.addAll(poll(1));
        continue;
      }
      clock.addAndGet(1);
      offer("again", interactive("again"));
      served.addAll(poll(1));
    }

    int turns = Collections.frequency(served, "many");
    assertTrue(turns >= 45 && turns <= 50, "it got " + turns + " of 100 turns");
  }

  @Test
  void aClientThatWasAwayGetsNoCreditForIt() {
    for (int i = 0; i < 40; i++) {
      offer("stayed", interactive("a"));
    }
    poll(20);
    for (int i = 0; i < 20; i++) {
      offer("returned", interactive("b"));
    }

    assertEquals(4, Collections.frequency(poll(8), "returned"));
  }

  @Test
  void clientsShareByCostAndNotByRequests() {
    for (int i = 0; i < 40; i++) {
      offer("large", LARGE, interactive("a"));
      offer("small", SMALL, interactive("b"));
    }
    List<String> served = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      served.addAll(poll(1));
    }

    int large = Collections.frequency(served, "large");
    assertEquals(5, large, 1, "a large ticket costs as much as four small ones");
  }

  @Test
  void withinAClientTheEarliestDeadlineGoesFirst() {
    offer("in 30", interactive("a", 30));
    offer("in 10", interactive("a", 10));
    offer("in 20", interactive("a", 20));
    offer("in 10, later", interactive("a", 10));

    assertEquals(List.of("in 10", "in 10, later", "in 20", "in 30"), poll(8));
  }

  @Test
  void amongClientsThatGotEquallyMuchTheEarliestDeadlineGoesFirst() {
    offer("a 30", interactive("a", 30));
    offer("b 20", interactive("b", 20));
    offer("c 10", interactive("c", 10));
    offer("a 40", interactive("a", 40));
    offer("b 50", interactive("b", 50));
    offer("c 60", interactive("c", 60));

    assertEquals(List.of("c 10", "b 20", "a 30", "a 40", "b 50", "c 60"), poll(8));
  }

  @Test
  void aBatchTakesTurnsAmongTheClientsWithTheLeadingBucket() {
    offer("a large", LARGE, interactive("a", 10));
    offer("b small", SMALL, interactive("b", 20));
    offer("c large", LARGE, interactive("c", 30));
    offer("a large too", LARGE, interactive("a", 40));

    assertEquals(List.of("a large", "c large", "a large too"), poll(8));
    assertEquals(List.of("b small"), poll(8));
  }

  @Test
  void oneBatchOfEightIsForTheLowerClassWhileBothWait() {
    for (int i = 0; i < 100; i++) {
      offer("bulk", bulk("a"));
      offer("interactive", interactive("a"));
    }
    for (int batch = 1; batch <= 80; batch++) {
      String expected = batch % RequestQueue.BULK_SHARE == 0 ? "bulk" : "interactive";
      assertEquals(List.of(expected), poll(1), "batch " + batch);
    }
  }

  @Test
  void aBatchIsOfOneClass() {
    offer("bulk", bulk("a"));
    offer("interactive", interactive("a"));
    assertEquals(List.of("interactive"), poll(8));
    assertEquals(List.of("bulk"), poll(8));
  }

  @Test
  void theLowerClassGetsEverythingWhileItIsAlone() {
    for (int i = 0; i < 20; i++) {
      offer("bulk", bulk("a"));
    }
    for (int batch = 0; batch < 5; batch++) {
      assertEquals(Collections.nCopies(4, "bulk"), poll(4));
    }
    assertNothingWaits();
  }

  @Test
  void theHigherClassGoesFirstHoweverUrgentTheLower() {
    offer("bulk", terms("a", Priority.BULK, Duration.ofMillis(1)));
    offer("interactive", interactive("a"));
    assertEquals(List.of("interactive"), poll(1));
  }

  @Test
  void aCancelledRequestCostsItsClientNothing() {
    InferenceRequest<String, String> first = offer("a1", interactive("a", 10));
    offer("a2", interactive("a", 20));
    offer("b1", interactive("b", 30));
    queue.cancel(first);
    assertEquals(List.of("a2", "b1"), poll(2));
  }
}
