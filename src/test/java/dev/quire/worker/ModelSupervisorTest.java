package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.device.DeviceState.Kind;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Outcome;
import dev.quire.queue.RequestRefusedException.Reason;
import dev.quire.support.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Devices that do as they are told, with real threads. After every test the supervisor is stopped;
 * then each predictor ever opened must have been closed, once, and never have been used by two
 * threads at once or after its end.
 */
class ModelSupervisorTest {

  private static final String FIRST = "gpu:0";
  private static final String SECOND = "gpu:1";
  private static final Duration WAIT = Clients.WAIT;

  /** Where nothing hangs. */
  private static final Watchdog PATIENT = new Watchdog(10, WAIT, WAIT);

  /** Where a run hangs, but no start. */
  private static final Watchdog STRICT = new Watchdog(10, Duration.ofSeconds(1), WAIT);

  private static final Backoff SHORT =
      new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), 1000);

  private static Vertx vertx;

  private final Collection<BatchRun> runs = new ConcurrentLinkedQueue<>();
  private final Clients clients = new Clients();
  private final Fleet fleet = new Fleet(vertx, clients);

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void everyPredictorWasUsedRightly() {
    fleet.stop();
  }

  private int served() {
    return runs.stream().mapToInt(BatchRun::size).sum();
  }

  @Test
  void startsAndServes() throws InterruptedException {
    start(settings(PATIENT), FIRST, SECOND);
    assertEquals(List.of(Kind.READY, Kind.READY), fleet.kinds());

    clients.offer(50);

    clients.assertAllServed();
    // a run is told of after its requests were answered
    for (int i = 0; i < 1_000 && served() < 50; i++) {
      Thread.sleep(10);
    }
    assertEquals(50, served());
    WorkerStatus status = fleet.status(0);
    assertSame(fleet.device(0), status.device());
    assertEquals(0, status.restarts());
    assertNull(status.lastError());
    assertTrue(status.batching().table().nanos(Numbers.BUCKET, 1) > 0, "it was measured");
  }

  @Test
  void aHangingDeviceIsReplacedAndItsRequestsServedByAnother() {
    AtomicBoolean hangs = new AtomicBoolean();
    CountDownLatch repaired = new CountDownLatch(1);
    fleet.script(
        FIRST,
        nth -> {
          if (nth > 1) {
            Await.opened(repaired);
            return Fleet.GOOD;
          }
          return numbers -> {
            if (!numbers.contains(Numbers.BLANK)) {
              hangs.set(true);
              fleet.hang();
            }
          };
        });
    start(settings(STRICT), FIRST, SECOND);

    feed("a hanging run", hangs::get);
    clients.offer(20);

    clients.assertAllServed();
    clients.assertAllServedBy(SECOND);
    WorkerStatus status = fleet.status(0);
    assertEquals("a run took longer than 1000 ms", status.lastError());
    Await.until("the second start", () -> fleet.openings(FIRST) == 2);
    assertEquals(new DeviceState.Starting(1), fleet.device(0).state());

    repaired.countDown();

    Await.until("the first device's return", () -> fleet.kinds().get(0) == Kind.READY);
    assertEquals(1, fleet.status(0).restarts());
    assertEquals(
        1, fleet.predictors(FIRST).get(0).closings(), "which ends a run that can be ended");
    feed("a ticket served there", () -> clients.anyServedBy(FIRST));
    Await.until("forgiveness", () -> fleet.device(0).state().equals(new DeviceState.Ready(0)));
    fleet.release();
    clients.assertAllServed();
  }

  @Test
  void aLostDeviceComesBackAfterItsTime() {
    AtomicBoolean lost = new AtomicBoolean();
    Runnable check =
        () -> {
          if (lost.get()) {
            throw new DeviceLostException("gone");
          }
        };
    fleet.script(
        FIRST,
        nth -> {
          check.run();
          return numbers -> check.run();
        });
    start(settings(PATIENT), FIRST, SECOND);
    clients.offer(20);
    clients.assertAllServed();

    lost.set(true);
    feed("the loss", () -> fleet.status(0).lastError() != null);
    clients.offer(20);

    clients.assertAllServed();
    assertEquals("gone", fleet.status(0).lastError());
    Await.until("some vain attempts", () -> fleet.openings(FIRST) > 3);
    Await.until("quarantine", () -> fleet.kinds().get(0) == Kind.QUARANTINED);
    lost.set(false);
    Await.until("its return", () -> fleet.kinds().get(0) == Kind.READY);
    feed("a ticket served there", () -> clients.anyServedBy(FIRST));
    clients.assertAllServed();
  }

  @Test
  void anIdleDeviceThatDiesIsNoticedWithoutARequest() {
    AtomicBoolean broken = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth -> {
          if (broken.get()) {
            throw new EngineException("still broken");
          }
          return numbers -> {
            if (broken.get()) {
              throw new EngineException("broken");
            }
          };
        });
    start(settings(PATIENT, SHORT, Duration.ofMillis(5)), FIRST);
    int before = fleet.predictors(FIRST).get(0).batches().size();
    Await.until("probes", () -> fleet.predictors(FIRST).get(0).batches().size() > before + 2);

    broken.set(true);

    Await.until("quarantine", () -> fleet.kinds().get(0) == Kind.QUARANTINED);
    Await.until("its end", () -> fleet.predictors(FIRST).get(0).closings() == 1);
    broken.set(false);
    Await.until("its return", () -> fleet.kinds().get(0) == Kind.READY);
    assertTrue(fleet.status(0).restarts() > 0);
    clients.offer(5);
    clients.assertAllServed();
  }

  @Test
  void anIdleDeviceThatHangsIsNoticedWithoutARequest() {
    AtomicBoolean hangs = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth ->
            nth > 1
                ? Fleet.GOOD
                : numbers -> {
                  if (hangs.get()) {
                    fleet.hang();
                  }
                });
    start(settings(STRICT, SHORT, Duration.ofMillis(5)), FIRST);

    hangs.set(true);

    Await.until("the new one", () -> fleet.status(0).restarts() > 0);
    Await.until("its return", () -> fleet.kinds().get(0) == Kind.READY);
    assertEquals("a run took longer than 1000 ms", fleet.status(0).lastError());
    clients.offer(5);
    clients.assertAllServed();
  }

  @Test
  void aBusyDeviceIsSeenToBeBusy() {
    CountDownLatch finish = new CountDownLatch(1);
    fleet.script(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                Await.opened(finish);
              }
            });
    start(settings(PATIENT), FIRST);
    assertEquals(0, fleet.status(0).running());

    clients.offer(1);

    Await.until("the run", () -> fleet.status(0).running() == 1);
    assertFalse(fleet.status(0).runningFor().isNegative());
    finish.countDown();
    clients.assertAllServed();
    Await.until("the end", () -> fleet.status(0).running() == 0);
    assertEquals(Duration.ZERO, fleet.status(0).runningFor());
  }

  @Test
  void aDeviceThatFailsTooOftenIsLostAndTriedNoMore() {
    AtomicBoolean broken = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth -> {
          if (nth > 1) {
            throw new EngineException("still broken");
          }
          return numbers -> {
            if (broken.get()) {
              throw new EngineException("broken");
            }
          };
        });
    Backoff strict = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), 2);
    start(settings(PATIENT, strict, Duration.ofMillis(5)), FIRST, SECOND);

    broken.set(true);

    Await.until("the loss", () -> fleet.kinds().get(0) == Kind.LOST);
    assertEquals(new DeviceState.Lost("still broken"), fleet.device(0).state());
    assertEquals(2, fleet.status(0).restarts());
    clients.offer(20);
    clients.assertAllServed();
    assertEquals(3, fleet.openings(FIRST));
  }

  @Test
  void aNewWorkerThatHangsAtItsFirstRunIsReplacedToo() {
    AtomicBoolean broken = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth ->
            switch (nth) {
              case 1 ->
                  numbers -> {
                    if (broken.get()) {
                      throw new EngineException("broken");
                    }
                  };
              case 2 -> numbers -> fleet.hang();
              default -> Fleet.GOOD;
            });
    Watchdog strict = new Watchdog(10, Duration.ofMillis(500), Duration.ofSeconds(2));
    start(settings(strict, SHORT, Duration.ofMillis(5)), FIRST);

    broken.set(true);

    Await.until("the third one", () -> fleet.openings(FIRST) >= 3);
    Await.until("its return", () -> fleet.kinds().get(0) == Kind.READY);
    assertEquals(1, fleet.predictors(FIRST).get(1).closings());
    clients.offer(5);
    clients.assertAllServed();
  }

  @Test
  void aModelThatCanBeOpenedNowhereKeepsTheServiceFromStarting() {
    EngineException first = new EngineException("no such file");
    EngineException second = new EngineException("no such library");
    fleet.script(
        FIRST,
        nth -> {
          throw first;
        });
    fleet.script(
        SECOND,
        nth -> {
          throw second;
        });
    Backoff longer = new Backoff(WAIT, WAIT, 3);

    assertSame(first, startFailure(settings(PATIENT, longer, WAIT), FIRST, SECOND));
    assertEquals(List.of(second), List.of(first.getSuppressed()));
  }

  @Test
  void aDeviceThatIsBrokenAtTheStartIsTriedAgainWhileAnotherServes() {
    CountDownLatch repaired = new CountDownLatch(1);
    fleet.script(
        FIRST,
        nth -> {
          if (nth > 1) {
            Await.opened(repaired);
            return Fleet.GOOD;
          }
          return numbers -> {
            throw new EngineException("broken");
          };
        });

    start(settings(PATIENT), FIRST, SECOND);

    assertEquals(Kind.READY, fleet.kinds().get(1));
    assertEquals("broken", fleet.status(0).lastError());
    clients.offer(20);
    clients.assertAllServedBy(SECOND);
    repaired.countDown();
    Await.until("the first device", () -> fleet.kinds().get(0) == Kind.READY);
    Await.until("the end of the broken one", () -> fleet.predictors(FIRST).get(0).closings() == 1);
  }

  @Test
  void whenAllDevicesAreLostForGoodWhatWaitsAndWhatComesIsRefusedAtOnce() {
    AtomicBoolean broken = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth -> {
          if (nth > 1) {
            throw new EngineException("still broken");
          }
          return numbers -> {
            if (broken.get()) {
              throw new DeviceLostException("broken");
            }
          };
        });
    start(
        settings(PATIENT, new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), 2), WAIT), FIRST);
    broken.set(true);
    clients.offer(20);

    Await.until("their end", () -> clients.ended().size() == 20);

    assertEquals(Kind.LOST, fleet.kinds().get(0));
    assertTrue(clients.ended().stream().allMatch(outcome -> outcome == Outcome.REFUSED));
    clients.assertRefused(Reason.NO_DEVICE);
    assertEquals(0, clients.queue().depth());
  }

  @Test
  void whileADeviceMayComeBackRequestsWait() {
    AtomicBoolean broken = new AtomicBoolean();
    CountDownLatch repaired = new CountDownLatch(1);
    fleet.script(
        FIRST,
        nth -> {
          if (nth > 1) {
            Await.opened(repaired);
            return Fleet.GOOD;
          }
          return numbers -> {
            if (broken.get()) {
              throw new DeviceLostException("broken");
            }
          };
        });
    start(settings(PATIENT), FIRST);
    broken.set(true);
    clients.offer(5);
    Await.until("the second start", () -> fleet.openings(FIRST) == 2);
    clients.offer(5);
    repaired.countDown();

    clients.assertAllServed();
  }

  /** The callbacks of requests are others' code, and there may be thousands. */
  @Test
  void ticketsThatEndBecauseOfADeviceDoNotEndOnTheEventLoop() {
    Collection<String> threads = new ConcurrentLinkedQueue<>();
    fleet.script(FIRST, nth -> fleet.hangingOnRequests());
    Watchdog hasty = new Watchdog(10, Duration.ofMillis(100), WAIT);
    start(settings(hasty), FIRST);
    clients.offer(3);
    clients
        .requests()
        .forEach(
            request ->
                request
                    .completion()
                    .whenComplete((a, e) -> threads.add(Thread.currentThread().getName())));

    Await.until("their end", () -> clients.ended().size() == 3);
    Await.until("that this is told", () -> threads.size() == 3);
    assertTrue(threads.stream().noneMatch(name -> name.contains("eventloop")), () -> "" + threads);
  }

  @Test
  void anErrorKeepsTheServiceFromStarting() {
    fleet.script(
        FIRST,
        nth -> {
          throw new UnsatisfiedLinkError("no such library");
        });

    RuntimeException e = startFailure(settings(PATIENT), FIRST);

    assertEquals("no such library", e.getCause().getMessage());
  }

  @Test
  void aFirstRunThatHangsKeepsTheServiceFromStarting() {
    fleet.script(FIRST, nth -> numbers -> fleet.hang());
    Watchdog strict = new Watchdog(10, Duration.ofMillis(100), Duration.ofMillis(100));

    RuntimeException e = startFailure(settings(strict, new Backoff(WAIT, WAIT, 1), WAIT), FIRST);

    assertEquals("a run took longer than 100 ms", e.getMessage());
  }

  @Test
  void stoppingServesWhatWasAdmittedAndClosesThePredictors() {
    fleet.script(FIRST, nth -> numbers -> Fleet.pause(1));
    fleet.script(SECOND, nth -> numbers -> Fleet.pause(1));
    start(settings(PATIENT), FIRST, SECOND);
    clients.offer(300);

    fleet.supervisor().stop(Await.LONG);

    assertEquals(300, clients.ended().size());
    clients.assertAllServed();
    assertEquals(1, fleet.closings(FIRST));
    assertEquals(1, fleet.closings(SECOND));
    assertEquals(List.of(Kind.DRAINING, Kind.DRAINING), fleet.kinds());
    clients.assertRefused(Reason.SHUTTING_DOWN);
  }

  @Test
  void stoppingTwiceIsStoppingOnce() {
    start(settings(PATIENT), FIRST);

    fleet.supervisor().stop(Await.LONG);
    fleet.supervisor().stop(Await.LONG);

    assertEquals(1, fleet.closings(FIRST));
  }

  @Test
  void drainingRefusesWhatIsNew() {
    start(settings(PATIENT), FIRST);
    clients.offer(20);

    fleet.supervisor().drain();

    clients.assertRefused(Reason.SHUTTING_DOWN);
    clients.assertAllServed();
    assertEquals(List.of(Kind.DRAINING), fleet.kinds());
  }

  @Test
  void stoppingWhileADeviceHangsServesItsRequestsElsewhere() {
    AtomicBoolean hangs = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth -> {
          if (nth > 1) {
            throw new EngineException("broken");
          }
          return numbers -> {
            if (!numbers.contains(Numbers.BLANK)) {
              hangs.set(true);
              fleet.hang();
            }
          };
        });
    start(settings(STRICT), FIRST, SECOND);
    feed("a hanging run", hangs::get);
    clients.offer(20);

    fleet.supervisor().stop(Await.LONG);

    assertEquals(clients.requests().size(), clients.ended().size());
    clients.assertAllServed();
    assertFalse(clients.anyServedBy(FIRST));
  }

  @Test
  void stoppingTriesTheOnlyDeviceAgainThatFailsThen() {
    AtomicBoolean stopping = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth -> {
          if (nth == 2) {
            throw new DeviceLostException("still gone");
          }
          return numbers -> {
            if (nth == 1 && !numbers.contains(Numbers.BLANK)) {
              Await.until("the end", stopping::get);
              throw new DeviceLostException("gone");
            }
          };
        });
    start(settings(PATIENT), FIRST);
    clients.offer(20);

    fleet.supervisor().drain();
    stopping.set(true);
    fleet.supervisor().stop(Await.LONG);

    clients.assertAllServed();
    assertEquals(2, fleet.status(0).restarts());
    assertEquals(List.of(Kind.DRAINING), fleet.kinds());
  }

  @Test
  void stoppingTriesTheOnlyDeviceAgainThatIsInQuarantine() {
    AtomicBoolean broken = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth -> {
          if (broken.get()) {
            throw new EngineException("still broken");
          }
          return numbers -> {
            if (broken.get()) {
              throw new EngineException("broken");
            }
          };
        });
    Backoff ever = new Backoff(Duration.ofMillis(1), WAIT, 1000);
    start(settings(PATIENT, ever, Duration.ofMillis(5)), FIRST);
    broken.set(true);
    Await.until("quarantine for some time", () -> fleet.openings(FIRST) > 5);
    clients.offer(20);
    broken.set(false);

    fleet.supervisor().stop(Await.LONG);

    clients.assertAllServed();
  }

  @Test
  void stoppingWithNothingLeftToDoTriesNoDeviceAgain() {
    AtomicBoolean broken = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth ->
            numbers -> {
              if (broken.get()) {
                throw new EngineException("broken");
              }
            });
    start(settings(PATIENT, new Backoff(WAIT, WAIT, 1), Duration.ofMillis(5)), FIRST);
    broken.set(true);
    Await.until("quarantine", () -> fleet.kinds().get(0) == Kind.QUARANTINED);

    fleet.supervisor().stop(Await.LONG);

    assertEquals(1, fleet.openings(FIRST));
  }

  @Test
  void stoppingWaitsForADeviceThatIsJustBeingTriedAgain() {
    AtomicBoolean broken = new AtomicBoolean();
    CountDownLatch finish = new CountDownLatch(1);
    fleet.script(
        FIRST,
        nth -> {
          if (nth > 1) {
            Await.opened(finish);
            return Fleet.GOOD;
          }
          return numbers -> {
            if (broken.get()) {
              throw new EngineException("broken");
            }
          };
        });
    start(settings(PATIENT, SHORT, Duration.ofMillis(5)), FIRST);
    broken.set(true);
    Await.until("the second start", () -> fleet.openings(FIRST) == 2);

    CompletableFuture<Void> stopping =
        CompletableFuture.runAsync(() -> fleet.supervisor().stop(Await.LONG));
    Await.until("draining", () -> fleet.kinds().get(0) == Kind.DRAINING);
    finish.countDown();

    stopping.orTimeout(Await.LONG.toSeconds(), TimeUnit.SECONDS).join();
    assertEquals(1, fleet.predictors(FIRST).get(1).closings());
  }

  @Test
  void stoppingDoesNotWaitLongerThanTheGracePeriod() {
    fleet.script(FIRST, nth -> fleet.hangingOnRequests());
    start(settings(PATIENT), FIRST);
    clients.offer(1);
    Await.until("the run", () -> fleet.status(0).running() > 0);

    fleet.supervisor().stop(Duration.ofMillis(1));

    assertEquals(0, fleet.closings(FIRST), "its run is still in progress");
    assertEquals(List.of(Outcome.REFUSED), clients.ended(), "nobody is left waiting");
  }

  @Test
  void aModelThatTakesForEverToOpenIsGivenUp() {
    AtomicBoolean broken = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth -> {
          if (nth == 2) {
            fleet.hang();
          }
          return numbers -> {
            if (nth == 1 && broken.get()) {
              throw new DeviceLostException("gone");
            }
          };
        });
    start(settings(new Watchdog(10, Duration.ofMillis(1), Duration.ofMillis(200))), FIRST);
    broken.set(true);

    clients.offer(1);

    Await.until("a third worker", () -> fleet.openings(FIRST) == 3);
    clients.assertAllServed();
  }

  @Test
  void aDeviceIsForgivenWhenATicketWasServedAndNotBefore() {
    fleet.script(
        FIRST,
        nth ->
            numbers -> {
              if (numbers.contains(13)) {
                throw new EngineException("unlucky");
              }
            });
    start(settings(PATIENT), FIRST);
    fleet.device(0).on(state -> new DeviceState.Ready(3));

    InferenceRequest<Integer, Served<Integer>> unlucky = clients.request(13);
    clients.queue().offer(unlucky);
    Await.until("its end", () -> !unlucky.isOpen());
    Await.until("the end of the run", () -> fleet.status(0).running() == 0);
    assertEquals(new DeviceState.Ready(3), fleet.device(0).state());

    clients.offer(1);
    Await.until("forgiven", () -> fleet.device(0).state().equals(new DeviceState.Ready(0)));
  }

  @Test
  void devicesOfDifferentSpeedShareTheWork() {
    fleet.script(FIRST, nth -> numbers -> Fleet.pause(3));
    fleet.script(SECOND, nth -> numbers -> Fleet.pause(1));
    start(settings(PATIENT), FIRST, SECOND);

    clients.offer(200);
    feed("work of both", () -> clients.anyServedBy(FIRST) && clients.anyServedBy(SECOND));

    clients.assertAllServed();
  }

  @Test
  void aRequestThatIsCancelledIsNotAnswered() {
    CountDownLatch finish = new CountDownLatch(1);
    fleet.script(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                Await.opened(finish);
              }
            });
    start(settings(PATIENT), FIRST);
    clients.offer(1);
    Await.until("the run", () -> fleet.status(0).running() == 1);
    clients.offer(2);

    clients.queue().cancel(clients.requests().get(0));
    clients.queue().cancel(clients.requests().get(1));
    finish.countDown();

    fleet.supervisor().stop(Await.LONG);
    assertEquals(
        2, clients.ended().stream().filter(outcome -> outcome == Outcome.CANCELLED).count());
    assertEquals(
        1, clients.ended().stream().filter(outcome -> outcome == Outcome.ANSWERED).count());
  }

  /** Everything that can go wrong, at once: each request ends once, and no predictor is misused. */
  @Test
  void everyRequestEndsOnceWhateverTheDevicesDo() {
    AtomicInteger count = new AtomicInteger();
    fleet.script(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK) && count.incrementAndGet() % 40 == 0) {
                Fleet.pause(400);
              }
            });
    fleet.script(
        SECOND,
        nth -> {
          if (nth % 3 == 0) {
            throw new DeviceLostException("still gone");
          }
          AtomicInteger own = new AtomicInteger();
          return numbers -> {
            if (own.incrementAndGet() % 30 == 0) {
              throw new DeviceLostException("gone");
            }
          };
        });
    fleet.script(
        "gpu:2",
        nth ->
            numbers -> {
              if (numbers.size() > 2) {
                throw new OutOfDeviceMemoryException("too large");
              }
              if (numbers.stream().anyMatch(n -> n % 50 == 13)) {
                throw new EngineException("poisoned");
              }
            });
    Watchdog hasty = new Watchdog(10, Duration.ofMillis(200), WAIT);
    start(settings(hasty, SHORT, Duration.ofMillis(50)), FIRST, SECOND, "gpu:2");

    List<CompletableFuture<Void>> offering =
        IntStream.range(0, 3)
            .mapToObj(client -> CompletableFuture.runAsync(() -> offerSlowly(500)))
            .toList();
    offering.forEach(CompletableFuture::join);
    fleet.supervisor().stop(Await.LONG);

    assertEquals(1500, clients.ended().size());
    assertEquals(0, clients.queue().depth());
    assertEquals(0, clients.queue().bytes());
    assertTrue(
        clients.ended().stream().allMatch(o -> o == Outcome.ANSWERED || o == Outcome.FAILED));
    for (InferenceRequest<Integer, Served<Integer>> request : clients.requests()) {
      assertFalse(request.isOpen());
    }
    assertTrue(
        clients.ended().stream().filter(outcome -> outcome == Outcome.ANSWERED).count() > 1000);
  }

  @Test
  void theChoresGoOnAfterAnError() {
    start(settings(PATIENT), FIRST);

    for (int nth = 1; nth <= 2; nth++) {
      clients.failOnceOn("-chores", new StackOverflowError("Thrown by a test"));
      Await.until("error " + nth, () -> !clients.isToFail());
    }
  }

  private void start(WorkerSettings settings, String... names) {
    List<Device> devices =
        Stream.of(names)
            .map(name -> new Device(new DeviceId(name), () -> new DeviceMemory(0, 1)))
            .toList();
    fleet.start(devices, DeviceMemoryTracker::lookOnly, fleet::open, runs::add, settings);
  }

  private RuntimeException startFailure(WorkerSettings settings, String... names) {
    return assertThrows(RuntimeException.class, () -> start(settings, names));
  }

  private static WorkerSettings settings(Watchdog watchdog) {
    return settings(watchdog, SHORT, WAIT);
  }

  private static WorkerSettings settings(Watchdog watchdog, Backoff backoff, Duration probeAfter) {
    Calibration calibration = new Calibration(4, Duration.ofMinutes(1), System::nanoTime);
    return new WorkerSettings(calibration, watchdog, backoff, probeAfter);
  }

  private void offerSlowly(int count) {
    for (int i = 0; i < count; i++) {
      clients.offer(1);
      if (i % 10 == 0) {
        Fleet.pause(1);
      }
    }
  }

  /** Offers request after request until something has happened. */
  private void feed(String what, BooleanSupplier happened) {
    Await.until(
        what,
        () -> {
          clients.offer(1);
          return happened.getAsBoolean();
        });
  }
}
