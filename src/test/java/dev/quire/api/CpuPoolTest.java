package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.CpuPool.PoolFullException;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CpuPoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CpuPool pool = new CpuPool(1, 2);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    pool.close();
  }

  @Test
  void workLeavesTheCallersThread() {
    String thread = pool.prepare(() -> Thread.currentThread().getName()).await().atMost(PATIENCE);
    assertTrue(thread.startsWith("quire-cpu-"), thread);
  }

  @Test
  void moreThanThePlacesIsRefusedAtOnceAndPlacesComeBack() {
    CompletableFuture<Integer> first = blocked(1);
    CompletableFuture<Integer> second = blocked(2);

    assertThrows(PoolFullException.class, () -> pool.prepare(() -> 3).await().atMost(PATIENCE));

    gate.countDown();
    assertEquals(1, first.join());
    assertEquals(2, second.join());
    assertEquals(4, pool.prepare(() -> 4).await().atMost(PATIENCE));
  }

  @Test
  void finishingIsAcceptedWhenAllPlacesAreTaken() {
    blocked(1);
    blocked(2);
    CompletableFuture<Integer> finished = pool.finish(() -> 3).subscribeAsCompletionStage();
    gate.countDown();
    assertEquals(3, finished.join());
  }

  @Test
  void aStepNobodyWaitsForIsSkippedAndGivesItsPlaceBack() {
    blocked(1);
    AtomicBoolean ran = new AtomicBoolean();
    Cancellable waiting =
        pool.prepare(
                () -> {
                  ran.set(true);
                  return 2;
                })
            .subscribe()
            .with(ignored -> {});
    waiting.cancel();

    CompletableFuture<Integer> other = blocked(3);
    gate.countDown();

    assertEquals(3, other.join());
    assertFalse(ran.get());
  }

  @Test
  void aFailingStepFailsItsCallerAndGivesItsPlaceBack() {
    for (int i = 0; i < 5; i++) {
      assertThrows(
          IllegalStateException.class,
          () ->
              pool.prepare(
                      () -> {
                        throw new IllegalStateException("broken");
                      })
                  .await()
                  .atMost(PATIENCE));
    }
  }

  private CompletableFuture<Integer> blocked(int result) {
    return pool.prepare(
            () -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return result;
            })
        .subscribeAsCompletionStage();
  }
}
