package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.Bucket;
import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.device.MemoryReader;
import dev.quire.device.pressure.Pressure.Stepped;
import dev.quire.device.pressure.PressureControl;
import dev.quire.device.pressure.Thresholds;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.task.Task;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import dev.quire.worker.DeviceMemoryTracker.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a device of 1000 bytes whose model holds 200, and a page 100. */
class DeviceMemoryTrackerTest {

  private static final DeviceId GPU = DeviceId.parse("gpu:0");
  private static final Bucket PAGE = new Bucket("page", 10);
  private static final Bucket HUGE = new Bucket("huge", 100);
  private static final long TOTAL = 1_000;
  private static final long MODEL = 200;
  private static final long SECOND = 1_000_000_000;

  private final ScriptedMemory memory = new ScriptedMemory(TOTAL);
  private final Device device = new Device(GPU, memory);
  private final DeviceMemoryTracker watch = watch(0);

  private DeviceMemoryTracker watch(long reserve) {
    return watch(device, new Settings(true, reserve));
  }

  private static DeviceMemoryTracker watch(Device device, Settings settings) {
    return new DeviceMemoryTracker(
        device, settings, new PressureControl(Thresholds.defaults(), (from, to, share) -> {}));
  }

  private void open(DeviceMemoryTracker of) {
    memory.own(MODEL);
    of.opened();
  }

  /** As a warm-up does. */
  private void run(DeviceMemoryTracker of, Bucket bucket, int size, long bytes) {
    memory.ran(bytes);
    of.learn(bucket, size);
  }

  private void learnPages(DeviceMemoryTracker of) {
    open(of);
    for (int size = 1; size <= 8; size *= 2) {
      run(of, PAGE, size, size * 100L);
    }
    of.warmedUp();
  }

  @Test
  void learnsWhatRunsHoldBeyondTheModel() {
    open(watch);

    run(watch, PAGE, 1, 100);
    run(watch, PAGE, 2, 180);

    assertEquals(Map.of(PAGE, Map.of(1, 100L, 2, 180L)), watch.table().entries());
  }

  @Test
  void whatOthersHoldIsNotTheRuns() {
    memory.others(300);
    open(watch);
    run(watch, PAGE, 1, 100);

    assertEquals(100, watch.table().bytes(PAGE, 1));
  }

  @Test
  void whereTheProcessCannotBeToldApartItLearnsFromWhatIsInUse() {
    AtomicLong used = new AtomicLong(500);
    Device blurred = new Device(GPU, () -> new DeviceMemory(used.get(), TOTAL));
    DeviceMemoryTracker unsure = watch(blurred, new Settings(true, 0));
    unsure.opened();
    used.set(620);

    unsure.learn(PAGE, 1);

    assertEquals(120, unsure.table().bytes(PAGE, 1));
  }

  @Test
  void aRunThatGaveMemoryBackHeldNothing() {
    open(watch);
    memory.own(MODEL - 50);
    memory.peak();

    watch.learn(PAGE, 1);

    assertEquals(0, watch.table().bytes(PAGE, 1));
  }

  @Test
  void beforeTheModelIsOpenNothingIsLearnedAndNothingLimited() {
    memory.others(TOTAL);
    watch.learn(PAGE, 1);
    watch.sample(0);

    assertTrue(watch.table().entries().isEmpty());
    assertEquals(8, watch.limit().size(PAGE, 8));
    assertTrue(watch.fits(PAGE));
  }

  @Test
  void theBudgetFollowsTheReadings() {
    learnPages(watch);
    assertEquals(8, watch.limit().size(PAGE, 32), "800 bytes are free");

    memory.others(310);
    assertEquals(8, watch.limit().size(PAGE, 32), "nobody has read it");
    watch.sample(0);
    assertEquals(4, watch.limit().size(PAGE, 32), "490 bytes are free beside the others");

    memory.others(0);
    watch.sample(1);
    assertEquals(8, watch.limit().size(PAGE, 32));
  }

  @Test
  void whatTheEngineKeepsBetweenRunsIsFreeForTheNext() {
    learnPages(watch);
    memory.own(MODEL + 400);
    memory.others(300);
    watch.sample(0);

    assertEquals(500, watch.limit().budget().bytes(), "100 free, 400 kept");
  }

  @Test
  void theReserveStaysFree() {
    DeviceMemoryTracker careful = watch(250);
    learnPages(careful);

    assertEquals(550, careful.limit().budget().bytes());
    assertEquals(5, careful.limit().size(PAGE, 32));
    memory.others(500);
    careful.sample(0);
    assertEquals(50, careful.limit().budget().bytes());
    assertEquals(0, careful.limit().size(PAGE, 32));
  }

  @Test
  void fitsWhatCouldRunIfNobodyElseUsedTheDevice() {
    open(watch);
    run(watch, PAGE, 1, 100);
    run(watch, HUGE, 1, 800);
    memory.others(790);
    watch.sample(0);

    assertTrue(watch.fits(PAGE));
    assertTrue(watch.fits(HUGE));
    assertEquals(0, watch.limit().size(HUGE, 8), "but not now");
  }

  @Test
  void theReserveIsNotForThatEither() {
    DeviceMemoryTracker careful = watch(1);
    open(careful);
    run(careful, PAGE, 1, 799);
    run(careful, HUGE, 1, 800);

    assertTrue(careful.fits(PAGE));
    assertFalse(careful.fits(HUGE));
  }

  @Test
  void whatRanOutOfMemoryAloneDoesNotFit() {
    open(watch);
    run(watch, PAGE, 1, 100);

    watch.doesNotFit(HUGE);

    assertFalse(watch.fits(HUGE));
    assertEquals(0, watch.limit().size(HUGE, 8));
    assertTrue(watch.fits(PAGE));
    assertEquals(8, watch.limit().size(PAGE, 8));
  }

  @Test
  void whatRanOutOfMemoryBesideOthersMayFitOnceTheyAreGone() {
    memory.others(700);
    open(watch);
    watch.doesNotFit(HUGE);
    assertEquals(0, watch.limit().size(HUGE, 1), "not beside them");

    memory.others(0);
    watch.sample(0);

    assertTrue(watch.fits(HUGE), "that it takes more than 100 bytes is all that is known");
  }

  @Test
  void theEnginesRestAfterTheWarmUpIsNoPressure() {
    device.on(DeviceState::started);
    learnPages(watch);
    memory.own(MODEL + 700);
    watch.warmedUp();

    watch.sample(0);

    assertEquals(0, watch.pressure().share());
    assertEquals(new DeviceState.Ready(0), device.state());
    memory.others(50);
    watch.sample(SECOND);
    assertEquals(0.5, watch.pressure().share(), "of the 100 bytes beyond rest");
  }

  @Test
  void thereIsNoPressureBeforeTheWarmUpIsOver() {
    open(watch);
    device.on(DeviceState::started);
    memory.others(TOTAL - MODEL);

    watch.sample(0);

    assertEquals(0, watch.pressure().pressure().level());
    assertEquals(new DeviceState.Ready(0), device.state());
  }

  @Test
  void pressureMovesTheDeviceBetweenReadyAndPressured() {
    device.on(DeviceState::started);
    learnPages(watch);
    memory.others(500);
    watch.sample(0);
    assertEquals(new DeviceState.Pressured(0), device.state());
    assertEquals(0, watch.pressure().pressure().level(), "batches first");

    watch.sample(SECOND);
    assertEquals(new Stepped(2), watch.pressure().pressure(), "500 of 800 bytes");
    assertEquals(new DeviceState.Pressured(0), device.state());

    memory.others(0);
    int second = 2;
    while (watch.pressure().pressure().pressed()) {
      assertEquals(new DeviceState.Pressured(0), device.state());
      watch.sample(++second * SECOND);
      assertTrue(second < 100, "it never recovers");
    }
    assertEquals(new DeviceState.Ready(0), device.state());
  }

  @Test
  void pressureDoesNotMoveADeviceOutOfQuarantine() {
    device.on(DeviceState::started);
    learnPages(watch);
    DeviceState quarantined =
        device.on(state -> state.failed("broken", 0, new Backoff(Duration.ZERO, Duration.ZERO, 5)));
    memory.others(500);

    watch.sample(0);

    assertEquals(quarantined, device.state());
    assertTrue(watch.pressure().pressure().pressed(), "it is known all the same");
  }

  @Test
  void pressureShrinksBatches() {
    learnPages(watch);
    assertEquals(4, watch.limit().size(PAGE, 4));
    memory.others(400);

    watch.sample(0);

    assertEquals(2, watch.limit().size(PAGE, 4), "400 bytes would be enough for all four");
  }

  @Test
  void oneThatOnlyLooksNeverBounds() {
    DeviceMemoryTracker looking = DeviceMemoryTracker.lookOnly(device);
    device.on(DeviceState::started);
    learnPages(looking);
    memory.others(TOTAL);
    looking.sample(0);
    looking.sample(10 * SECOND);

    assertFalse(looking.isBounding());
    assertTrue(looking.table().entries().isEmpty());
    assertEquals(32, looking.limit().size(PAGE, 32));
    assertTrue(looking.fits(PAGE));
    assertEquals(new DeviceState.Ready(0), device.state());
    assertEquals(TOTAL + MODEL, looking.last().used());
    assertEquals(1, looking.pressure().share());
  }

  @Test
  void oneThatDoesNotBoundMayStillBePressed() {
    DeviceMemoryTracker host = watch(device, Settings.lookOnly());
    learnPages(host);
    memory.others(700);

    host.sample(0);

    assertEquals(16, host.limit().size(PAGE, 32));
    assertTrue(host.fits(PAGE));
  }

  @Test
  void thePeakIsKept() {
    assertEquals(0, watch.peak());
    open(watch);
    memory.others(300);
    watch.sample(0);
    memory.others(0);
    watch.sample(1);

    assertEquals(500, watch.peak());
    assertEquals(MODEL, watch.last().used());
  }

  @Test
  void thePeakOfACalibrationIsTheFullestRun() {
    learnPages(watch);

    assertEquals(TOTAL, watch.peak());
    assertEquals(MODEL, watch.last().used());
  }

  @Test
  void theFirstReadingIsTakenWhenItIsAskedFor() {
    assertEquals(0, memory.reads());
    watch.last();
    watch.last();
    watch.peak();
    watch.limit().budget().bytes();

    assertEquals(1, memory.reads());
  }

  @Test
  void aNegativeReserveIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Settings(true, -1));
  }

  /** After a failure the model is opened anew; what was served before says nothing of its rest. */
  @Test
  void whatRunsHeldBeforeItWasOpenedAgainIsNotItsRest() {
    learnPages(watch);
    memory.ran(750);
    memory.own(0);

    open(watch);
    watch.warmedUp();

    assertTrue(watch.fits(PAGE));
    memory.own(MODEL + 400);
    memory.others(300);
    watch.sample(0);
    assertEquals(500, watch.limit().budget().bytes(), "100 free, 400 kept");
  }

  /** The thread of a hung run may come back long after another worker has opened the model. */
  @Test
  void aPredecessorThatStillHeldItsModelIsNotItsRest() {
    learnPages(watch);
    run(watch, HUGE, 1, 700);
    memory.own(2 * MODEL);
    watch.opened();
    watch.warmedUp();
    assertFalse(watch.fits(HUGE), "not beside the other one");

    memory.own(MODEL);
    watch.sample(0);

    assertTrue(watch.fits(HUGE));
  }

  @Test
  void theCalibrationLearnsEveryBucket() {
    calibrate(
        new Doubling(
            numbers -> {
              long each = numbers.get(0) == TwoSizes.LARGE ? 300 : 100;
              memory.ran(numbers.size() * each);
            }),
        4,
        opened());

    assertEquals(
        Map.of(
            TwoSizes.SMALLER, Map.of(1, 100L, 2, 200L, 4, 400L), TwoSizes.LARGER, Map.of(1, 300L)),
        watch.table().entries());
  }

  @Test
  void theCalibrationGoesOnWhereALargerBucketDoesNotFit() {
    calibrate(
        new Doubling(
            numbers -> {
              if (numbers.get(0) == TwoSizes.LARGE) {
                throw new OutOfDeviceMemoryException("too large");
              }
              memory.ran(numbers.size() * 100L);
            }),
        4,
        opened());

    assertFalse(watch.fits(TwoSizes.LARGER));
    assertTrue(watch.fits(TwoSizes.SMALLER));
    assertEquals(4, watch.limit().size(TwoSizes.SMALLER, 4));
  }

  @Test
  void theCalibrationStopsWhereTheUsualBucketDoesNotFit() {
    OutOfDeviceMemoryException full = new OutOfDeviceMemoryException("too large");
    Doubling predictor =
        new Doubling(
            numbers -> {
              throw full;
            });

    assertEquals(new WorkOutcome.DeviceFailed(full), calibrate(predictor, 4, opened()));
  }

  @Test
  void whereMemoryIsNoBoundTheOtherBucketsAreNotMeasured() {
    Doubling predictor = new Doubling(numbers -> {});

    calibrate(predictor, 1, DeviceMemoryTracker.lookOnly(device));

    assertEquals(
        List.of(List.of(TwoSizes.SMALL), List.of(TwoSizes.SMALL)), predictor.batches(), "twice");
  }

  /** An engine keeps what its largest run took, but a single page of another bucket took less. */
  @Test
  void whatTheEngineKeptOfLargerRunsIsNotWhatAnotherBucketHolds() {
    AtomicLong kept = new AtomicLong();
    MemoryReader keeping = () -> new DeviceMemory(MODEL + kept.get(), TOTAL);
    Device engine = new Device(GPU, keeping);
    DeviceMemoryTracker bounding = watch(engine, new Settings(true, 0));
    bounding.opened();

    calibrate(
        new Doubling(
            numbers -> {
              long each = numbers.get(0) == TwoSizes.LARGE ? 150 : 100;
              kept.accumulateAndGet(numbers.size() * each, Math::max);
            }),
        4,
        bounding);

    assertEquals(400, bounding.table().bytes(TwoSizes.SMALLER, 4));
    long one = bounding.table().bytes(TwoSizes.LARGER, 1);
    assertTrue(150 <= one && one < 200, "150 bytes are needed, not " + one);
  }

  private DeviceMemoryTracker opened() {
    open(watch);
    return watch;
  }

  /** Runs take the same time whatever their size, so larger batches always pay. */
  private static WorkOutcome calibrate(
      Doubling predictor, int maxSize, DeviceMemoryTracker memory) {
    AtomicLong clock = new AtomicLong();
    WorkerSettings settings =
        new WorkerSettings(
            new Calibration(maxSize, Duration.ofDays(1), clock::incrementAndGet),
            new Watchdog(10, Duration.ofHours(1), Duration.ofHours(1)),
            new Backoff(Duration.ZERO, Duration.ZERO, 0),
            Duration.ofHours(1));
    RequestQueue<Integer, Served<Integer>> queue =
        new RequestQueue<>(
            new QueueLimits(1, 1, Duration.ofMinutes(1)), clock::get, (client, outcome) -> {});
    ModelContext<Integer, Integer> model =
        new ModelContext<>(
            "two sizes", queue, new TwoSizes(), opened -> predictor, run -> {}, settings);
    AdaptiveBatching batching = AdaptiveBatching.within(new Limits(8, Long.MAX_VALUE, 0));
    Device device = new Device(GPU, () -> new DeviceMemory(0, 1));
    return OpenModel.of(
            new DeviceContext<>(model, device, batching, memory),
            predictor,
            () -> clock.addAndGet(1_000))
        .calibrator()
        .calibrate();
  }

  /** Two kinds of numbers, which do not share a batch. */
  private static final class TwoSizes implements Task<Integer, Integer> {

    static final int SMALL = 0;
    static final int LARGE = 1;
    static final Bucket SMALLER = new Bucket("small", 10);
    static final Bucket LARGER = new Bucket("large", 15);

    private final Numbers numbers = new Numbers();

    @Override
    public List<String> outputs() {
      return numbers.outputs();
    }

    @Override
    public Map<String, Tensor> assemble(List<Integer> items, Tensors tensors) {
      return numbers.assemble(items, tensors);
    }

    @Override
    public List<Integer> split(Map<String, Tensor> outputs, List<Integer> items) {
      return numbers.split(outputs, items);
    }

    @Override
    public Bucket bucket(Integer item) {
      return item == LARGE ? LARGER : SMALLER;
    }

    @Override
    public Integer blank() {
      return SMALL;
    }

    @Override
    public List<Integer> blanks() {
      return List.of(SMALL, LARGE);
    }
  }
}
