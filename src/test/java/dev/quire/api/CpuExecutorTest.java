package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.CpuExecutor.PoolFullException;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.queue.Priority;
import dev.quire.queue.RequestExpiredException;
import dev.quire.threads.PoolThreads;
import dev.quire.threads.WatchedThreads;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CpuExecutorTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final HandTime time = new HandTime();
  private final CpuExecutor pool = new CpuExecutor(PoolThreads.of(threads::add), 3, time::nanoTime);
  private final List<String> done = new ArrayList<>();

  @Test
  void workLeavesTheCallersThread() {
    try (PoolThreads own = new WatchedThreads(1, LONG, System::nanoTime)) {
      CpuExecutor real = new CpuExecutor(own, 2, System::nanoTime);
      String thread =
          real.prepare(work("a", LONG), () -> Thread.currentThread().getName())
              .await()
              .atMost(Duration.ofSeconds(10));
      assertTrue(thread.startsWith("quire-cpu-"), thread);
    }
  }

  @Test
  void finishingGoesBeforePreparing() {
    prepare("a", "p1");
    prepare("a", "p2");
    finish("f1");
    finish("f2");

    runAll();

    assertEquals(List.of("f1", "f2", "p1", "p2"), done);
  }

  @Test
  void moreThanThePlacesIsRefusedAtOnceAndPlacesComeBack() {
    prepare("a", "1");
    prepare("a", "2");
    prepare("a", "3");
    prepare("a", "4").assertFailedWith(PoolFullException.class);
    assertEquals(3, pool.pending("layout"));

    runAll();

    assertEquals(0, pool.pending("layout"));
    prepare("a", "5").assertNotTerminated();
  }

  /** A large image that waits takes a place as a small one does. */
  @Test
  void heavyWorkAndLightShareThePlaces() {
    UniAssertSubscriber<Boolean> heavy =
        subscribe(pool.prepare(work("a", LONG).asHeavy(), () -> done.add("heavy")));
    prepare("a", "1");
    prepare("a", "2");
    prepare("a", "3").assertFailedWith(PoolFullException.class);
    assertEquals(3, pool.pending("layout"));

    UniAssertSubscriber<String> meek = prepare("meek", "m");
    runAll();

    heavy.assertCompleted();
    meek.assertCompleted();
    assertEquals(3, done.size());
  }

  /** However much heavy work waits, others go on beside it. */
  @Test
  void heavyWorkNeverHasAllThreads() throws Exception {
    try (PoolThreads own = new WatchedThreads(2, LONG, System::nanoTime)) {
      CpuExecutor real = new CpuExecutor(own, 20, System::nanoTime);
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      AtomicInteger together = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      List<CompletableFuture<Boolean>> heavy = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        heavy.add(
            real.prepare(
                    work("a", LONG).asHeavy(),
                    () -> {
                      most.accumulateAndGet(together.incrementAndGet(), Math::max);
                      begun.countDown();
                      await(end);
                      return together.decrementAndGet() >= 0;
                    })
                .subscribeAsCompletionStage());
      }
      await(begun);

      for (int i = 0; i < 5; i++) {
        real.prepare(work("b", LONG), () -> "light").await().atMost(Duration.ofMinutes(1));
      }
      end.countDown();
      for (CompletableFuture<Boolean> each : heavy) {
        assertTrue(each.get(1, TimeUnit.MINUTES));
      }
      assertEquals(1, most.get());
      assertEquals(0, real.pending("layout"));
    }
  }

  /** Work that counts down once when it begins and ends when the other latch is released. */
  private static CompletableFuture<Boolean> untilReleased(
      CpuExecutor executor, CpuWork work, CountDownLatch begun, CountDownLatch end) {
    return executor
        .prepare(
            work,
            () -> {
              begun.countDown();
              await(end);
              return true;
            })
        .subscribeAsCompletionStage();
  }

  /** However long the steps of one client take, a thread is left to others. */
  @Test
  void aClientNeverHasAllThreads() throws Exception {
    try (PoolThreads own = new WatchedThreads(3, LONG, System::nanoTime)) {
      CpuExecutor real = new CpuExecutor(own, 20, 2, System::nanoTime);
      CountDownLatch begun = new CountDownLatch(2);
      CountDownLatch end = new CountDownLatch(1);
      List<CompletableFuture<Boolean>> greedy = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        CpuWork work = work("greedy", LONG);
        CpuWork bulk = new CpuWork("layout", "greedy", Priority.BULK, work.deadline(), false);
        greedy.add(untilReleased(real, i % 2 == 0 ? work : bulk, begun, end));
      }
      await(begun);

      for (int i = 0; i < 5; i++) {
        real.prepare(work("meek", LONG), () -> "done").await().atMost(Duration.ofMinutes(1));
      }
      end.countDown();
      for (CompletableFuture<Boolean> each : greedy) {
        assertTrue(each.get(1, TimeUnit.MINUTES));
      }
      assertEquals(0, real.pending("layout"));
    }
  }

  /** What of a client has to wait takes no place of others' heavy work. */
  @Test
  void heavyWorkOfAClientThatHasAllItMayDoesNotCountAsRunning() throws Exception {
    try (PoolThreads own = new WatchedThreads(3, LONG, System::nanoTime)) {
      CpuExecutor real = new CpuExecutor(own, 20, 1, System::nanoTime);
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      List<CompletableFuture<Boolean>> greedy = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        greedy.add(untilReleased(real, work("greedy", LONG).asHeavy(), begun, end));
      }
      await(begun);

      for (int i = 0; i < 3; i++) {
        real.prepare(work("meek", LONG).asHeavy(), () -> "done")
            .await()
            .atMost(Duration.ofMinutes(1));
      }
      end.countDown();
      for (CompletableFuture<Boolean> each : greedy) {
        assertTrue(each.get(1, TimeUnit.MINUTES));
      }
    }
  }

  /** Steps that do not end hold up neither light work nor heavy. */
  @Test
  void whatIsStuckHasOthersInItsPlace() throws Exception {
    AtomicLong clock = new AtomicLong();
    try (PoolThreads own = new WatchedThreads(2, Duration.ofSeconds(30), clock::get)) {
      CpuExecutor real = new CpuExecutor(own, 20, System::nanoTime);
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      CompletableFuture<Boolean> endless =
          real.prepare(
                  work("a", LONG).asHeavy(),
                  () -> {
                    begun.countDown();
                    await(end);
                    return true;
                  })
              .subscribeAsCompletionStage();
      await(begun);
      CompletableFuture<String> next =
          real.prepare(work("a", LONG).asHeavy(), () -> "next").subscribeAsCompletionStage();
      // a turn that finds no room for heavy work passes
      real.finish(() -> "light").await().atMost(Duration.ofMinutes(1));
      real.watch();
      assertFalse(next.isDone());

      clock.set(Duration.ofSeconds(31).toNanos());
      real.watch();

      assertEquals("next", next.get(1, TimeUnit.MINUTES));
      assertFalse(endless.isDone());
      end.countDown();
      assertTrue(endless.get(1, TimeUnit.MINUTES));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theLanesTakeTurns() {
    CpuExecutor both = new CpuExecutor(PoolThreads.of(threads::add), 6, time::nanoTime);
    for (int i = 0; i < 3; i++) {
      subscribe(both.prepare(work("a", LONG).asHeavy(), step("h" + i)));
      subscribe(both.prepare(work("b", LONG), step("l" + i)));
    }

    runAll();

    assertEquals(List.of("h0", "l0", "h1", "l1", "h2", "l2"), done);
    assertEquals(0, both.pending("layout"));
  }

  /** It waits off the threads, and is begun anew. */
  @Test
  void whatFindsNoMemoryWaitsForItAndIsTakenAgain() {
    ByteBudget memory = ByteBudget.ofOneStage(10);
    MemoryReservation others = memory.reserve("b", Stage.PIXELS, 8);
    UniAssertSubscriber<String> page =
        pool.prepare(
                work("a", LONG),
                () -> {
                  memory.reserve("a", Stage.PIXELS, 5).close();
                  return "drawn";
                })
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());

    runAll();
    page.assertNotTerminated();
    assertEquals(0, pool.pending("layout"));
    others.close();
    runAll();

    page.assertCompleted().assertItem("drawn");
    assertEquals(0, memory.reserved());
    assertEquals(0, memory.waiting());
  }

  @Test
  void whatIsTooLargeForTheMemoryOrLeavesDoesNotWait() {
    ByteBudget memory = ByteBudget.ofOneStage(10);
    UniAssertSubscriber<Object> large =
        pool.finish(() -> (Object) memory.reserve("a", Stage.ANSWER, 11))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    MemoryReservation others = memory.reserve("b", Stage.ANSWER, 8);
    UniAssertSubscriber<Object> leaves =
        pool.finish(() -> (Object) memory.reserve("a", Stage.ANSWER, 5))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());

    runAll();
    assertEquals(1, memory.waiting());
    leaves.cancel();

    large.assertFailedWith(MemoryExhaustedException.class);
    assertEquals(0, memory.waiting());
    others.close();
    runAll();
    assertEquals(0, memory.reserved());
  }

  @Test
  void finishingIsAcceptedWhenAllPlacesAreTaken() {
    for (int i = 0; i < 3; i++) {
      prepare("a", "p");
    }
    UniAssertSubscriber<String> finished = finish("f");
    runAll();
    finished.assertCompleted();
  }

  @Test
  void aBurstOfOneTaskDoesNotRefuseAnother() {
    for (int i = 0; i < 3; i++) {
      prepare("a", "page");
    }
    UniAssertSubscriber<String> pair = pair("a", "pair");
    runOne();
    runOne();

    // its turn comes after one page of the same client, not after all of them
    pair.assertCompleted();
    assertEquals(List.of("page", "pair"), done);
  }

  @Test
  void aClientBelowItsShareTakesThePlaceOfTheLastOfTheGreediest() {
    List<UniAssertSubscriber<String>> greedy = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      greedy.add(prepare("greedy", "g" + i));
    }

    UniAssertSubscriber<String> meek = prepare("meek", "m");

    greedy.get(2).assertFailedWith(PoolFullException.class);
    prepare("greedy", "again").assertFailedWith(PoolFullException.class);
    runAll();
    meek.assertCompleted();
    assertEquals(List.of("g0", "m", "g1"), done);
  }

  @Test
  void whatIsTooLateWhenItsTurnComesIsNotBegun() {
    UniAssertSubscriber<String> late = prepare(work("a", Duration.ofMillis(200)), "late");
    UniAssertSubscriber<String> patient = prepare("a", "patient");
    time.pass(Duration.ofMillis(700));

    runAll();

    late.assertFailedWith(RequestExpiredException.class);
    assertEquals(Duration.ofMillis(700), ((RequestExpiredException) late.getFailure()).waited());
    patient.assertCompleted();
    assertEquals(List.of("patient"), done);
    assertEquals(0, pool.pending("layout"));
  }

  @Test
  void heldByItsDeadlineItLeavesWithoutATurn() {
    CpuWork work = work("a", Duration.ofMillis(200));
    UniAssertSubscriber<String> late =
        subscribe(work.deadline().hold(pool.prepare(work, step("late"))));

    time.pass(Duration.ofMillis(200));

    late.assertFailedWith(RequestExpiredException.class);
    assertEquals(0, pool.pending("layout"));
    runAll();
    assertEquals(List.of(), done);
  }

  @Test
  void aStepNobodyWaitsForIsSkippedAndGivesItsPlaceBackAtOnce() {
    UniAssertSubscriber<String> left = prepare("a", "left");
    UniAssertSubscriber<String> unfinished = finish("unfinished");
    prepare("a", "stays");
    left.cancel();
    unfinished.cancel();
    assertEquals(1, pool.pending("layout"));

    runAll();

    assertEquals(List.of("stays"), done);
  }

  @Test
  void aFailingStepFailsItsCallerAndGivesItsPlaceBack() {
    for (int i = 0; i < 5; i++) {
      UniAssertSubscriber<String> failing =
          subscribe(
              pool.prepare(
                  work("a", LONG),
                  () -> {
                    throw new IllegalStateException("broken");
                  }));
      runAll();
      failing.assertFailedWith(IllegalStateException.class, "broken");
    }
    assertEquals(0, pool.pending("layout"));
  }

  /** One item's want of memory or stack, and a library's absence, end that item alone. */
  @Test
  void anErrorIsTheItemsOwn() {
    List<Error> errors =
        List.of(
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError(),
            new NoClassDefFoundError("gone"));
    for (Error error : errors) {
      Supplier<String> step =
          () -> {
            throw error;
          };
      UniAssertSubscriber<String> prepared = subscribe(pool.prepare(work("a", LONG), step));
      UniAssertSubscriber<String> finished = subscribe(pool.finish(step));
      UniAssertSubscriber<String> begun =
          subscribe(pool.begin(work("a", LONG), () -> Uni.createFrom().<String>failure(error)));
      runAll();
      for (UniAssertSubscriber<String> each : List.of(prepared, finished, begun)) {
        each.assertFailedWith(PreparationException.class);
        assertEquals(error, each.getFailure().getCause());
      }
    }
    assertEquals(0, pool.pending("layout"));
  }

  @Test
  void whatAStepGoesOnWithHoldsNoPlace() {
    AtomicReference<UniEmitter<? super String>> answer = new AtomicReference<>();
    UniAssertSubscriber<String> begun =
        subscribe(pool.begin(work("a", LONG), () -> Uni.createFrom().<String>emitter(answer::set)));
    assertEquals(1, pool.pending("layout"));
    runAll();

    assertEquals(0, pool.pending("layout"));
    begun.assertNotTerminated();
    answer.get().complete("answer");
    begun.assertCompleted().assertItem("answer");
  }

  @Test
  void whoLeavesCancelsWhatAStepGoesOnWith() {
    List<String> cancelled = new ArrayList<>();
    UniAssertSubscriber<String> begun =
        subscribe(
            pool.begin(
                work("a", LONG),
                () ->
                    Uni.createFrom()
                        .<String>emitter(emitter -> {})
                        .onCancellation()
                        .invoke(() -> cancelled.add("it"))));
    runAll();
    begun.cancel();
    assertEquals(List.of("it"), cancelled);
  }

  @Test
  void whoLeavesWhileAStepRunsCancelsWhatItGoesOnWith() {
    List<String> cancelled = new ArrayList<>();
    AtomicReference<UniAssertSubscriber<String>> leaver = new AtomicReference<>();
    leaver.set(
        subscribe(
            pool.begin(
                work("a", LONG),
                () -> {
                  leaver.get().cancel();
                  return Uni.createFrom()
                      .<String>emitter(emitter -> {})
                      .onCancellation()
                      .invoke(() -> cancelled.add("it"));
                })));
    runAll();
    assertEquals(List.of("it"), cancelled);
    assertEquals(0, pool.pending("layout"));
  }

  /** What asks for the pool again while it is refused its place finds the lanes in order. */
  @Test
  void theDisplacedMayAskForSomethingElse() {
    AtomicReference<UniAssertSubscriber<String>> told = new AtomicReference<>();
    prepare("greedy", "g0");
    prepare("greedy", "g1");
    subscribe(
        pool.prepare(work("greedy", LONG), step("g2"))
            .onFailure(PoolFullException.class)
            .invoke(() -> told.set(finish("told"))));

    prepare("meek", "m").assertNotTerminated();
    runAll();

    assertInstanceOf(String.class, told.get().assertCompleted().getItem());
    assertEquals(List.of("told", "g0", "m", "g1"), done);
  }

  private UniAssertSubscriber<String> prepare(String client, String name) {
    return prepare(work(client, LONG), name);
  }

  private UniAssertSubscriber<String> prepare(CpuWork work, String name) {
    return subscribe(pool.prepare(work, step(name)));
  }

  private UniAssertSubscriber<String> pair(String client, String name) {
    CpuWork work =
        new CpuWork("similarity", client, Priority.INTERACTIVE, Deadline.in(LONG, time), false);
    return subscribe(pool.prepare(work, step(name)));
  }

  private UniAssertSubscriber<String> finish(String name) {
    return subscribe(pool.finish(step(name)));
  }

  private Supplier<String> step(String name) {
    return () -> {
      done.add(name);
      time.pass(Duration.ofMillis(1));
      return name;
    };
  }

  private CpuWork work(String client, Duration timeout) {
    return new CpuWork("layout", client, Priority.INTERACTIVE, Deadline.in(timeout, time), false);
  }

  private static <T> UniAssertSubscriber<T> subscribe(Uni<T> uni) {
    return uni.subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private void runOne() {
    threads.removeFirst().run();
  }

  private void runAll() {
    while (!threads.isEmpty()) {
      runOne();
    }
  }
}
