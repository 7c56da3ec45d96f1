package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.SingleFlight.Computation;
import dev.quire.api.SingleFlight.Landed;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

  private static final class Late extends RuntimeException {}

  private final SingleFlight<String, String> flights = new SingleFlight<>(Late.class::isInstance);
  private final List<UniEmitter<? super String>> running = new ArrayList<>();
  private final AtomicInteger cancelled = new AtomicInteger();

  @Test
  void whoComesWhileItRunsShares() {
    UniAssertSubscriber<Landed<String>> leader = ask("a");
    UniAssertSubscriber<Landed<String>> follower = ask("a");
    UniAssertSubscriber<Landed<String>> other = ask("b");
    assertEquals(2, running.size());

    running.get(0).complete("answer");

    assertEquals(new Landed<>("answer", false), leader.assertCompleted().getItem());
    assertEquals(new Landed<>("answer", true), follower.assertCompleted().getItem());
    other.assertNotTerminated();
  }

  @Test
  void whoComesAfterwardsStartsAgain() {
    ask("a");
    running.get(0).complete("first");
    UniAssertSubscriber<Landed<String>> next = ask("a");
    running.get(1).complete("second");

    assertEquals(new Landed<>("second", false), next.getItem());
  }

  @Test
  void aFailureOfTheComputationIsShared() {
    UniAssertSubscriber<Landed<String>> leader = ask("a");
    UniAssertSubscriber<Landed<String>> follower = ask("a");
    IllegalStateException failure = new IllegalStateException();

    running.get(0).fail(failure);

    assertSame(failure, leader.getFailure());
    assertSame(failure, follower.getFailure());
  }

  @Test
  void theLeadersOwnFailureIsNotShared() {
    UniAssertSubscriber<Landed<String>> leader = ask("a");
    UniAssertSubscriber<Landed<String>> follower = ask("a");
    UniAssertSubscriber<Landed<String>> third = ask("a");

    running.get(0).fail(new Late());

    leader.assertFailedWith(Late.class);
    follower.assertNotTerminated();
    assertEquals(2, running.size());
    running.get(1).complete("answer");
    assertEquals(new Landed<>("answer", false), follower.getItem());
    assertEquals(new Landed<>("answer", true), third.getItem());
  }

  @Test
  void theComputationIsCancelledWhenTheLastHasGone() {
    UniAssertSubscriber<Landed<String>> leader = ask("a");
    UniAssertSubscriber<Landed<String>> follower = ask("a");

    leader.cancel();
    assertEquals(0, cancelled.get());
    follower.cancel();
    assertEquals(1, cancelled.get());

    ask("a");
    assertEquals(2, running.size());
  }

  @Test
  void theFollowerIsAnsweredWhenTheLeaderHasGone() {
    UniAssertSubscriber<Landed<String>> leader = ask("a");
    UniAssertSubscriber<Landed<String>> follower = ask("a");
    leader.cancel();

    running.get(0).complete("answer");

    assertEquals("answer", follower.getItem().value());
    assertTrue(follower.getItem().shared());
  }

  @Test
  void everybodyIsAnsweredOnceUnderARace() throws Exception {
    // Mutiny sets up its context when it is first used, and must not race for that itself
    Uni.createFrom().emitter(emitter -> emitter.complete(1)).await().indefinitely();
    SingleFlight<Integer, Integer> racing = new SingleFlight<>(failure -> false);
    AtomicInteger answers = new AtomicInteger();
    AtomicInteger computations = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    int requests = 20_000;
    for (int i = 0; i < requests; i++) {
      int key = i % 3;
      pool.execute(
          () ->
              racing
                  .run(
                      key,
                      computation(
                          0,
                          () ->
                              Uni.createFrom()
                                  .item(key)
                                  .emitOn(pool)
                                  .invoke(computations::incrementAndGet)))
                  .subscribe()
                  .with(
                      landed -> {
                        if (landed.value() == key) {
                          answers.incrementAndGet();
                        }
                      }));
    }
    for (int i = 0; i < 6000 && answers.get() < requests; i++) {
      assertFalse(pool.awaitTermination(5, TimeUnit.MILLISECONDS));
    }
    pool.shutdown();
    assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
    assertEquals(requests, answers.get());
    assertTrue(computations.get() <= requests);
  }

  /** Nobody who has time to lose keeps those waiting who have none. */
  @Test
  void whoIsMoreUrgentThanTheLeaderLeadsItself() {
    UniAssertSubscriber<Landed<String>> bulk = ask("a", 1);
    assertTrue(flights.isFlying("a", 1));
    assertFalse(flights.isFlying("a", 0));

    UniAssertSubscriber<Landed<String>> urgent = ask("a", 0);
    UniAssertSubscriber<Landed<String>> another = ask("a", 1);
    assertEquals(2, running.size());
    running.get(1).complete("urgent");

    assertEquals(new Landed<>("urgent", false), urgent.getItem());
    assertEquals(new Landed<>("urgent", true), another.getItem());
    bulk.assertNotTerminated();
    running.get(0).complete("bulk");
    assertEquals(new Landed<>("bulk", false), bulk.getItem());
    assertFalse(flights.isFlying("a", 1));
  }

  @Test
  void whoTakesOverComputesInItsOwnWay() {
    List<String> ways = new ArrayList<>();
    Computation<String> leader = computation(0, () -> way("first", ways));
    Computation<String> follower =
        new Computation<>(0, () -> way("now", ways), () -> way("later", ways));
    flights.run("a", leader).subscribe().with(landed -> {}, failure -> {});
    flights.run("a", follower).subscribe().with(landed -> {});

    running.get(0).fail(new Late());

    assertEquals(List.of("first", "later"), ways);
  }

  private Uni<String> way(String name, List<String> ways) {
    ways.add(name);
    return Uni.createFrom().emitter(running::add);
  }

  private UniAssertSubscriber<Landed<String>> ask(String key) {
    return ask(key, 0);
  }

  private UniAssertSubscriber<Landed<String>> ask(String key, int urgency) {
    return flights
        .run(
            key,
            computation(
                urgency,
                () ->
                    Uni.createFrom()
                        .<String>emitter(running::add)
                        .onCancellation()
                        .invoke(cancelled::incrementAndGet)))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static <V> Computation<V> computation(int urgency, Supplier<Uni<V>> way) {
    return new Computation<>(urgency, way, way);
  }
}
