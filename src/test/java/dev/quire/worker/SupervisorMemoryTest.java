package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceState;
import dev.quire.device.DeviceState.Kind;
import dev.quire.device.pressure.Pressure;
import dev.quire.device.pressure.PressureControl;
import dev.quire.device.pressure.Thresholds;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.queue.Outcome;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.Terms;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketQueue;
import dev.quire.queue.TicketRefusedException;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.worker.Doubling.Conduct;
import dev.quire.worker.MemoryWatch.Settings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Devices of 2000 bytes whose model holds 1000 and whose tickets hold 10 each while they run, with
 * real threads. Memory is read when a test says so. After every test the supervisor is stopped;
 * then each predictor ever opened must have been closed, once, and never have been misused.
 */
class SupervisorMemoryTest {

  private static final String FIRST = "gpu:0";
  private static final String SECOND = "gpu:1";
  private static final long TOTAL = 2_000;
  private static final long MODEL = 1_000;
  private static final long TICKET = 10;

  /** What others must hold so that there is room for one ticket, for none. */
  private static final long ROOM_FOR_ONE = TOTAL - MODEL - TICKET;

  private static final long ROOM_FOR_NONE = TOTAL - MODEL - TICKET + 1;

  private static final Conduct GOOD = numbers -> {};
  private static final Duration WAIT = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofMillis(20);

  /** Nothing counts as hung. */
  private static final Watchdog WATCHDOG = new Watchdog(10, WAIT, WAIT);

  private static final Backoff SHORT =
      new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), 1000);
  private static final Backoff EVER = new Backoff(WAIT, WAIT, 1000);

  private static Vertx vertx;

  private final CountDownLatch release = new CountDownLatch(1);
  private final Map<String, ScriptedMemory> memories = new ConcurrentHashMap<>();
  private final Map<String, IntFunction<Conduct>> scripts = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> openings = new ConcurrentHashMap<>();
  private final Map<String, Collection<Trimmable>> opened = new ConcurrentHashMap<>();
  private final Collection<Outcome> ended = new ConcurrentLinkedQueue<>();
  private final Collection<BatchRun> runs = new ConcurrentLinkedQueue<>();
  private final Collection<String> steps = new ConcurrentLinkedQueue<>();
  private final List<Ticket<Integer, Served<Integer>>> tickets = new ArrayList<>();
  private final TicketQueue<Integer, Served<Integer>> queue =
      new TicketQueue<>(new QueueLimits(100_000, 100_000, WAIT), System::nanoTime, ended::add);

  /** Runs of tickets wait for it, so that a backlog can gather. */
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private volatile BatchListener listener = run -> {};
  private long reserve;
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
    gate.countDown();
    supervisor.stop(Await.LONG);
    List<Doubling> all =
        opened.values().stream().flatMap(Collection::stream).map(t -> t.doubling).toList();
    Await.until(
        "the end of all predictors",
        () -> all.stream().allMatch(predictor -> predictor.closings() > 0));
    for (Doubling predictor : all) {
      assertEquals(1, predictor.closings());
      assertEquals(List.of(), predictor.breaches());
    }
  }

  @Test
  void theWarmUpLearnsWhatTicketsHold() {
    start(PressureControl::off, FIRST);

    assertEquals(
        Map.of(Numbers.BUCKET, Map.of(1, TICKET, 2, 2 * TICKET, 4, 4 * TICKET)),
        watch(0).table().entries());
    assertEquals(MODEL + 4 * TICKET, watch(0).peak());
    assertEquals(MODEL, watch(0).last().used());
  }

  @Test
  void batchesFollowTheMemoryThatIsLeft() {
    start(PressureControl::off, FIRST);
    assertEquals(4, largest(backlog(12)));

    memories.get(FIRST).others(ROOM_FOR_ONE);
    supervisor.sampleMemory();
    List<BatchRun> small = backlog(12);

    assertEquals(1, largest(small));
    assertTrue(small.stream().allMatch(run -> run.reason() == Reason.MEMORY), small::toString);

    memories.get(FIRST).others(0);
    supervisor.sampleMemory();
    assertEquals(4, largest(backlog(12)));
    assertAllServed();
  }

  @Test
  void ticketsWaitWhileThereIsNoRoomForOne() {
    ConcurrentLinkedQueue<Long> others = new ConcurrentLinkedQueue<>();
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                others.add(memories.get(FIRST).others());
              }
            });
    start(PressureControl::off, FIRST);
    memories.get(FIRST).others(ROOM_FOR_NONE);
    supervisor.sampleMemory();
    offer(5);
    assertEquals(5, queue.depth());

    memories.get(FIRST).others(0);
    supervisor.sampleMemory();

    assertAllServed();
    assertTrue(others.stream().allMatch(bytes -> bytes == 0), others::toString);
  }

  @Test
  void whatFitsNoDeviceIsRefused() {
    reserve = ROOM_FOR_NONE;
    start(PressureControl::off, FIRST, SECOND);

    Ticket<Integer, Served<Integer>> ticket =
        queue.ticket(1, Numbers.BUCKET, 1, Terms.within(WAIT));

    assertFalse(queue.offer(ticket));
    CompletionException e =
        assertThrows(CompletionException.class, ticket.completion().toCompletableFuture()::join);
    assertEquals(
        TicketRefusedException.Reason.DOES_NOT_FIT,
        ((TicketRefusedException) e.getCause()).reason());
  }

  @Test
  void whatFitsOneDeviceIsServedThere() {
    reserve = ROOM_FOR_NONE;
    memories.put(SECOND, new ScriptedMemory(2 * TOTAL));
    start(PressureControl::off, FIRST, SECOND);

    offer(20);

    assertAllServed();
    assertTrue(tickets.stream().allMatch(ticket -> device(ticket).equals(SECOND)));
  }

  @Test
  void pressureFirstHalvesTheBatches() {
    start(pressure(WAIT, WAIT), FIRST);
    assertEquals(4, largest(backlog(12)));

    memories.get(FIRST).others(450);
    supervisor.sampleMemory();

    assertEquals(0, supervisor.pressureLevel());
    assertEquals(List.of(Kind.PRESSURED), kinds());
    List<BatchRun> halved = backlog(12);
    assertEquals(2, largest(halved));
    assertTrue(halved.stream().anyMatch(run -> run.reason() == Reason.MEMORY), halved::toString);
    assertAllServed();
  }

  @Test
  void whenShrinkingBeginsTheEngineIsToGiveBackWhatItKeeps() {
    start(pressure(WAIT, WAIT), FIRST);
    int before = predictor(FIRST).doubling.batches().size();
    memories.get(FIRST).others(450);

    supervisor.sampleMemory();
    supervisor.sampleMemory();
    supervisor.sampleMemory();

    assertEquals(1, predictor(FIRST).trims.get());
    Await.until("a run", () -> predictor(FIRST).doubling.batches().size() > before);
    assertEquals(
        List.of(Numbers.BLANK), predictor(FIRST).doubling.batches().get(before), "which trims");
  }

  @Test
  void whileItIsBusyTheNextRunTrims() {
    start(pressure(WAIT, WAIT), FIRST);
    gate = new CountDownLatch(1);
    offer(1);
    Await.until("the run", () -> supervisor.status().get(0).running() == 1);
    memories.get(FIRST).others(450);

    supervisor.sampleMemory();

    assertEquals(1, predictor(FIRST).trims.get());
    gate.countDown();
    assertAllServed();
  }

  @Test
  void everyFurtherCrossingTrimsAgain() {
    start(pressure(SOON, WAIT), FIRST);
    memories.get(FIRST).others(450);
    awaitLevel(1);
    assertEquals(1, predictor(FIRST).trims.get());

    memories.get(FIRST).others(650);
    awaitLevel(2);

    assertEquals(2, predictor(FIRST).trims.get());
  }

  @Test
  void pressureThatStaysLowersTheResolutionAndItComesBackStepByStep() {
    start(pressure(SOON, SOON), FIRST);
    assertEquals(0, supervisor.pressureLevel());

    memories.get(FIRST).others(850);
    awaitLevel(3);
    assertEquals(List.of(Kind.PRESSURED), kinds());
    offer(20);
    assertAllServed();
    memories.get(FIRST).others(0);
    awaitLevel(0);
    Await.until(
        "its end",
        () -> {
          supervisor.sampleMemory();
          return kinds().equals(List.of(Kind.READY));
        });

    assertEquals(
        List.of("0 of 1/2", "3 of 1/2", "2 of 1/2", "1 of 1/2", "0 of 1/2", "0 of 1/1"),
        List.copyOf(steps));
    assertEquals(1, predictor(FIRST).trims.get());
    assertEquals(4, largest(backlog(12)));
    assertAllServed();
  }

  @Test
  void theMostPressedDeviceDecidesTheResolution() {
    start(pressure(SOON, WAIT), FIRST, SECOND);
    memories.get(SECOND).others(650);
    awaitLevel(2);
    memories.get(FIRST).others(450);
    Await.until(
        "the first one's step",
        () -> {
          supervisor.sampleMemory();
          return watch(0).pressure().pressure().level() == 1;
        });

    assertEquals(2, supervisor.pressureLevel());
    assertEquals(List.of(Kind.PRESSURED, Kind.PRESSURED), kinds());
  }

  @Test
  void aDeviceThatDoesNotServeHasNoSayInTheResolution() {
    start(pressure(SOON, WAIT), EVER, FIRST, SECOND);
    memories.get(SECOND).others(850);
    awaitLevel(3);

    supervisor.condemn(new DeviceId(SECOND), "gone");

    assertEquals(0, supervisor.pressureLevel());
    supervisor.sampleMemory();
    assertEquals(List.of(Kind.READY, Kind.QUARANTINED), kinds());
    offer(20);
    assertAllServed();
  }

  @Test
  void aDeviceThatComesBackIsStillPressed() {
    start(pressure(SOON, WAIT), FIRST);
    memories.get(FIRST).others(850);
    awaitLevel(3);

    supervisor.condemn(new DeviceId(FIRST), "gone");
    Await.until("its return", () -> devices.get(0).state().isServing());
    supervisor.sampleMemory();

    assertEquals(3, supervisor.pressureLevel());
    assertEquals(List.of(Kind.PRESSURED), kinds());
  }

  @Test
  void aCondemnedDeviceIsQuarantinedAndItsTicketsServedByAnother() {
    scripts.put(FIRST, nth -> hangingOnTickets());
    start(PressureControl::off, EVER, FIRST, SECOND);
    Await.until(
        "a run there",
        () -> {
          offer(1);
          return supervisor.status().get(0).running() > 0;
        });

    supervisor.condemn(new DeviceId(FIRST), "fallen off the bus");

    DeviceState state = devices.get(0).state();
    assertEquals(Kind.QUARANTINED, state.kind());
    assertEquals("fallen off the bus", supervisor.status().get(0).lastError());
    offer(20);
    assertAllServed();
    assertTrue(tickets.stream().allMatch(ticket -> device(ticket).equals(SECOND)));
    assertEquals(0, predictor(FIRST).doubling.closings(), "its thread has not come back yet");
    release.countDown();
    Await.until("its end", () -> predictor(FIRST).doubling.closings() == 1);
    assertEquals(Kind.QUARANTINED, kinds().get(0), "what the thread says counts no more");
    assertEquals(tickets.size(), ended.size(), "each ends once");
  }

  @Test
  void theTicketsOfTheOnlyDeviceAreServedAfterItsProbe() {
    memories.put(FIRST, roomForTwoModels());
    scripts.put(FIRST, nth -> nth == 1 ? hangingOnTickets() : GOOD);
    start(PressureControl::off, FIRST);
    offer(10);
    Await.until("the run", () -> supervisor.status().get(0).running() > 0);

    supervisor.condemn(new DeviceId(FIRST), "gone");

    assertAllServed();
    assertEquals(1, supervisor.status().get(0).restarts());
    assertEquals(
        List.of(Numbers.BLANK), List.copyOf(opened.get(FIRST)).get(1).doubling.batches().get(0));
    Await.until("forgiveness", () -> devices.get(0).state().equals(new DeviceState.Ready(0)));
  }

  @Test
  void anIdleDeviceIsCondemnedToo() {
    start(PressureControl::off, FIRST);

    supervisor.condemn(new DeviceId(FIRST), "gone");

    Await.until("its return", () -> kinds().equals(List.of(Kind.READY)));
    assertEquals(new DeviceState.Ready(1), devices.get(0).state(), "no ticket was served since");
    assertEquals("gone", supervisor.status().get(0).lastError());
    offer(5);
    assertAllServed();
  }

  @Test
  void condemningADeviceThatIsNotThereDoesNothing() {
    start(PressureControl::off, FIRST);

    supervisor.condemn(new DeviceId("gpu:7"), "gone");

    assertEquals(List.of(Kind.READY), kinds());
    offer(5);
    assertAllServed();
    assertEquals(0, supervisor.status().get(0).restarts());
  }

  @Test
  void condemningTwiceIsCondemningOnce() {
    start(PressureControl::off, EVER, FIRST, SECOND);

    supervisor.condemn(new DeviceId(FIRST), "gone");
    DeviceState first = devices.get(0).state();
    supervisor.condemn(new DeviceId(FIRST), "gone again");

    assertEquals(first, devices.get(0).state());
    assertEquals("gone", supervisor.status().get(0).lastError());
    assertEquals(1, ((DeviceState.Quarantined) first).strikes());
    Await.until("its end", () -> predictor(FIRST).doubling.closings() == 1);
    offer(20);
    assertAllServed();
  }

  @Test
  void aDeviceCondemnedWhileItIsTriedAgainGetsAnotherTry() {
    CountDownLatch second = new CountDownLatch(1);
    scripts.put(
        FIRST,
        nth -> {
          if (nth == 2) {
            second.countDown();
            Await.opened(release);
          }
          return GOOD;
        });
    start(PressureControl::off, FIRST);
    supervisor.condemn(new DeviceId(FIRST), "gone");
    Await.opened(second);

    supervisor.condemn(new DeviceId(FIRST), "gone again");

    Await.until("its return", () -> kinds().equals(List.of(Kind.READY)));
    assertEquals(2, supervisor.status().get(0).restarts());
    offer(5);
    assertAllServed();
    release.countDown();
    Await.until("the end of the second", () -> closings(FIRST) == 2);
    offer(5);
    assertAllServed();
  }

  @Test
  void aDeviceCondemnedWhileItDrainsIsTriedAgainForWhatIsLeft() {
    memories.put(FIRST, roomForTwoModels());
    scripts.put(FIRST, nth -> nth == 1 ? hangingOnTickets() : GOOD);
    start(PressureControl::off, FIRST);
    offer(10);
    Await.until("the run", () -> supervisor.status().get(0).running() > 0);
    supervisor.drain();

    supervisor.condemn(new DeviceId(FIRST), "gone");

    assertAllServed();
    assertEquals(List.of(Kind.DRAINING), kinds());
  }

  /** No watchdog looks after a condemned worker, so it must not begin another run. */
  @Test
  void ticketsOfACondemnedDeviceThatAreBetweenTwoRunsAreServedToo() {
    memories.put(FIRST, roomForTwoModels());
    AtomicBoolean condemned = new AtomicBoolean();
    scripts.put(
        FIRST,
        nth ->
            numbers -> {
              if (nth > 1 || numbers.contains(Numbers.BLANK)) {
                return;
              }
              if (condemned.get()) {
                Await.opened(release);
              }
              if (numbers.size() > 2) {
                throw new OutOfDeviceMemoryException("too large");
              }
            });
    start(PressureControl::off, FIRST);
    gate = new CountDownLatch(1);
    offer(1);
    Await.until("the run", () -> supervisor.status().get(0).running() == 1);
    offer(4);
    AtomicInteger heard = new AtomicInteger();
    listener =
        run -> {
          if (heard.incrementAndGet() == 2) {
            // half of the batch has run, and the other half is about to
            condemned.set(true);
            supervisor.condemn(new DeviceId(FIRST), "gone");
          }
        };

    gate.countDown();

    assertAllServed();
  }

  /** While a condemned worker's run hangs, its model is still there. */
  private static ScriptedMemory roomForTwoModels() {
    return new ScriptedMemory(TOTAL + MODEL);
  }

  private Conduct hangingOnTickets() {
    return numbers -> {
      if (!numbers.contains(Numbers.BLANK)) {
        Await.opened(release);
      }
    };
  }

  private Supplier<PressureControl> pressure(Duration settle, Duration hold) {
    Thresholds thresholds = new Thresholds(List.of(0.4, 0.6, 0.8), 0.05, hold, settle);
    return () -> new PressureControl(thresholds, this::stepped);
  }

  private void stepped(Pressure from, Pressure to, double share) {
    steps.add("%d of 1/%d".formatted(to.level(), to.batchDivisor()));
  }

  private void start(Supplier<PressureControl> pressure, String... names) {
    start(pressure, SHORT, names);
  }

  private void start(Supplier<PressureControl> pressure, Backoff backoff, String... names) {
    Stream.of(names)
        .forEach(name -> memories.computeIfAbsent(name, n -> new ScriptedMemory(TOTAL)));
    devices =
        Stream.of(names).map(name -> new Device(new DeviceId(name), memories.get(name))).toList();
    supervisor =
        new Supervisor<>(
            vertx,
            "numbers",
            devices,
            queue,
            new Numbers(),
            new Limits(4, Long.MAX_VALUE, 0),
            device -> new MemoryWatch(device, new Settings(true, reserve), pressure.get()),
            this::open,
            this::ran,
            new WorkerSettings(
                new WarmUp(4, Duration.ofMinutes(1), System::nanoTime), WATCHDOG, backoff, WAIT));
    supervisor.start();
  }

  private void ran(BatchRun run) {
    runs.add(run);
    listener.ran(run);
  }

  private Predictor open(Device device) {
    String name = device.id().name();
    Collection<Trimmable> all = opened.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>());
    ScriptedMemory memory = memories.get(name);
    int nth = openings.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
    Conduct conduct = scripts.getOrDefault(name, n -> GOOD).apply(nth);
    Trimmable predictor =
        new Trimmable(new Doubling(numbers -> run(numbers, memory, conduct)), memory);
    all.add(predictor);
    return predictor;
  }

  /** All sizes take the same time, so larger batches always pay. */
  private void run(List<Integer> numbers, ScriptedMemory memory, Conduct conduct) {
    if (!numbers.contains(Numbers.BLANK)) {
      Await.opened(gate);
    }
    memory.take(numbers.size() * TICKET);
    try {
      pause();
      conduct.run(numbers);
    } finally {
      memory.take(-numbers.size() * TICKET);
    }
  }

  private static void pause() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void awaitLevel(int level) {
    Await.until(
        "level " + level,
        () -> {
          supervisor.sampleMemory();
          return supervisor.pressureLevel() == level;
        });
  }

  /** The runs of so many tickets that all waited when the first of them ran. */
  private List<BatchRun> backlog(int count) {
    gate = new CountDownLatch(1);
    offer(1);
    Await.until("the run", () -> supervisor.status().get(0).running() == 1);
    runs.clear();
    offer(count);
    gate.countDown();
    Await.until("all runs", () -> runs.stream().mapToInt(BatchRun::size).sum() == count + 1);
    return runs.stream().skip(1).toList();
  }

  private static int largest(List<BatchRun> some) {
    return some.stream().mapToInt(BatchRun::size).max().orElseThrow();
  }

  private MemoryWatch watch(int device) {
    return supervisor.status().get(device).memory();
  }

  private Trimmable predictor(String device) {
    return opened.get(device).iterator().next();
  }

  private int closings(String device) {
    return opened.get(device).stream().mapToInt(t -> t.doubling.closings()).sum();
  }

  private List<Kind> kinds() {
    return devices.stream().map(device -> device.state().kind()).toList();
  }

  private void offer(int count) {
    for (int i = 0; i < count; i++) {
      Ticket<Integer, Served<Integer>> ticket =
          queue.ticket(tickets.size() + 1, Numbers.BUCKET, 1, Terms.within(WAIT));
      tickets.add(ticket);
      assertTrue(queue.offer(ticket));
    }
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

  /** Holds the model's memory while it is open, and counts how often it was asked to trim. */
  private static final class Trimmable implements Predictor {

    private final Doubling doubling;
    private final ScriptedMemory memory;
    private final AtomicInteger trims = new AtomicInteger();

    Trimmable(Doubling doubling, ScriptedMemory memory) {
      this.doubling = doubling;
      this.memory = memory;
      memory.take(MODEL);
    }

    @Override
    public List<TensorSpec> inputs() {
      return doubling.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
      return doubling.outputs();
    }

    @Override
    public Precision precision() {
      return doubling.precision();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      return doubling.run(inputs, outputs);
    }

    @Override
    public void trim() {
      trims.incrementAndGet();
    }

    @Override
    public void close() {
      doubling.close();
      memory.take(-MODEL);
    }
  }
}
