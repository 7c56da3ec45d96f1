package dev.quire.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunGuardTest {

  private final List<String> events = new ArrayList<>();
  private final RunGuard guard = new RunGuard("The thing", () -> events.add("freed"));

  @Test
  void freesAtOnceWithoutARun() {
    guard.enter();
    guard.stopWith(() -> events.add("stopped"));
    guard.unstoppable();
    guard.exit();
    assertFalse(guard.isClosed());

    guard.close();
    guard.close();

    assertTrue(guard.isClosed());
    assertEquals(List.of("freed"), events);
  }

  @Test
  void leavesFreeingToTheRunThatItStops() {
    guard.enter();
    guard.stopWith(() -> events.add("stopped"));

    guard.close();
    guard.close();
    assertEquals(List.of("stopped"), events);

    guard.unstoppable();
    guard.exit();
    assertEquals(List.of("stopped", "freed"), events);
  }

  @Test
  void stopsARunThatHasNotComeSoFarYet() {
    guard.enter();
    guard.close();

    guard.stopWith(() -> events.add("stopped"));
    guard.exit();

    assertEquals(List.of("stopped", "freed"), events);
  }

  @Test
  void stopsNothingThatCannotBeStoppedAnyMore() {
    guard.enter();
    guard.stopWith(() -> events.add("stopped"));
    guard.unstoppable();

    guard.close();
    guard.exit();

    assertEquals(List.of("freed"), events);
  }

  @Test
  void takesOneRunAtATime() {
    guard.enter();
    assertEquals(
        "The thing is running already; it takes one run at a time",
        assertThrows(IllegalStateException.class, guard::enter).getMessage());

    guard.exit();
    guard.enter();
    guard.exit();
    guard.close();
    assertEquals(
        "The thing is closed",
        assertThrows(IllegalStateException.class, guard::enter).getMessage());
  }

  @Test
  void freesOnceAndNeverUnderARun() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 2000; round++) {
        race(threads);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void race(ExecutorService threads) throws Exception {
    AtomicInteger frees = new AtomicInteger();
    AtomicBoolean inRun = new AtomicBoolean();
    AtomicBoolean freedInRun = new AtomicBoolean();
    CountDownLatch start = new CountDownLatch(1);
    RunGuard guard =
        new RunGuard(
            "x",
            () -> {
              frees.incrementAndGet();
              freedInRun.compareAndSet(false, inRun.get());
            });
    Future<?> run =
        threads.submit(
            () -> {
              start.await();
              for (int i = 0; i < 20; i++) {
                try {
                  guard.enter();
                } catch (IllegalStateException closed) {
                  return null;
                }
                inRun.set(true);
                Thread.yield();
                inRun.set(false);
                guard.exit();
              }
              return null;
            });
    List<Future<?>> closes =
        List.of(
            threads.submit(() -> close(start, guard)), threads.submit(() -> close(start, guard)));

    start.countDown();
    run.get();
    for (Future<?> close : closes) {
      assertSame(null, close.get());
    }

    assertEquals(1, frees.get());
    assertFalse(freedInRun.get());
  }

  private static Void close(CountDownLatch start, RunGuard guard) throws InterruptedException {
    start.await();
    guard.close();
    return null;
  }
}
