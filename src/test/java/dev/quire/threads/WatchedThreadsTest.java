package dev.quire.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedThreadsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicLong clock = new AtomicLong();
  private final WatchedThreads threads = new WatchedThreads(2, LIMIT, clock::get);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void end() {
    end.countDown();
    threads.close();
  }

  @Test
  void aStepIsStuckAfterTheLimit() throws Exception {
    hang(1);
    clock.addAndGet(LIMIT.toNanos());
    assertEquals(0, threads.stuck());
    assertEquals(0, threads.replaceStuck());

    clock.addAndGet(1);

    assertEquals(1, threads.stuck());
    assertEquals(1, threads.replaceStuck());
    assertEquals(0, threads.replaceStuck());
    assertFalse(threads.isLost());
  }

  @Test
  void othersGoOnInTheirPlaceAsOftenAsThereAreThreads() throws Exception {
    hang(2);
    clock.addAndGet(LIMIT.toNanos() + 1);
    assertEquals(2, threads.replaceStuck());
    run();

    hang(2);
    clock.addAndGet(LIMIT.toNanos() + 1);

    assertEquals(4, threads.stuck());
    assertEquals(0, threads.replaceStuck());
    assertTrue(threads.isLost());
  }

  @Test
  void thereAreNoMoreThreadsThanBeforeOnceTheStepsHaveEnded() throws Exception {
    hang(2);
    clock.addAndGet(LIMIT.toNanos() + 1);
    assertEquals(2, threads.replaceStuck());
    assertEquals(3, threads.mostHeavy());

    end.countDown();
    while (threads.stuck() > 0) {
      Thread.onSpinWait();
    }

    assertEquals(0, threads.replaceStuck());
    assertEquals(1, threads.mostHeavy());
    run();
  }

  @Test
  void oneThreadMayDoHeavyWork() {
    try (WatchedThreads one = new WatchedThreads(1, LIMIT, clock::get)) {
      assertEquals(1, one.mostHeavy());
    }
  }

  /** Fills threads with steps that do not end before the test does. */
  private void hang(int steps) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(steps);
    for (int i = 0; i < steps; i++) {
      threads.execute(
          () -> {
            begun.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    assertTrue(begun.await(1, TimeUnit.MINUTES));
  }

  private void run() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    threads.execute(done::countDown);
    assertTrue(done.await(1, TimeUnit.MINUTES));
  }
}
