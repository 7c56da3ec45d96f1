package dev.quire.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  private final ByteBudget budget = ByteBudget.staged(1200);

  @Test
  void countsWhatIsHeldByStage() {
    try (MemoryReservation body = budget.reserve("a", Stage.BODY, 100);
        MemoryReservation page = budget.reserve("b", Stage.PIXELS, 50)) {
      body.grow(20);
      assertEquals(170, budget.reserved());
      assertEquals(120, budget.reserved(Stage.BODY));
      assertEquals(50, budget.reserved(Stage.PIXELS));
      body.shrinkTo(30);
      body.shrinkTo(60);
      assertEquals(30, body.bytes());
      assertEquals(50, page.bytes());
    }
    assertEquals(0, budget.reserved());
    assertEquals(0, budget.reserved(Stage.BODY));
  }

  @Test
  void noStageTakesTheRoomOfAnother() {
    for (Stage stage : Stage.values()) {
      budget.reserve("a", stage, budget.ceiling(stage));
      assertThrows(MemoryExhaustedException.class, () -> budget.reserve("b", stage, 1));
    }
    assertEquals(1200, budget.reserved());
  }

  @Test
  void aClientLeavesHalfToOthersUnlessItHoldsOneThingOnly() {
    MemoryReservation first = budget.reserve("greedy", Stage.BODY, 120);
    assertThrows(MemoryExhaustedException.class, () -> budget.reserve("greedy", Stage.BODY, 31));
    budget.reserve("greedy", Stage.BODY, 30);
    budget.reserve("greedy", Stage.PIXELS, 240);
    budget.reserve("meek", Stage.BODY, 150);
    first.close();
    assertEquals(420, budget.reserved());
    MemoryReservation alone = ByteBudget.staged(1200).reserve("one", Stage.BODY, 200);
    alone.grow(100);
    assertEquals(300, alone.bytes());
  }

  @Test
  void whatNeverFitsIsRefusedForGood() {
    MemoryExhaustedException refusal =
        assertThrows(MemoryExhaustedException.class, () -> budget.reserve("a", Stage.BODY, 301));
    assertTrue(refusal.forGood());
    CompletableFuture<Void> waited = budget.open("a", Stage.BODY).growWhenRoom(301);
    assertThrows(CompletionException.class, waited::join);
    budget.reserve("b", Stage.BODY, 300);
    MemoryExhaustedException busy =
        assertThrows(MemoryExhaustedException.class, () -> budget.reserve("a", Stage.BODY, 300));
    assertFalse(busy.forGood());
  }

  @Test
  void whoHoldsLeastIsServedFirstAndTheSmallPassTheLarge() {
    MemoryReservation full = budget.reserve("full", Stage.BODY, 250);
    budget.reserve("some", Stage.BODY, 30);
    List<String> served = new ArrayList<>();
    waitFor("some", 50, served);
    waitFor("none", 50, served);
    waitFor("large", 280, served);
    assertEquals(3, budget.waiting());
    full.shrinkTo(200);
    assertEquals(List.of("none"), served);
    full.shrinkTo(150);
    assertEquals(List.of("none", "some"), served);
    full.close();
    assertEquals(List.of("none", "some"), served, "its room is not there yet");
    assertEquals(1, budget.waiting());
  }

  private MemoryReservation waitFor(String client, long bytes, List<String> served) {
    MemoryReservation reservation = budget.open(client, Stage.BODY);
    reservation.growWhenRoom(bytes).thenRun(() -> served.add(client));
    return reservation;
  }

  @Test
  void aWaitEndsWhenItIsCancelledOrItsReservationCloses() {
    MemoryReservation full = budget.reserve("full", Stage.BODY, 300);
    MemoryReservation left = budget.open("a", Stage.BODY);
    CompletableFuture<Void> waits = left.growWhenRoom(10);
    MemoryReservation gone = budget.open("b", Stage.BODY);
    CompletableFuture<Void> cancelled = gone.growWhenRoom(10);
    left.close();
    assertTrue(waits.isCompletedExceptionally());
    cancelled.cancel(false);
    assertEquals(0, budget.waiting());
    full.close();
    assertEquals(0, budget.reserved());
    assertThrows(CancellationException.class, () -> left.grow(1));
  }

  /** Each gives its bytes back as soon as it has them, which serves the next. */
  @Test
  void howeverManyWaitTheyAreServedOneAfterTheOther() {
    MemoryReservation full = budget.reserve("full", Stage.BODY, 300);
    int many = 4_000;
    int[] served = {0};
    for (int i = 0; i < many; i++) {
      MemoryReservation reservation = budget.open("client" + i, Stage.BODY);
      reservation
          .growWhenRoom(300)
          .thenRun(
              () -> {
                served[0]++;
                reservation.close();
              });
    }

    full.close();

    assertEquals(many, served[0]);
    assertEquals(0, budget.reserved());
  }

  @Test
  void closingAgainGivesNothingBackTwice() {
    MemoryReservation one = budget.reserve("a", Stage.WORK, 100);
    budget.reserve("b", Stage.WORK, 100);
    one.close();
    one.close();
    assertEquals(100, budget.reserved());
  }

  @Test
  void aBudgetOfOneStageHasNoCeilings() {
    ByteBudget all = ByteBudget.ofOneStage(1000);
    all.reserve("a", Stage.PIXELS, 700);
    all.reserve("a", Stage.PIXELS, 300);
    assertThrows(MemoryExhaustedException.class, () -> all.reserve("b", Stage.PIXELS, 1));
  }

  /** Whatever is taken, given back and waited for: the bounds hold and nobody who fits waits. */
  @Property(tries = 300)
  void boundsHold(@ForAll @Size(max = 60) List<@IntRange(max = 5000) Integer> steps) {
    ByteBudget any = ByteBudget.staged(1000);
    List<MemoryReservation> open = new ArrayList<>();
    List<CompletableFuture<Void>> waits = new ArrayList<>();
    for (int step : steps) {
      Stage stage = Stage.values()[step % Stage.values().length];
      if (step % 3 == 0 && !open.isEmpty()) {
        open.remove(step % open.size()).close();
      } else if (step % 7 == 0 && !waits.isEmpty()) {
        waits.get(step % waits.size()).cancel(false);
      } else {
        MemoryReservation reservation = any.open("client" + step % 4, stage);
        open.add(reservation);
        waits.add(reservation.growWhenRoom(step % 700));
      }
      assertTrue(any.reserved() <= any.capacity());
      assertEquals(any.reserved(), open.stream().mapToLong(MemoryReservation::bytes).sum());
      assertTrue(any.reserved(Stage.BODY) <= any.ceiling(Stage.BODY));
      assertEquals(waits.stream().filter(wait -> !wait.isDone()).count(), any.waiting());
    }
    open.forEach(MemoryReservation::close);
    assertEquals(0, any.reserved());
    assertEquals(0, any.waiting());
  }

  @Test
  void nothingIsLostBetweenThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int thread = 0; thread < 4; thread++) {
      String client = "client" + thread;
      threads.submit(() -> churn(client));
    }
    threads.shutdown();
    assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    assertEquals(0, budget.reserved());
    assertEquals(0, budget.waiting());
  }

  private void churn(String client) {
    for (int i = 0; i < 5_000; i++) {
      MemoryReservation reservation = budget.open(client, Stage.BODY);
      CompletableFuture<Void> wait =
          reservation.growWhenRoom(ThreadLocalRandom.current().nextInt(200));
      if (ThreadLocalRandom.current().nextBoolean()) {
        wait.cancel(false);
      }
      reservation.close();
    }
  }

  /** A steady flow of small things must not keep a large one out for ever. */
  @Test
  void oneThatHasBeenPassedForLongIsPassedNoMore() {
    AtomicLong clock = new AtomicLong();
    ByteBudget aging = ByteBudget.staged(1_200, clock::get);
    MemoryReservation small = aging.reserve("small", Stage.BODY, 100);
    CompletableFuture<Void> large = aging.open("large", Stage.BODY).growWhenRoom(250);
    MemoryReservation passes = aging.reserve("newcomer", Stage.BODY, 100);

    clock.set(ByteBudget.PASSED_NANOS + 1);

    assertThrows(MemoryExhaustedException.class, () -> aging.reserve("newcomer", Stage.BODY, 50));
    CompletableFuture<Void> behind = aging.open("other", Stage.BODY).growWhenRoom(50);
    aging.reserve("little", Stage.BODY, 300 / 64).close();
    small.grow(20);
    small.close();
    assertFalse(behind.isDone());
    assertFalse(large.isDone());
    passes.close();
    assertTrue(large.isDone());
    assertTrue(behind.isDone(), "there is room for both");
  }

  @Test
  void whatIsKeptForAStepIsTakenOverByItAlone() {
    MemoryReservation full = budget.reserve("full", Stage.BODY, 300);
    MemoryExhaustedException refusal =
        assertThrows(MemoryExhaustedException.class, () -> budget.reserve("a", Stage.BODY, 200));
    CompletableFuture<MemoryReservation> room = refusal.room().toCompletableFuture();
    full.close();
    MemoryReservation kept = room.join();
    assertEquals(200, budget.reserved());
    assertThrows(MemoryExhaustedException.class, () -> budget.reserve("b", Stage.BODY, 150));

    MemoryReservation mine = budget.reserve("a", Stage.BODY, 200);

    assertEquals(200, budget.reserved());
    kept.close();
    assertEquals(200, budget.reserved());
    mine.close();
    assertEquals(0, budget.reserved());
  }
}
