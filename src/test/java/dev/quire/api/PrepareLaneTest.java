package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.PrepareLane.Taken;
import dev.quire.queue.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrepareLaneTest {

  private final Deadline deadline = Deadline.in(Duration.ofHours(1), new HandTime());

  /** Equal to itself alone. */
  private static final class Item implements PrepareLane.Entry {
    private final CpuWork work;

    Item(CpuWork work) {
      this.work = work;
    }

    @Override
    public CpuWork work() {
      return work;
    }

    @Override
    public String toString() {
      return work.client();
    }
  }

  @Test
  void clientsTakeTurns() {
    PrepareLane<Item> lane = new PrepareLane<>(100);
    for (int i = 0; i < 6; i++) {
      lane.enter(interactive("a"));
    }
    lane.enter(interactive("b"));
    lane.enter(interactive("b"));

    assertEquals(List.of("a", "b", "a", "b", "a", "a", "a", "a"), drain(lane, Map.of()));
  }

  /** A client of huge pages has as much of the processors as the others, not as many turns. */
  @Test
  void turnsAreChargedByWhatTheyCost() {
    PrepareLane<Item> lane = new PrepareLane<>(1000);
    for (int i = 0; i < 100; i++) {
      lane.enter(interactive("dear"));
      lane.enter(interactive("cheap"));
    }

    List<String> order = drain(lane, Map.of("dear", 10_000L, "cheap", 1_000L)).subList(0, 60);

    long dear = order.stream().filter("dear"::equals).count();
    assertTrue(dear >= 3 && dear <= 9, "dear had " + dear + " of 60 turns: " + order);
  }

  @Test
  void interactiveWorkGoesFirstAndBulkHasAShare() {
    PrepareLane<Item> lane = new PrepareLane<>(1000);
    for (int i = 0; i < 20; i++) {
      lane.enter(bulk("bulk"));
      lane.enter(interactive("reader"));
    }

    List<String> order = drain(lane, Map.of()).subList(0, 16);

    assertEquals(2, order.stream().filter("bulk"::equals).count(), order::toString);
    assertEquals("reader", order.get(0));
    assertEquals("bulk", order.get(7));
  }

  @Test
  void eachTaskHasPlacesOfItsOwn() {
    PrepareLane<Item> lane = new PrepareLane<>(2);
    assertTrue(lane.enter(interactive("a")).accepted());
    assertTrue(lane.enter(interactive("a")).accepted());
    assertFalse(lane.enter(interactive("a")).accepted());
    assertTrue(lane.enter(item("similarity", "a", Priority.INTERACTIVE)).accepted());
  }

  @Test
  void bulkWorkGivesItsPlaceToInteractiveWorkOfWhomeverButKeepsAShare() {
    PrepareLane<Item> lane = new PrepareLane<>(16);
    List<Item> bulk = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      bulk.add(bulk("a"));
      lane.enter(bulk.get(i));
    }

    for (int i = 15; i >= 2; i--) {
      assertEquals(Optional.of(bulk.get(i)), lane.enter(interactive("a")).displaced());
    }
    assertFalse(lane.enter(interactive("a")).accepted());
    assertFalse(lane.enter(bulk("a")).accepted());
  }

  /** It would displace what somebody waits for. */
  @Test
  void bulkWorkTakesNoPlaceFromInteractiveWork() {
    PrepareLane<Item> lane = new PrepareLane<>(4);
    for (int i = 0; i < 4; i++) {
      lane.enter(interactive("greedy"));
    }
    assertFalse(lane.enter(bulk("meek")).accepted());
  }

  @Test
  void whatIsUnderWayIsNotDisplaced() {
    PrepareLane<Item> lane = new PrepareLane<>(2);
    lane.enter(interactive("greedy"));
    lane.enter(interactive("greedy"));
    Taken<Item> first = lane.take().orElseThrow();
    Taken<Item> second = lane.take().orElseThrow();

    assertFalse(lane.enter(interactive("meek")).accepted());

    lane.done(first, 10);
    assertTrue(lane.enter(interactive("meek")).accepted());
    lane.done(second, 10);
    assertEquals(1, lane.taken("layout"));
  }

  /** Many clients, places few: what goes in comes out once, and the bound holds at all times. */
  @Test
  void everythingEndsOnceUnderRandomUse() {
    Random random = new Random(17);
    PrepareLane<Item> lane = new PrepareLane<>(10);
    Map<Item, String> state = new HashMap<>();
    List<Taken<Item>> underWay = new ArrayList<>();
    List<Item> waiting = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          String client = "client" + Math.min(random.nextInt(8), random.nextInt(8));
          Item item =
              item(
                  random.nextInt(3) == 0 ? "similarity" : "layout",
                  client,
                  random.nextInt(3) == 0 ? Priority.BULK : Priority.INTERACTIVE);
          PrepareLane.Entered<Item> entered = lane.enter(item);
          entered
              .displaced()
              .ifPresent(
                  other -> {
                    assertTrue(waiting.remove(other));
                    assertEquals(item.work().task(), other.work().task());
                    assertEquals(null, state.put(other, "displaced"));
                  });
          if (entered.accepted()) {
            waiting.add(item);
          }
        }
        case 2 -> {
          Optional<Taken<Item>> taken = lane.take();
          assertEquals(waiting.isEmpty(), taken.isEmpty());
          taken.ifPresent(
              item -> {
                assertTrue(waiting.remove(item.entry()));
                underWay.add(item);
              });
        }
        default -> {
          if (!underWay.isEmpty() && random.nextBoolean()) {
            Taken<Item> ended = underWay.remove(random.nextInt(underWay.size()));
            lane.done(ended, random.nextInt(1_000_000));
            assertEquals(null, state.put(ended.entry(), "done"));
          } else if (!waiting.isEmpty()) {
            Item left = waiting.remove(random.nextInt(waiting.size()));
            assertTrue(lane.remove(left));
            assertFalse(lane.remove(left));
            assertEquals(null, state.put(left, "left"));
          }
        }
      }
      assertTrue(lane.taken("layout") <= 10 && lane.taken("similarity") <= 10);
      assertEquals(waiting.size(), lane.size());
      assertEquals(
          waiting.size() + underWay.size(), lane.taken("layout") + lane.taken("similarity"));
    }
  }

  private static List<String> drain(PrepareLane<Item> lane, Map<String, Long> costs) {
    List<String> order = new ArrayList<>();
    while (lane.size() > 0) {
      Taken<Item> taken = lane.take().orElseThrow();
      String client = taken.entry().work().client();
      order.add(client);
      lane.done(taken, costs.getOrDefault(client, 1_000L));
    }
    return order;
  }

  private Item interactive(String client) {
    return item("layout", client, Priority.INTERACTIVE);
  }

  private Item bulk(String client) {
    return item("layout", client, Priority.BULK);
  }

  private Item item(String task, String client, Priority priority) {
    return new Item(new CpuWork(task, client, priority, deadline, false));
  }
}
