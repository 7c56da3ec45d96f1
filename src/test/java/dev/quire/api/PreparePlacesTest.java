package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.Priority;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparePlacesTest {

  private static final Optional<List<Item>> REFUSED = Optional.empty();
  private static final Optional<List<Item>> FREE = Optional.of(List.of());

  private long came;

  private record Item(String task, String client, Priority priority, long number)
      implements PreparePlaces.Entry {}

  @Test
  void eachTaskHasPlacesOfItsOwn() {
    PreparePlaces<Item> places = new PreparePlaces<>(2);
    assertEquals(FREE, places.enter(interactive("a")));
    assertEquals(FREE, places.enter(interactive("a")));
    assertEquals(REFUSED, places.enter(interactive("a")));
    assertEquals(FREE, places.enter(item("similarity", "a", Priority.INTERACTIVE)));
    assertEquals(2, places.taken("layout"));
    assertEquals(1, places.taken("similarity"));
  }

  @Test
  void aClientsBulkWorkGivesItsPlaceToItsInteractiveWorkTheLastFirst() {
    PreparePlaces<Item> places = new PreparePlaces<>(2);
    Item first = item("layout", "a", Priority.BULK);
    Item last = item("layout", "a", Priority.BULK);
    places.enter(first);
    places.enter(last);

    assertEquals(Optional.of(List.of(last)), places.enter(interactive("a")));
    assertEquals(Optional.of(List.of(first)), places.enter(interactive("a")));
    assertEquals(REFUSED, places.enter(interactive("a")));
  }

  @Test
  void bulkWorkTakesNoPlaceFromInteractiveWork() {
    PreparePlaces<Item> places = new PreparePlaces<>(4);
    for (int i = 0; i < 4; i++) {
      places.enter(interactive("greedy"));
    }
    assertEquals(REFUSED, places.enter(item("layout", "meek", Priority.BULK)));
  }

  @Test
  void aPlaceComesBackOnce() {
    PreparePlaces<Item> places = new PreparePlaces<>(2);
    Item leaves = interactive("a");
    places.enter(leaves);
    places.enter(interactive("a"));

    places.leave(leaves);
    places.leave(leaves);

    assertEquals(1, places.taken("layout"));
    assertEquals(FREE, places.enter(interactive("b")));
    assertEquals(2, places.taken("layout"));
  }

  /** Many clients, places few: the bound holds, and who is displaced had a place of that task. */
  @Test
  void theBoundHoldsUnderRandomUse() {
    Random random = new Random(17);
    PreparePlaces<Item> places = new PreparePlaces<>(10);
    Set<Item> waiting = new HashSet<>();
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(3) > 0) {
        Item item =
            item(
                random.nextInt(3) == 0 ? "similarity" : "layout",
                "client" + Math.min(random.nextInt(8), random.nextInt(8)),
                random.nextInt(3) == 0 ? Priority.BULK : Priority.INTERACTIVE);
        places
            .enter(item)
            .ifPresent(
                displaced -> {
                  for (Item other : displaced) {
                    assertTrue(waiting.remove(other));
                    assertEquals(item.task(), other.task());
                  }
                  waiting.add(item);
                });
      } else if (!waiting.isEmpty()) {
        Item leaves = List.copyOf(waiting).get(random.nextInt(waiting.size()));
        waiting.remove(leaves);
        places.leave(leaves);
      }
      assertTrue(places.taken("layout") <= 10 && places.taken("similarity") <= 10);
      assertEquals(waiting.size(), places.taken("layout") + places.taken("similarity"));
    }
  }

  private Item interactive(String client) {
    return item("layout", client, Priority.INTERACTIVE);
  }

  private Item item(String task, String client, Priority priority) {
    return new Item(task, client, priority, came++);
  }
}
