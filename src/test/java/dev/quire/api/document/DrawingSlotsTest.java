package dev.quire.api.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrawingSlotsTest {

  private final DrawingSlots turns = new DrawingSlots(2);
  private final List<Integer> begun = new ArrayList<>();
  private final Map<Integer, Runnable> admitted = new HashMap<>();
  private final Map<Integer, CompletableFuture<String>> pages = new HashMap<>();
  private final List<String> drawn = new ArrayList<>();

  private Cancellable page(int number) {
    return turns
        .<String>next(
            hasMemory -> {
              begun.add(number);
              admitted.put(number, hasMemory);
              pages.put(number, new CompletableFuture<>());
              return Uni.createFrom().completionStage(pages.get(number));
            })
        .subscribe()
        .with(drawn::add, failure -> drawn.add(failure.getMessage()));
  }

  @Test
  void pagesTakeTheirMemoryInOrderAndAreDrawnSideBySide() {
    page(1);
    page(2);
    page(3);
    assertEquals(List.of(1), begun, "the second waits for the memory of the first");
    admitted.get(1).run();
    assertEquals(List.of(1, 2), begun);
    admitted.get(2).run();
    assertEquals(List.of(1, 2), begun, "two at a time");
    pages.get(2).complete("two");
    assertEquals(List.of(1, 2, 3), begun);
    pages.get(3).complete("three");
    pages.get(1).complete("one");
    assertEquals(List.of("two", "three", "one"), drawn);
  }

  @Test
  void aPageThatFailsBeforeItHasMemoryLetsTheNextOneBegin() {
    page(1);
    page(2);
    pages.get(1).completeExceptionally(new IllegalStateException("refused"));
    assertEquals(List.of(1, 2), begun);
    assertEquals(List.of("refused"), drawn);
  }

  @Test
  void whoLeavesGivesTheTurnBack() {
    Cancellable first = page(1);
    Cancellable second = page(2);
    page(3);
    second.cancel();
    first.cancel();
    assertEquals(List.of(1, 3), begun);
  }

  @Test
  void toldTwiceIsToldOnce() {
    page(1);
    page(2);
    page(3);
    admitted.get(1).run();
    admitted.get(1).run();
    assertEquals(List.of(1, 2), begun, "the memory of the second is not there");
  }

  /** As when the service has stopped: nothing may grow with their number. */
  @Test
  void thousandsOfStepsThatEndAtOnceEnd() {
    DrawingSlots turns = new DrawingSlots(2);
    AtomicInteger ended = new AtomicInteger();
    UniEmitter<?>[] held = new UniEmitter<?>[1];
    turns
        .<String>next(admitted -> Uni.createFrom().emitter(emitter -> held[0] = emitter))
        .subscribe()
        .with(nothing -> {}, failure -> {});
    for (int i = 0; i < 100_000; i++) {
      turns
          .<String>next(admitted -> Uni.createFrom().failure(new IllegalStateException()))
          .subscribe()
          .with(nothing -> {}, failure -> ended.incrementAndGet());
    }
    assertEquals(0, ended.get(), "the first one has no memory yet");

    held[0].fail(new IllegalStateException());

    assertEquals(100_000, ended.get());
  }

  @Test
  void aStepThatThrowsFailsItselfAlone() {
    DrawingSlots turns = new DrawingSlots(1);
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    turns
        .<String>next(
            admitted -> {
              throw new IllegalStateException();
            })
        .subscribe()
        .with(nothing -> {}, failure -> failed.incrementAndGet());

    turns
        .<String>next(admitted -> Uni.createFrom().item("done"))
        .subscribe()
        .with(item -> done.incrementAndGet(), failure -> {});

    assertEquals(1, failed.get());
    assertEquals(1, done.get());
  }
}
