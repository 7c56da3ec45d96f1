package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayedTest {

  @Test
  void aStepHasItsOwnThreadThoughAnotherHangs() {
    CompletableFuture<Void> hanging = new CompletableFuture<>();
    CompletableFuture<Thread> done = new CompletableFuture<>();

    new Delayed("one", Duration.ZERO, hanging::join).start();
    new Delayed("other", Duration.ofMillis(1), () -> done.complete(Thread.currentThread())).start();

    Thread thread = done.orTimeout(1, TimeUnit.MINUTES).join();
    hanging.complete(null);
    assertNotSame(Thread.currentThread(), thread);
    assertEquals("other", thread.getName());
    assertTrue(thread.isDaemon());
  }
}
