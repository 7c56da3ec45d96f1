package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryWaitTest {

  /** The stage of work has 200 bytes of it. */
  private final ByteBudget heap = ByteBudget.staged(1_000);

  private final Deque<MemoryReservation> held = new ArrayDeque<>();
  private int steps;

  @Test
  void aStepThatFindsMemoryIsTakenOnce() {
    step(Optional.empty(), 200).assertCompleted();
    assertEquals(1, steps);
  }

  /** Its own room, held while it is taken again, must not be what it lacks. */
  @Test
  void aStepThatWaitedIsTakenOnceMore() {
    MemoryReservation full = heap.reserve("full", Stage.WORK, 200);
    UniAssertSubscriber<Integer> waits = step(Optional.empty(), 150);
    waits.assertNotTerminated();

    full.close();

    waits.assertCompleted();
    assertEquals(2, steps);
    assertEquals(150, heap.reserved());
  }

  /** Equals wake one another neither for ever nor all at once. */
  @Test
  void howeverManyWaitEachIsTakenAboutTwice() {
    int many = 1_000;
    MemoryReservation full = heap.reserve("full", Stage.WORK, 200);
    List<UniAssertSubscriber<Integer>> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(step(i % 2 == 0 ? Optional.empty() : Optional.of("client" + i % 5), 90));
    }

    full.close();
    int most = 0;
    while (!held.isEmpty()) {
      most = Math.max(most, held.size());
      held.poll().close();
    }

    all.forEach(UniAssertSubscriber::assertCompleted);
    assertEquals(2, most, "as many as fit");
    assertTrue(steps <= 3 * many, steps + " steps");
    assertEquals(0, heap.reserved());
    assertEquals(0, heap.waiting());
  }

  @Test
  void whoLeavesHoldsNothing() {
    MemoryReservation full = heap.reserve("full", Stage.WORK, 200);
    UniAssertSubscriber<Integer> left = step(Optional.empty(), 150);
    UniAssertSubscriber<Integer> stays = step(Optional.empty(), 150);
    left.cancel();
    assertEquals(1, heap.waiting());

    full.close();

    stays.assertCompleted();
    assertEquals(150, heap.reserved());
  }

  @Test
  void whatIsKeptForAStepThatNeedsItNoMoreIsGivenBack() {
    MemoryReservation full = heap.reserve("full", Stage.WORK, 200);
    boolean[] cached = {false};
    UniAssertSubscriber<Integer> waits =
        MemoryWait.retrying(() -> cached[0] ? Uni.createFrom().item(1) : taken(Optional.empty(), 9))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    cached[0] = true;

    full.close();

    waits.assertCompleted();
    assertEquals(0, heap.reserved());
  }

  @Test
  void whatNeverFitsIsToldAtOnce() {
    step(Optional.empty(), 201).assertFailedWith(MemoryExhaustedException.class);
    assertEquals(1, steps);
  }

  private UniAssertSubscriber<Integer> step(Optional<String> client, long bytes) {
    return MemoryWait.retrying(() -> taken(client, bytes))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private Uni<Integer> taken(Optional<String> client, long bytes) {
    steps++;
    MemoryReservation reservation =
        client
            .map(name -> heap.open(name, Stage.WORK))
            .orElseGet(() -> heap.openForAll(Stage.WORK));
    reservation.grow(bytes);
    held.add(reservation);
    return Uni.createFrom().item(steps);
  }
}
