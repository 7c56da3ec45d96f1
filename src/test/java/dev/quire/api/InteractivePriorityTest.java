package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InteractivePriorityTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InteractivePriority way = new InteractivePriority(Duration.ofHours(1));
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private final CompletableFuture<String> second = new CompletableFuture<>();

  @Test
  void nobodyWaitsWhileTheWayIsClear() {
    assertEquals("done", way.after(item("done")).await().atMost(PATIENCE));
  }

  @Test
  void workWaitsUntilTheLastHasPassed() {
    pass(first);
    pass(second);
    CompletableFuture<String> work = way.after(item("done")).subscribeAsCompletionStage();

    first.complete("answer");
    assertFalse(work.isDone());
    second.completeExceptionally(new IllegalStateException("no answer"));
    assertEquals("done", work.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join());
  }

  @Test
  void whoLeavesGivesTheWayUp() {
    Cancellable request = pass(first);
    CompletableFuture<String> work = way.after(item("done")).subscribeAsCompletionStage();
    assertFalse(work.isDone());

    request.cancel();

    assertTrue(work.isDone());
  }

  @Test
  void nobodyWaitsForEver() {
    InteractivePriority impatient = new InteractivePriority(Duration.ofMillis(1));
    impatient.of(Uni.createFrom().completionStage(first)).subscribe().with(answer -> {});

    assertEquals("done", impatient.after(item("done")).await().atMost(PATIENCE));
  }

  @Test
  void theWayCanBeTakenAgain() {
    pass(first);
    first.complete("answer");
    pass(second);
    CompletableFuture<String> work = way.after(item("done")).subscribeAsCompletionStage();

    assertFalse(work.isDone());
    second.complete("answer");
    assertTrue(work.isDone());
  }

  private Cancellable pass(CompletableFuture<String> answer) {
    return way.of(Uni.createFrom().completionStage(answer))
        .subscribe()
        .with(item -> {}, failure -> {});
  }

  private static Uni<String> item(String item) {
    return Uni.createFrom().item(item);
  }
}
