package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.device.DeviceState.Kind;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Predictor;
import dev.quire.queue.Outcome;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.Terms;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketQueue;
import dev.quire.queue.TicketRefusedException;
import dev.quire.worker.Doubling.Conduct;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
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
class SupervisorTest {

  private static final String FIRST = "gpu:0";
  private static final String SECOND = "gpu:1";
  private static final Conduct GOOD = numbers -> {};
  private static final Duration WAIT = Duration.ofMinutes(10);

  /** Where nothing hangs. */
  private static final Watchdog PATIENT = new Watchdog(10, WAIT, WAIT);

  /** Where a run hangs, but no start. */
  private static final Watchdog STRICT = new Watchdog(10, Duration.ofSeconds(1), WAIT);

  private static final Backoff SHORT =
      new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), 1000);

  private static Vertx vertx;

  private final CountDownLatch release = new CountDownLatch(1);
  private final Map<String, IntFunction<Conduct>> scripts = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> openings = new ConcurrentHashMap<>();
  private final Map<String, Collection<Doubling>> opened = new ConcurrentHashMap<>();
  private final Collection<Outcome> ended = new ConcurrentLinkedQueue<>();
  private final Collection<BatchRun> runs = new ConcurrentLinkedQueue<>();
  private final List<Ticket<Integer, Served<Integer>>> tickets = new ArrayList<>();
  private final TicketQueue<Integer, Served<Integer>> queue =
      new TicketQueue<>(new QueueLimits(100_000, 100_000, WAIT), System::nanoTime, ended::add);

  private List<Device> devices;
  private Supervisor<Integer, Integer> supervisor;

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
    release.countDown();
    supervisor.stop(Await.LONG);
    List<Doubling> all = opened.values().stream().flatMap(Collection::stream).toList();
    Await.until(
        "the end of all predictors",
        () -> all.stream().allMatch(predictor -> predictor.closings() > 0));
    for (Doubling predictor : all) {
      assertEquals(1, predictor.closings());
      assertEquals(List.of(), predictor.breaches());
    }
  }

  @Test
  void startsAndServes() {
    start(settings(PATIENT), FIRST, SECOND);
    assertEquals(List.of(Kind.READY, Kind.READY), kinds());

    offer(50);

    assertAllServed();
    assertEquals(50, runs.stream().mapToInt(BatchRun::size).sum());
    WorkerStatus status = supervisor.status().get(0);
    assertSame(devices.get(0), status.device());
    assertEquals(0, status.restarts());
    assertNull(status.lastError());
    assertTrue(status.batching().table().nanos(Numbers.BUCKET, 1) > 0, "it was measured");
  }

  @Test
  void aHangingDeviceIsReplacedAndItsTicketsServedByAnother() {
    AtomicBoolean hangs = new AtomicBoolean();
    CountDownLatch repaired = new CountDownLatch(1);
    scripts.put(
        FIRST,
        nth -> {
          if (nth > 1) {
            Await.opened(repaired);
            return GOOD;
          }
          return numbers -> {
            if (!numbers.contains(Numbers.BLANK)) {
              hangs.set(true);
              Await.opened(release);
            }
          };
        });
    start(settings(STRICT), FIRST, SECOND);

    feed("a hanging run", hangs::get);
    offer(20);

    assertAllServed();
    assertTrue(tickets.stream().allMatch(ticket -> device(ticket).equals(SECOND)));
    WorkerStatus status = supervisor.status().get(0);
    assertEquals("a run took longer than 1000 ms", status.lastError());
    Await.until("the second start", () -> openings.get(FIRST).get() == 2);
    assertEquals(new DeviceState.Starting(1), devices.get(0).state());

    repaired.countDown();

    Await.until("the first device's return", () -> kinds().get(0) == Kind.READY);
    assertEquals(1, supervisor.status().get(0).restarts());
    assertEquals(0, predictors(FIRST).get(0).closings(), "its thread has not come back yet");
    feed("a ticket served there", () -> tickets.stream().anyMatch(this::servedByFirst));
    Await.until("forgiveness", () -> devices.get(0).state().equals(new DeviceState.Ready(0)));
    release.countDown();
    Await.until("the end of the old one", () -> predictors(FIRST).get(0).closings() == 1);
    assertAllServed();
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
    scripts.put(
        FIRST,
        nth -> {
          check.run();
          return numbers -> check.run();
        });
    start(settings(PATIENT), FIRST, SECOND);
    offer(20);
    assertAllServed();

    lost.set(true);
    feed("the loss", () -> supervisor.status().get(0).lastError() != null);
    offer(20);

    assertAllServed();
    assertEquals("gone", supervisor.status().get(0).lastError());
    Await.until("some vain attempts", () -> openings.get(FIRST).get() > 3);
    Await.until("quarantine", () -> kinds().get(0) == Kind.QUARANTINED);
    lost.set(false);
    Await.until("its return", () -> kinds().get(0) == Kind.READY);
    feed("a ticket served there", () -> tickets.stream().anyMatch(this::servedByFirst));
    assertAllServed();
  }

  @Test
  void anIdleDeviceThatDiesIsNoticedWithoutARequest() {
    AtomicBoolean broken = new AtomicBoolean();
    scripts.put(
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
    int before = predictors(FIRST).get(0).batches().size();
    Await.until("probes", () -> predictors(FIRST).get(0).batches().size() > before + 2);

    broken.set(true);

    Await.until("quarantine", () -> kinds().get(0) == Kind.QUARANTINED);
    Await.until("its end", () -> predictors(FIRST).get(0).closings() == 1);
    broken.set(false);
    Await.until("its return", () -> kinds().get(0) == Kind.READY);
    assertTrue(supervisor.status().get(0).restarts() > 0);
    offer(5);
    assertAllServed();
  }

  @Test
  void anIdleDeviceThatHangsIsNoticedWithoutARequest() {
    AtomicBoolean hangs = new AtomicBoolean();
    scripts.put(
        FIRST,
        nth ->
            nth > 1
                ? GOOD
                : numbers -> {
                  if (hangs.get()) {
                    Await.opened(release);
                  }
                });
    start(settings(STRICT, SHORT, Duration.ofMillis(5)), FIRST);

    hangs.set(true);

    Await.until("the new one", () -> supervisor.status().get(0).restarts() > 0);
    Await.until("its return", () -> kinds().get(0) == Kind.READY);
    assertEquals("a run took longer than 1000 ms", supervisor.status().get(0).lastError());
    offer(5);
    assertAllServed();
  }

  @Test
  void aBusyDeviceIsSeenToBeBusy() {
    CountDownLatch finish = new CountDownLatch(1);
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                Await.opened(finish);
              }
            });
    start(settings(PATIENT), FIRST);
    assertEquals(0, supervisor.status().get(0).running());

    offer(1);

    Await.until("the run", () -> supervisor.status().get(0).running() == 1);
    assertFalse(supervisor.status().get(0).runningFor().isNegative());
    finish.countDown();
    assertAllServed();
    Await.until("the end", () -> supervisor.status().get(0).running() == 0);
    assertEquals(Duration.ZERO, supervisor.status().get(0).runningFor());
  }

  @Test
  void aDeviceThatFailsTooOftenIsLostAndTriedNoMore() {
    AtomicBoolean broken = new AtomicBoolean();
    scripts.put(
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

    Await.until("the loss", () -> kinds().get(0) == Kind.LOST);
    assertEquals(new DeviceState.Lost("still broken"), devices.get(0).state());
    assertEquals(2, supervisor.status().get(0).restarts());
    offer(20);
    assertAllServed();
    assertEquals(3, openings.get(FIRST).get());
  }

  @Test
  void aNewWorkerThatHangsAtItsFirstRunIsReplacedToo() {
    AtomicBoolean broken = new AtomicBoolean();
    scripts.put(
        FIRST,
        nth ->
            switch (nth) {
              case 1 ->
                  numbers -> {
                    if (broken.get()) {
                      throw new EngineException("broken");
                    }
                  };
              case 2 -> numbers -> Await.opened(release);
              default -> GOOD;
            });
    Watchdog strict = new Watchdog(10, Duration.ofMillis(500), Duration.ofSeconds(2));
    start(settings(strict, SHORT, Duration.ofMillis(5)), FIRST);

    broken.set(true);

    Await.until("the third one", () -> openings.get(FIRST).get() >= 3);
    Await.until("its return", () -> kinds().get(0) == Kind.READY);
    assertEquals(0, predictors(FIRST).get(1).closings());
    offer(5);
    assertAllServed();
  }

  @Test
  void aModelThatCannotBeOpenedKeepsTheServiceFromStarting() {
    EngineException cause = new EngineException("no such file");
    scripts.put(
        SECOND,
        nth -> {
          throw cause;
        });

    assertSame(cause, startFailure(settings(PATIENT), FIRST, SECOND));
  }

  @Test
  void aFirstRunThatFailsKeepsTheServiceFromStarting() {
    EngineException cause = new EngineException("broken");
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              throw cause;
            });

    assertSame(cause, startFailure(settings(PATIENT), FIRST, SECOND));

    Await.until("its end", () -> predictors(FIRST).get(0).closings() == 1);
  }

  @Test
  void anErrorKeepsTheServiceFromStarting() {
    scripts.put(
        FIRST,
        nth -> {
          throw new UnsatisfiedLinkError("no such library");
        });

    RuntimeException e = startFailure(settings(PATIENT), FIRST);

    assertEquals("no such library", e.getCause().getMessage());
  }

  @Test
  void aFirstRunThatHangsKeepsTheServiceFromStarting() {
    scripts.put(FIRST, nth -> numbers -> Await.opened(release));
    Watchdog strict = new Watchdog(10, Duration.ofMillis(100), Duration.ofMillis(100));

    RuntimeException e = startFailure(settings(strict, new Backoff(WAIT, WAIT, 1), WAIT), FIRST);

    assertEquals("a run took longer than 100 ms", e.getMessage());
  }

  /** What had started takes no work and is closed, though nobody asks for it. */
  @Test
  void ifOneWorkerDoesNotStartTheOthersAreStopped() {
    CountDownLatch failed = new CountDownLatch(1);
    scripts.put(
        FIRST,
        nth -> {
          Await.opened(failed);
          return GOOD;
        });
    scripts.put(
        "gpu:2",
        nth -> {
          throw new EngineException("no such file");
        });

    startFailure(settings(PATIENT), FIRST, SECOND, "gpu:2");
    failed.countDown();

    Await.until("the end of the one that started", () -> closings(SECOND) == 1);
    Await.until("the end of the one that was starting", () -> closings(FIRST) == 1);
  }

  @Test
  void stoppingServesWhatWasAdmittedAndClosesThePredictors() {
    scripts.put(FIRST, nth -> numbers -> pause(1));
    scripts.put(SECOND, nth -> numbers -> pause(1));
    start(settings(PATIENT), FIRST, SECOND);
    offer(300);

    supervisor.stop(Await.LONG);

    assertEquals(300, ended.size());
    assertAllServed();
    assertEquals(1, closings(FIRST));
    assertEquals(1, closings(SECOND));
    assertEquals(List.of(Kind.DRAINING, Kind.DRAINING), kinds());
    assertRefused();
  }

  @Test
  void stoppingTwiceIsStoppingOnce() {
    start(settings(PATIENT), FIRST);

    supervisor.stop(Await.LONG);
    supervisor.stop(Await.LONG);

    assertEquals(1, closings(FIRST));
  }

  @Test
  void drainingRefusesWhatIsNew() {
    start(settings(PATIENT), FIRST);
    offer(20);

    supervisor.drain();

    assertRefused();
    assertAllServed();
    assertEquals(List.of(Kind.DRAINING), kinds());
  }

  @Test
  void stoppingWhileADeviceHangsServesItsTicketsElsewhere() {
    AtomicBoolean hangs = new AtomicBoolean();
    scripts.put(
        FIRST,
        nth -> {
          if (nth > 1) {
            throw new EngineException("broken");
          }
          return numbers -> {
            if (!numbers.contains(Numbers.BLANK)) {
              hangs.set(true);
              Await.opened(release);
            }
          };
        });
    start(settings(STRICT), FIRST, SECOND);
    feed("a hanging run", hangs::get);
    offer(20);

    supervisor.stop(Await.LONG);

    assertEquals(tickets.size(), ended.size());
    assertAllServed();
    assertTrue(tickets.stream().noneMatch(this::servedByFirst));
  }

  @Test
  void stoppingTriesTheOnlyDeviceAgainThatFailsThen() {
    AtomicBoolean stopping = new AtomicBoolean();
    scripts.put(
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
    offer(20);

    supervisor.drain();
    stopping.set(true);
    supervisor.stop(Await.LONG);

    assertAllServed();
    assertEquals(2, supervisor.status().get(0).restarts());
    assertEquals(List.of(Kind.DRAINING), kinds());
  }

  @Test
  void stoppingTriesTheOnlyDeviceAgainThatIsInQuarantine() {
    AtomicBoolean broken = new AtomicBoolean();
    scripts.put(
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
    Await.until("quarantine for some time", () -> openings.get(FIRST).get() > 5);
    offer(20);
    broken.set(false);

    supervisor.stop(Await.LONG);

    assertAllServed();
  }

  @Test
  void stoppingWithNothingLeftToDoTriesNoDeviceAgain() {
    AtomicBoolean broken = new AtomicBoolean();
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              if (broken.get()) {
                throw new EngineException("broken");
              }
            });
    start(settings(PATIENT, new Backoff(WAIT, WAIT, 1), Duration.ofMillis(5)), FIRST);
    broken.set(true);
    Await.until("quarantine", () -> kinds().get(0) == Kind.QUARANTINED);

    supervisor.stop(Await.LONG);

    assertEquals(1, openings.get(FIRST).get());
  }

  @Test
  void stoppingWaitsForADeviceThatIsJustBeingTriedAgain() {
    AtomicBoolean broken = new AtomicBoolean();
    CountDownLatch finish = new CountDownLatch(1);
    scripts.put(
        FIRST,
        nth -> {
          if (nth > 1) {
            Await.opened(finish);
            return GOOD;
          }
          return numbers -> {
            if (broken.get()) {
              throw new EngineException("broken");
            }
          };
        });
    start(settings(PATIENT, SHORT, Duration.ofMillis(5)), FIRST);
    broken.set(true);
    Await.until("the second start", () -> openings.get(FIRST).get() == 2);

    CompletableFuture<Void> stopping =
        CompletableFuture.runAsync(() -> supervisor.stop(Await.LONG));
    Await.until("draining", () -> kinds().get(0) == Kind.DRAINING);
    finish.countDown();

    stopping.orTimeout(Await.LONG.toSeconds(), TimeUnit.SECONDS).join();
    assertEquals(1, predictors(FIRST).get(1).closings());
  }

  @Test
  void stoppingDoesNotWaitLongerThanTheGracePeriod() {
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                Await.opened(release);
              }
            });
    start(settings(PATIENT), FIRST);
    offer(1);
    Await.until("the run", () -> supervisor.status().get(0).running() > 0);

    supervisor.stop(Duration.ofMillis(1));

    assertEquals(0, closings(FIRST), "its run is still in progress");
    assertEquals(List.of(Outcome.REFUSED), List.copyOf(ended), "nobody is left waiting");
  }

  @Test
  void aModelThatTakesForEverToOpenIsGivenUp() {
    AtomicBoolean broken = new AtomicBoolean();
    scripts.put(
        FIRST,
        nth -> {
          if (nth == 2) {
            Await.opened(release);
          }
          return numbers -> {
            if (nth == 1 && broken.get()) {
              throw new DeviceLostException("gone");
            }
          };
        });
    start(settings(new Watchdog(10, Duration.ofMillis(1), Duration.ofMillis(200))), FIRST);
    broken.set(true);

    offer(1);

    Await.until("a third worker", () -> openings.get(FIRST).get() == 3);
    assertAllServed();
  }

  @Test
  void aDeviceIsForgivenWhenATicketWasServedAndNotBefore() {
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              if (numbers.contains(13)) {
                throw new EngineException("unlucky");
              }
            });
    start(settings(PATIENT), FIRST);
    devices.get(0).on(state -> new DeviceState.Ready(3));

    Ticket<Integer, Served<Integer>> unlucky =
        queue.ticket(13, Numbers.BUCKET, 1, Terms.within(WAIT));
    queue.offer(unlucky);
    Await.until("its end", () -> !unlucky.isOpen());
    Await.until("the end of the run", () -> supervisor.status().get(0).running() == 0);
    assertEquals(new DeviceState.Ready(3), devices.get(0).state());

    offer(1);
    Await.until("forgiven", () -> devices.get(0).state().equals(new DeviceState.Ready(0)));
  }

  @Test
  void devicesOfDifferentSpeedShareTheWork() {
    scripts.put(FIRST, nth -> numbers -> pause(3));
    scripts.put(SECOND, nth -> numbers -> pause(1));
    start(settings(PATIENT), FIRST, SECOND);

    offer(200);
    feed(
        "work of both",
        () ->
            tickets.stream().anyMatch(this::servedByFirst)
                && tickets.stream().anyMatch(ticket -> servedBy(SECOND, ticket)));

    assertAllServed();
  }

  @Test
  void aTicketThatIsCancelledIsNotAnswered() {
    CountDownLatch finish = new CountDownLatch(1);
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                Await.opened(finish);
              }
            });
    start(settings(PATIENT), FIRST);
    offer(1);
    Await.until("the run", () -> supervisor.status().get(0).running() == 1);
    offer(2);

    queue.cancel(tickets.get(0));
    queue.cancel(tickets.get(1));
    finish.countDown();

    supervisor.stop(Await.LONG);
    assertEquals(2, ended.stream().filter(outcome -> outcome == Outcome.CANCELLED).count());
    assertEquals(1, ended.stream().filter(outcome -> outcome == Outcome.ANSWERED).count());
  }

  /** Everything that can go wrong, at once: each ticket ends once, and no predictor is misused. */
  @Test
  void everyTicketEndsOnceWhateverTheDevicesDo() {
    AtomicInteger count = new AtomicInteger();
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK) && count.incrementAndGet() % 40 == 0) {
                pause(400);
              }
            });
    scripts.put(
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
    scripts.put(
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

    List<CompletableFuture<Void>> clients =
        IntStream.range(0, 3)
            .mapToObj(client -> CompletableFuture.runAsync(() -> offerSlowly(500)))
            .toList();
    clients.forEach(CompletableFuture::join);
    supervisor.stop(Await.LONG);

    assertEquals(1500, ended.size());
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertTrue(ended.stream().allMatch(o -> o == Outcome.ANSWERED || o == Outcome.FAILED));
    for (Ticket<Integer, Served<Integer>> ticket : tickets) {
      assertFalse(ticket.isOpen());
    }
    assertTrue(ended.stream().filter(outcome -> outcome == Outcome.ANSWERED).count() > 1000);
  }

  private void start(WorkerSettings settings, String... names) {
    devices =
        Stream.of(names)
            .map(name -> new Device(new DeviceId(name), () -> new DeviceMemory(0, 1)))
            .toList();
    supervisor =
        new Supervisor<>(
            vertx,
            "numbers",
            devices,
            queue,
            new Numbers(),
            new Limits(4, Long.MAX_VALUE, 0),
            MemoryWatch::lookOnly,
            this::open,
            runs::add,
            settings);
    supervisor.start();
  }

  private RuntimeException startFailure(WorkerSettings settings, String... names) {
    return assertThrows(RuntimeException.class, () -> start(settings, names));
  }

  private Predictor open(Device device) {
    String name = device.id().name();
    int nth = openings.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
    Doubling predictor = new Doubling(scripts.getOrDefault(name, n -> GOOD).apply(nth));
    opened.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>()).add(predictor);
    return predictor;
  }

  private static WorkerSettings settings(Watchdog watchdog) {
    return settings(watchdog, SHORT, WAIT);
  }

  private static WorkerSettings settings(Watchdog watchdog, Backoff backoff, Duration probeAfter) {
    WarmUp warmUp = new WarmUp(4, Duration.ofMinutes(1), System::nanoTime);
    return new WorkerSettings(warmUp, watchdog, backoff, probeAfter);
  }

  private List<Kind> kinds() {
    return devices.stream().map(device -> device.state().kind()).toList();
  }

  private List<Doubling> predictors(String device) {
    return List.copyOf(opened.getOrDefault(device, List.of()));
  }

  private int closings(String device) {
    return predictors(device).stream().mapToInt(Doubling::closings).sum();
  }

  private void offer(int count) {
    for (int i = 0; i < count; i++) {
      assertTrue(queue.offer(newTicket()));
    }
  }

  private void offerSlowly(int count) {
    for (int i = 0; i < count; i++) {
      assertTrue(queue.offer(newTicket()));
      if (i % 10 == 0) {
        pause(1);
      }
    }
  }

  private Ticket<Integer, Served<Integer>> newTicket() {
    synchronized (tickets) {
      int number = tickets.size() + 1;
      Ticket<Integer, Served<Integer>> ticket =
          queue.ticket(number, Numbers.BUCKET, 1, Terms.within(WAIT));
      tickets.add(ticket);
      return ticket;
    }
  }

  /** Offers ticket after ticket until something has happened. */
  private void feed(String what, BooleanSupplier happened) {
    Await.until(
        what,
        () -> {
          offer(1);
          return happened.getAsBoolean();
        });
  }

  private void assertRefused() {
    Ticket<Integer, Served<Integer>> late = queue.ticket(1, Numbers.BUCKET, 1, Terms.within(WAIT));
    assertFalse(queue.offer(late));
    CompletionException e =
        assertThrows(CompletionException.class, late.completion().toCompletableFuture()::join);
    assertEquals(
        TicketRefusedException.Reason.SHUTTING_DOWN,
        ((TicketRefusedException) e.getCause()).reason());
    ended.remove(Outcome.REFUSED);
  }

  private void assertAllServed() {
    for (Ticket<Integer, Served<Integer>> ticket : tickets) {
      assertEquals(2 * ticket.payload(), served(ticket).result());
    }
    Await.until("the end of all tickets", () -> ended.size() >= tickets.size());
    assertEquals(tickets.size(), ended.size(), "each ends once");
  }

  private static Served<Integer> served(Ticket<Integer, Served<Integer>> ticket) {
    return ticket
        .completion()
        .toCompletableFuture()
        .orTimeout(Await.LONG.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private static String device(Ticket<Integer, Served<Integer>> ticket) {
    return served(ticket).device().name();
  }

  private boolean servedByFirst(Ticket<Integer, Served<Integer>> ticket) {
    return servedBy(FIRST, ticket);
  }

  private static boolean servedBy(String device, Ticket<Integer, Served<Integer>> ticket) {
    CompletableFuture<Served<Integer>> answer = ticket.completion().toCompletableFuture();
    return answer.isDone() && answer.join().device().name().equals(device);
  }

  private static void pause(int millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
