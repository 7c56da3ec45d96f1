package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedPrefetchTest {

  private static final int WINDOW = 4;

  private final Map<Integer, UniEmitter<? super String>> working = new TreeMap<>();
  private final List<Integer> items = IntStream.range(0, 20).boxed().toList();

  private Uni<String> work(int item) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              working.put(item, emitter);
              emitter.onTermination(() -> working.remove(item));
            });
  }

  private void finish(int item) {
    UniEmitter<? super String> emitter = working.remove(item);
    emitter.complete("r" + item);
  }

  private AssertSubscriber<String> subscribe(long requests) {
    return new OrderedPrefetch(WINDOW)
        .run(items, this::work)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(requests));
  }

  @Test
  void resultsComeInTheItemsOrder() {
    AssertSubscriber<String> taker = subscribe(Long.MAX_VALUE);

    finish(2);
    finish(1);
    taker.assertItems();
    finish(0);
    taker.assertItems("r0", "r1", "r2");
    while (!working.isEmpty()) {
      finish(working.keySet().stream().max(Integer::compare).orElseThrow());
    }
    taker.assertCompleted();
    assertEquals(items.stream().map(i -> "r" + i).toList(), taker.getItems());
  }

  @Test
  void neverMoreThanAWindowIsBegun() {
    AssertSubscriber<String> taker = subscribe(Long.MAX_VALUE);

    for (int i = 0; i < items.size(); i++) {
      assertTrue(working.size() <= WINDOW + 1, working::toString);
      assertTrue(working.containsKey(i));
      finish(i);
    }
    taker.assertCompleted();
  }

  @Test
  void aTakerThatAsksForNothingHoldsTheWorkUp() {
    AssertSubscriber<String> taker = subscribe(0);

    int begun = 0;
    while (!working.isEmpty()) {
      finish(working.keySet().iterator().next());
      begun++;
    }
    assertTrue(begun <= WINDOW + 1, begun + " items");
    taker.assertItems();

    taker.request(1);
    taker.assertItems("r0");
  }

  @Test
  void whoLeavesCancelsWhatWasBegun() {
    AssertSubscriber<String> taker = subscribe(Long.MAX_VALUE);
    finish(1);
    assertTrue(working.size() > 1);

    taker.cancel();

    assertEquals(Map.of(), working);
  }

  @Test
  void aFailureEndsTheWholeAndCancelsTheRest() {
    AssertSubscriber<String> taker = subscribe(Long.MAX_VALUE);
    RuntimeException failure = new IllegalStateException("broken");

    working.remove(0).fail(failure);

    taker.assertTerminated();
    assertSame(failure, taker.getFailure());
    assertEquals(Map.of(), working);
  }

  @Test
  void aWindowHasAPlace() {
    assertThrows(IllegalArgumentException.class, () -> new OrderedPrefetch(0));
  }
}
