package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.PrepareLane.Taken;
import dev.quire.queue.Priority;
import java.time.Duration;
import java.util.ArrayList;
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
    PrepareLane<Item> lane = new PrepareLane<>(Integer.MAX_VALUE);
    for (int i = 0; i < 6; i++) {
      lane.add(interactive("a"));
    }
    lane.add(interactive("b"));
    lane.add(interactive("b"));

    assertEquals(List.of("a", "b", "a", "b", "a", "a", "a", "a"), drain(lane, Map.of()));
  }

  /** A client of huge pages has as much of the processors as the others, not as many turns. */
  @Test
  void turnsAreChargedByWhatTheyCost() {
    PrepareLane<Item> lane = new PrepareLane<>(Integer.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      lane.add(interactive("dear"));
      lane.add(interactive("cheap"));
    }

    List<String> order = drain(lane, Map.of("dear", 10_000L, "cheap", 1_000L)).subList(0, 60);

    long dear = order.stream().filter("dear"::equals).count();
    assertTrue(dear >= 3 && dear <= 9, "dear had " + dear + " of 60 turns: " + order);
  }

  @Test
  void interactiveWorkGoesFirstAndBulkHasAShare() {
    PrepareLane<Item> lane = new PrepareLane<>(Integer.MAX_VALUE);
    for (int i = 0; i < 20; i++) {
      lane.add(bulk("bulk"));
      lane.add(interactive("reader"));
    }

    List<String> order = drain(lane, Map.of()).subList(0, 16);

    assertEquals(2, order.stream().filter("bulk"::equals).count(), order::toString);
    assertEquals("reader", order.get(0));
    assertEquals("bulk", order.get(7));
  }

  /** Neither waits for all that a client asked of the other model. */
  @Test
  void eachModelsWorkOfAClientHasALineOfItsOwn() {
    PrepareLane<Item> lane = new PrepareLane<>(Integer.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      lane.add(interactive("a"));
    }
    lane.add(item("similarity", "a", Priority.INTERACTIVE));

    lane.take();

    assertEquals("similarity", lane.take().orElseThrow().entry().work().task());
  }

  /** What goes in comes out once: taken, or removed. */
  @Test
  void everythingEndsOnceUnderRandomUse() {
    Random random = new Random(17);
    PrepareLane<Item> lane = new PrepareLane<>(Integer.MAX_VALUE);
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
          lane.add(item);
          waiting.add(item);
        }
        case 2 -> {
          Optional<Taken<Item>> taken = lane.take();
          assertEquals(waiting.isEmpty(), taken.isEmpty());
          taken.ifPresent(
              item -> {
                assertTrue(waiting.remove(item.entry()));
                assertFalse(lane.remove(item.entry()));
                underWay.add(item);
              });
        }
        default -> {
          if (!underWay.isEmpty() && random.nextBoolean()) {
            lane.done(underWay.remove(random.nextInt(underWay.size())), random.nextInt(1_000_000));
          } else if (!waiting.isEmpty()) {
            Item left = waiting.remove(random.nextInt(waiting.size()));
            assertTrue(lane.remove(left));
            assertFalse(lane.remove(left));
          }
        }
      }
      assertEquals(waiting.size(), lane.size());
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

  /** Its classes count together, and what ends lets more of it begin. */
  @Test
  void aClientHasNoMoreUnderWayThanItMay() {
    PrepareLane<Item> lane = new PrepareLane<>(2);
    for (int i = 0; i < 3; i++) {
      lane.add(interactive("a"));
      lane.add(bulk("a"));
    }
    Taken<Item> first = lane.take().orElseThrow();
    lane.take().orElseThrow();
    assertTrue(lane.take().isEmpty());

    lane.add(bulk("b"));
    assertEquals("b", lane.take().orElseThrow().entry().toString());
    assertTrue(lane.take().isEmpty());

    lane.done(first, 1);
    assertEquals("a", lane.take().orElseThrow().entry().toString());
    assertTrue(lane.take().isEmpty());
    assertEquals(3, lane.size());
  }
}
