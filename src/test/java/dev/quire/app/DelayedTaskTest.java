package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayedTaskTest {

  @Test
  void aStepHasItsOwnThreadThoughAnotherHangs() {
    CompletableFuture<Void> hanging = new CompletableFuture<>();
    CompletableFuture<Thread> done = new CompletableFuture<>();

    DelayedTask.start("one", Duration.ZERO, hanging::join);
    DelayedTask.start("other", Duration.ofMillis(1), () -> done.complete(Thread.currentThread()));

    Thread thread = done.orTimeout(1, TimeUnit.MINUTES).join();
    hanging.complete(null);
    assertNotSame(Thread.currentThread(), thread);
    assertEquals("other", thread.getName());
    assertTrue(thread.isDaemon());
  }

  @Test
  void whatIsCancelledInTimeIsLeftOut() throws Exception {
    CompletableFuture<Thread> waiting = new CompletableFuture<>();
    CompletableFuture<Void> taken = new CompletableFuture<>();

    DelayedTask delayed =
        DelayedTask.start("left out", Duration.ofDays(1), () -> taken.complete(null));
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("left out"))
        .forEach(waiting::complete);
    delayed.cancel();

    waiting.join().join(TimeUnit.MINUTES.toMillis(1));
    assertFalse(waiting.join().isAlive());
    assertFalse(taken.isDone());
  }
}
