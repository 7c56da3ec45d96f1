package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.quire.queue.RequestRefusedException;
import dev.quire.support.Await;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.worker.DeviceMemoryTracker.Settings;
import dev.quire.worker.Doubling.Conduct;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Devices of 2000 bytes whose model holds 1000 and whose requests hold 10 each while they run, with
 * real threads. Memory is read when a test says so. After every test the supervisor is stopped;
 * then each predictor ever opened must have been closed, once, and never have been misused.
 */
class ModelSupervisorMemoryTest {

  private static final String FIRST = "gpu:0";
  private static final String SECOND = "gpu:1";
  private static final long TOTAL = 2_000;
  private static final long MODEL = 1_000;
  private static final long TICKET = 10;

  /** What others must hold so that there is room for one request, for none. */
  private static final long ROOM_FOR_ONE = TOTAL - MODEL - TICKET;

  private static final long ROOM_FOR_NONE = TOTAL - MODEL - TICKET + 1;

  private static final Duration WAIT = Clients.WAIT;
  private static final Duration SOON = Duration.ofMillis(20);

  /** Nothing counts as hung. */
  private static final Watchdog WATCHDOG = new Watchdog(10, WAIT, WAIT);

  private static final Backoff SHORT =
      new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), 1000);
  private static final Backoff EVER = new Backoff(WAIT, WAIT, 1000);

  private static Vertx vertx;

  private final Map<String, ScriptedMemory> memories = new ConcurrentHashMap<>();
  private final Map<String, Collection<Trimmable>> opened = new ConcurrentHashMap<>();
  private final Collection<BatchRun> runs = new ConcurrentLinkedQueue<>();
  private final Collection<String> steps = new ConcurrentLinkedQueue<>();
  private final Clients clients = new Clients();
  private final Fleet fleet = new Fleet(vertx, clients);

  /** Runs of requests wait for it, so that a backlog can gather. */
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private volatile BatchListener listener = run -> {};
  private long reserve;

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
    gate.countDown();
    fleet.stop();
  }

  @Test
  void theWarmUpLearnsWhatRequestsHold() {
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
    fleet.supervisor().sampleMemory();
    List<BatchRun> small = backlog(12);

    assertEquals(1, largest(small));
    assertTrue(small.stream().allMatch(run -> run.reason() == Reason.MEMORY), small::toString);

    memories.get(FIRST).others(0);
    fleet.supervisor().sampleMemory();
    assertEquals(4, largest(backlog(12)));
    clients.assertAllServed();
  }

  @Test
  void ticketsWaitWhileThereIsNoRoomForOne() {
    ConcurrentLinkedQueue<Long> others = new ConcurrentLinkedQueue<>();
    fleet.script(
        FIRST,
        nth ->
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                others.add(memories.get(FIRST).others());
              }
            });
    start(PressureControl::off, FIRST);
    memories.get(FIRST).others(ROOM_FOR_NONE);
    fleet.supervisor().sampleMemory();
    clients.offer(5);
    assertEquals(5, clients.queue().depth());

    memories.get(FIRST).others(0);
    fleet.supervisor().sampleMemory();

    clients.assertAllServed();
    assertTrue(others.stream().allMatch(bytes -> bytes == 0), others::toString);
  }

  @Test
  void whatFitsNoDeviceIsRefused() {
    reserve = ROOM_FOR_NONE;
    start(PressureControl::off, FIRST, SECOND);

    clients.assertRefused(RequestRefusedException.Reason.DOES_NOT_FIT);
  }

  @Test
  void whatFitsOneDeviceIsServedThere() {
    reserve = ROOM_FOR_NONE;
    memories.put(SECOND, new ScriptedMemory(2 * TOTAL));
    start(PressureControl::off, FIRST, SECOND);

    clients.offer(20);

    clients.assertAllServed();
    clients.assertAllServedBy(SECOND);
  }

  @Test
  void pressureFirstHalvesTheBatches() {
    start(pressure(WAIT, WAIT), FIRST);
    assertEquals(4, largest(backlog(12)));

    memories.get(FIRST).others(450);
    fleet.supervisor().sampleMemory();

    assertEquals(0, fleet.supervisor().pressureLevel());
    assertEquals(List.of(Kind.PRESSURED), fleet.kinds());
    List<BatchRun> halved = backlog(12);
    assertEquals(2, largest(halved));
    assertTrue(halved.stream().anyMatch(run -> run.reason() == Reason.MEMORY), halved::toString);
    clients.assertAllServed();
  }

  @Test
  void whenShrinkingBeginsTheEngineIsToFreeWhatItKeeps() {
    start(pressure(WAIT, WAIT), FIRST);
    int before = fleet.predictors(FIRST).get(0).batches().size();
    memories.get(FIRST).others(450);

    fleet.supervisor().sampleMemory();
    fleet.supervisor().sampleMemory();
    fleet.supervisor().sampleMemory();

    assertEquals(1, trims(FIRST));
    Await.until("a run", () -> fleet.predictors(FIRST).get(0).batches().size() > before);
    assertEquals(
        List.of(Numbers.BLANK),
        fleet.predictors(FIRST).get(0).batches().get(before),
        "which trims");
  }

  @Test
  void whileItIsBusyTheNextRunTrims() {
    start(pressure(WAIT, WAIT), FIRST);
    gate = new CountDownLatch(1);
    clients.offer(1);
    Await.until("the run", () -> fleet.status(0).running() == 1);
    memories.get(FIRST).others(450);

    fleet.supervisor().sampleMemory();

    assertEquals(1, trims(FIRST));
    gate.countDown();
    clients.assertAllServed();
  }

  @Test
  void everyFurtherCrossingTrimsAgain() {
    start(pressure(SOON, WAIT), FIRST);
    memories.get(FIRST).others(450);
    awaitLevel(1);
    assertEquals(1, trims(FIRST));

    memories.get(FIRST).others(650);
    awaitLevel(2);

    assertEquals(2, trims(FIRST));
  }

  @Test
  void pressureThatStaysLowersTheResolutionAndItComesBackStepByStep() {
    start(pressure(SOON, SOON), FIRST);
    assertEquals(0, fleet.supervisor().pressureLevel());

    memories.get(FIRST).others(850);
    awaitLevel(3);
    assertEquals(List.of(Kind.PRESSURED), fleet.kinds());
    clients.offer(20);
    clients.assertAllServed();
    memories.get(FIRST).others(0);
    awaitLevel(0);
    Await.until(
        "its end",
        () -> {
          fleet.supervisor().sampleMemory();
          return fleet.kinds().equals(List.of(Kind.READY));
        });

    assertEquals(
        List.of("0 of 1/2", "3 of 1/2", "2 of 1/2", "1 of 1/2", "0 of 1/2", "0 of 1/1"),
        List.copyOf(steps));
    assertEquals(1, trims(FIRST));
    assertEquals(4, largest(backlog(12)));
    clients.assertAllServed();
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
          fleet.supervisor().sampleMemory();
          return watch(0).pressure().pressure().level() == 1;
        });

    assertEquals(2, fleet.supervisor().pressureLevel());
    assertEquals(List.of(Kind.PRESSURED, Kind.PRESSURED), fleet.kinds());
  }

  @Test
  void aDeviceThatDoesNotServeHasNoSayInTheResolution() {
    start(pressure(SOON, WAIT), EVER, FIRST, SECOND);
    memories.get(SECOND).others(850);
    awaitLevel(3);

    fleet.supervisor().quarantine(new DeviceId(SECOND), "gone");

    assertEquals(0, fleet.supervisor().pressureLevel());
    fleet.supervisor().sampleMemory();
    assertEquals(List.of(Kind.READY, Kind.QUARANTINED), fleet.kinds());
    clients.offer(20);
    clients.assertAllServed();
  }

  @Test
  void aDeviceThatComesBackIsStillPressed() {
    start(pressure(SOON, WAIT), FIRST);
    memories.get(FIRST).others(850);
    awaitLevel(3);

    fleet.supervisor().quarantine(new DeviceId(FIRST), "gone");
    Await.until("its return", () -> fleet.device(0).state().isServing());
    fleet.supervisor().sampleMemory();

    assertEquals(3, fleet.supervisor().pressureLevel());
    assertEquals(List.of(Kind.PRESSURED), fleet.kinds());
  }

  @Test
  void aFaultyDeviceIsQuarantinedAndItsRequestsServedByAnother() {
    fleet.script(FIRST, nth -> fleet.hangingOnRequests());
    start(PressureControl::off, EVER, FIRST, SECOND);
    Await.until(
        "a run there",
        () -> {
          clients.offer(1);
          return fleet.status(0).running() > 0;
        });

    fleet.supervisor().quarantine(new DeviceId(FIRST), "fallen off the bus");

    DeviceState state = fleet.device(0).state();
    assertEquals(Kind.QUARANTINED, state.kind());
    assertEquals("fallen off the bus", fleet.status(0).lastError());
    clients.offer(20);
    clients.assertAllServed();
    clients.assertAllServedBy(SECOND);
    assertEquals(
        1, fleet.predictors(FIRST).get(0).closings(), "which ends a run that can be ended");
    fleet.release();
    assertEquals(Kind.QUARANTINED, fleet.kinds().get(0), "what the thread says counts no more");
    assertEquals(clients.requests().size(), clients.ended().size(), "each ends once");
  }

  @Test
  void theRequestsOfTheOnlyDeviceAreServedAfterItsProbe() {
    memories.put(FIRST, roomForTwoModels());
    fleet.script(FIRST, nth -> nth == 1 ? fleet.hangingOnRequests() : Fleet.GOOD);
    start(PressureControl::off, FIRST);
    clients.offer(10);
    Await.until("the run", () -> fleet.status(0).running() > 0);

    fleet.supervisor().quarantine(new DeviceId(FIRST), "gone");

    clients.assertAllServed();
    assertEquals(1, fleet.status(0).restarts());
    assertEquals(List.of(Numbers.BLANK), fleet.predictors(FIRST).get(1).batches().get(0));
    Await.until("forgiveness", () -> fleet.device(0).state().equals(new DeviceState.Ready(0)));
  }

  @Test
  void anIdleDeviceIsQuarantinedToo() {
    start(PressureControl::off, FIRST);

    fleet.supervisor().quarantine(new DeviceId(FIRST), "gone");

    Await.until("its return", () -> fleet.kinds().equals(List.of(Kind.READY)));
    assertEquals(new DeviceState.Ready(1), fleet.device(0).state(), "no ticket was served since");
    assertEquals("gone", fleet.status(0).lastError());
    clients.offer(5);
    clients.assertAllServed();
  }

  @Test
  void quarantiningADeviceThatIsNotThereDoesNothing() {
    start(PressureControl::off, FIRST);

    fleet.supervisor().quarantine(new DeviceId("gpu:7"), "gone");

    assertEquals(List.of(Kind.READY), fleet.kinds());
    clients.offer(5);
    clients.assertAllServed();
    assertEquals(0, fleet.status(0).restarts());
  }

  @Test
  void quarantiningTwiceIsQuarantiningOnce() {
    start(PressureControl::off, EVER, FIRST, SECOND);

    fleet.supervisor().quarantine(new DeviceId(FIRST), "gone");
    DeviceState first = fleet.device(0).state();
    fleet.supervisor().quarantine(new DeviceId(FIRST), "gone again");

    assertEquals(first, fleet.device(0).state());
    assertEquals("gone", fleet.status(0).lastError());
    assertEquals(1, ((DeviceState.Quarantined) first).consecutiveFailures());
    Await.until("its end", () -> fleet.predictors(FIRST).get(0).closings() == 1);
    clients.offer(20);
    clients.assertAllServed();
  }

  @Test
  void aDeviceQuarantinedWhileItIsTriedAgainGetsAnotherTry() {
    CountDownLatch second = new CountDownLatch(1);
    fleet.script(
        FIRST,
        nth -> {
          if (nth == 2) {
            second.countDown();
            fleet.hang();
          }
          return Fleet.GOOD;
        });
    start(PressureControl::off, FIRST);
    fleet.supervisor().quarantine(new DeviceId(FIRST), "gone");
    Await.opened(second);

    fleet.supervisor().quarantine(new DeviceId(FIRST), "gone again");

    Await.until("its return", () -> fleet.kinds().equals(List.of(Kind.READY)));
    assertEquals(2, fleet.status(0).restarts());
    clients.offer(5);
    clients.assertAllServed();
    fleet.release();
    Await.until("the end of the second", () -> fleet.closings(FIRST) == 2);
    clients.offer(5);
    clients.assertAllServed();
  }

  @Test
  void aDeviceQuarantinedWhileItDrainsIsTriedAgainForWhatIsLeft() {
    memories.put(FIRST, roomForTwoModels());
    fleet.script(FIRST, nth -> nth == 1 ? fleet.hangingOnRequests() : Fleet.GOOD);
    start(PressureControl::off, FIRST);
    clients.offer(10);
    Await.until("the run", () -> fleet.status(0).running() > 0);
    fleet.supervisor().drain();

    fleet.supervisor().quarantine(new DeviceId(FIRST), "gone");

    clients.assertAllServed();
    assertEquals(List.of(Kind.DRAINING), fleet.kinds());
  }

  /** No watchdog looks after a quarantined worker, so it must not begin another run. */
  @Test
  void requestsOfAQuarantinedDeviceThatAreBetweenTwoRunsAreServedToo() {
    memories.put(FIRST, roomForTwoModels());
    AtomicBoolean quarantined = new AtomicBoolean();
    fleet.script(
        FIRST,
        nth ->
            numbers -> {
              if (nth > 1 || numbers.contains(Numbers.BLANK)) {
                return;
              }
              if (quarantined.get()) {
                fleet.hang();
              }
              if (numbers.size() > 2) {
                throw new OutOfDeviceMemoryException("too large");
              }
            });
    start(PressureControl::off, FIRST);
    gate = new CountDownLatch(1);
    clients.offer(1);
    Await.until("the run", () -> fleet.status(0).running() == 1);
    clients.offer(4);
    AtomicInteger heard = new AtomicInteger();
    listener =
        run -> {
          if (heard.incrementAndGet() == 2) {
            // half of the batch has run, and the other half is about to
            quarantined.set(true);
            fleet.supervisor().quarantine(new DeviceId(FIRST), "gone");
          }
        };

    gate.countDown();

    clients.assertAllServed();
  }

  /** While a quarantined worker's run hangs, its model is still there. */
  private static ScriptedMemory roomForTwoModels() {
    return new ScriptedMemory(TOTAL + MODEL);
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
    List<Device> devices =
        Stream.of(names).map(name -> new Device(new DeviceId(name), memories.get(name))).toList();
    fleet.start(
        devices,
        device -> new DeviceMemoryTracker(device, new Settings(true, reserve), pressure.get()),
        this::open,
        this::ran,
        new WorkerSettings(
            new Calibration(4, Duration.ofMinutes(1), System::nanoTime), WATCHDOG, backoff, WAIT));
  }

  private void ran(BatchRun run) {
    runs.add(run);
    listener.ran(run);
  }

  private Predictor open(Device device) {
    String name = device.id().name();
    ScriptedMemory memory = memories.get(name);
    Doubling doubling = fleet.open(device, conduct -> numbers -> run(numbers, memory, conduct));
    Trimmable predictor = new Trimmable(doubling, memory);
    opened.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>()).add(predictor);
    return predictor;
  }

  /** All sizes take the same time, so larger batches always pay. */
  private void run(List<Integer> numbers, ScriptedMemory memory, Conduct conduct) {
    if (!numbers.contains(Numbers.BLANK)) {
      Await.opened(gate);
    }
    memory.take(numbers.size() * TICKET);
    try {
      Fleet.pause(2);
      conduct.run(numbers);
    } finally {
      memory.take(-numbers.size() * TICKET);
    }
  }

  private void awaitLevel(int level) {
    Await.until(
        "level " + level,
        () -> {
          fleet.supervisor().sampleMemory();
          return fleet.supervisor().pressureLevel() == level;
        });
  }

  /** The runs of so many requests that all waited when the first of them ran. */
  private List<BatchRun> backlog(int count) {
    gate = new CountDownLatch(1);
    clients.offer(1);
    Await.until("the run", () -> fleet.status(0).running() == 1);
    runs.clear();
    clients.offer(count);
    gate.countDown();
    Await.until("all runs", () -> runs.stream().mapToInt(BatchRun::size).sum() == count + 1);
    return runs.stream().skip(1).toList();
  }

  private static int largest(List<BatchRun> some) {
    return some.stream().mapToInt(BatchRun::size).max().orElseThrow();
  }

  private DeviceMemoryTracker watch(int device) {
    return fleet.status(device).memory();
  }

  /** How often a device's first predictor was asked to trim. */
  private int trims(String device) {
    return opened.get(device).iterator().next().trims.get();
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
