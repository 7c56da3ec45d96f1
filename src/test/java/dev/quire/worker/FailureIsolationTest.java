package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Precision;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Outcome;
import dev.quire.queue.PollResult;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.support.Await;
import dev.quire.task.Task;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import dev.quire.worker.Doubling.Conduct;
import dev.quire.worker.WorkOutcome.DeviceFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureIsolationTest {

  /** The largest size that a calibration measures. */
  private static final int CALIBRATED = 4;

  private static final DeviceId FIRST = DeviceId.parse("gpu:0");
  private static final DeviceId SECOND = DeviceId.parse("gpu:1");
  private static final Limits LIMITS = new Limits(32, Long.MAX_VALUE, 0);
  private static final Watchdog WATCHDOG =
      new Watchdog(10, Duration.ofNanos(100), Duration.ofNanos(5_000));
  private static final Conduct GOOD = numbers -> {};

  private final AtomicLong clock = new AtomicLong(1_000);
  private final Collection<Outcome> ended = new ConcurrentLinkedQueue<>();
  private final List<BatchRun> runs = new ArrayList<>();
  private final AdaptiveBatching batching = AdaptiveBatching.within(LIMITS);
  private final RequestQueue<Integer, Served<Integer>> queue =
      new RequestQueue<>(
          new QueueLimits(100, 1000, Duration.ofMinutes(1)),
          clock::get,
          (client, outcome) -> ended.add(outcome));
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdown();
    assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
  }

  @Test
  void everyRequestGetsItsOwnResult() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3);
    clock.addAndGet(30);

    run(numbers -> clock.addAndGet(7));

    assertEquals(List.of(2, 4, 6), requests.stream().map(t -> join(t).result()).toList());
    assertEquals(new Served<>(2, FIRST, Precision.FP32, 3, 30, 7), join(requests.get(0)));
  }

  @Test
  void aRequestNobodyWaitsForIsNotRun() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3);
    PollResult.Batch<Integer, Served<Integer>> batch = poll();
    queue.cancel(requests.get(1));
    Doubling predictor = new Doubling(GOOD);

    runner(predictor).isolation().serve(batch);

    assertEquals(List.of(List.of(1, 3)), predictor.batches());
    assertEquals(2, join(requests.get(0)).batchSize());
  }

  @Test
  void aBatchNobodyWaitsForIsNotRun() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2);
    PollResult.Batch<Integer, Served<Integer>> batch = poll();
    requests.forEach(queue::cancel);
    Doubling predictor = new Doubling(GOOD);

    runner(predictor).isolation().serve(batch);

    assertEquals(List.of(), predictor.batches());
    assertEquals(List.of(), runs);
  }

  @Test
  void onlyTheGuiltyRequestFails() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3, 4, 5, 6, 7, 8);

    Doubling predictor = run(failingOn(6));

    for (InferenceRequest<Integer, Served<Integer>> request : requests) {
      if (request.payload() == 6) {
        assertEquals("poisoned", failure(request).getMessage());
      } else {
        assertEquals(2 * request.payload(), join(request).result());
      }
    }
    assertEquals(
        List.of(
            List.of(1, 2, 3, 4, 5, 6, 7, 8),
            List.of(1, 2, 3, 4),
            List.of(5, 6, 7, 8),
            List.of(5, 6),
            List.of(5),
            List.of(6),
            List.of(6),
            List.of(Numbers.BLANK),
            List.of(7, 8)),
        predictor.batches());
    assertEquals(32, batching.cap().size(Numbers.BUCKET), "an error does not lower the cap");
  }

  @Test
  void aGuiltyRequestAloneFailsIfTheDeviceStillRuns() {
    InferenceRequest<Integer, Served<Integer>> request = offer(6).get(0);

    Doubling predictor = run(failingOn(6));

    assertEquals("poisoned", failure(request).getMessage());
    assertEquals(List.of(List.of(6), List.of(6), List.of(Numbers.BLANK)), predictor.batches());
  }

  @Test
  void aModelThatAnswersTooLittleFailsItsRequests() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2);
    Task<Integer, Integer> forgetful =
        new Forgetful(items -> items.contains(2) ? List.of() : items);

    runner(new Doubling(GOOD), forgetful, FIRST, batching).isolation().serve(poll());

    assertEquals(1, join(requests.get(0)).result());
    assertEquals("1 items have 0 results", failure(requests.get(1)).getMessage());
  }

  @Test
  void outOfMemoryHalvesTheBatchAndLowersTheCap() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3, 4, 5, 6, 7, 8);

    Doubling predictor = run(outOfMemoryAbove(4));

    assertServed(requests);
    assertEquals(List.of(8, 4, 4), sizes(predictor));
    assertEquals(4, batching.cap().size(Numbers.BUCKET));
    assertTrue(batching.cap().isMemory(Numbers.BUCKET));
  }

  @Test
  void aBatchThatRanOutOfMemoryTriesNoSizeTwice() {
    List<InferenceRequest<Integer, Served<Integer>>> requests =
        offer(IntStream.rangeClosed(1, 30).toArray());

    Doubling predictor = run(outOfMemoryAbove(4));

    assertServed(requests);
    assertEquals(List.of(30, 15, 7, 3, 3, 1, 3, 3, 2, 3, 3, 3, 3, 3), sizes(predictor));
    assertEquals(3, batching.cap().size(Numbers.BUCKET), "half of the smallest that failed");
  }

  @Test
  void aSingleRequestThatFindsTooLittleMemoryFailsAlone() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3, 4);

    Doubling predictor =
        run(
            numbers -> {
              if (numbers.contains(3)) {
                throw new OutOfDeviceMemoryException("too large");
              }
            });

    assertInstanceOf(OutOfDeviceMemoryException.class, failure(requests.get(2)));
    assertServed(List.of(requests.get(0), requests.get(1), requests.get(3)));
    assertEquals(1, batching.cap().size(Numbers.BUCKET));
    assertTrue(predictor.batches().contains(List.of(Numbers.BLANK)), "the device was probed");
  }

  @Test
  void anErrorThatPassesFailsNobody() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(6);
    AtomicInteger errors = new AtomicInteger();

    Doubling predictor =
        run(
            numbers -> {
              if (errors.incrementAndGet() == 1) {
                throw new EngineException("just once");
              }
            });

    assertServed(requests);
    assertEquals(List.of(List.of(6), List.of(6)), predictor.batches());
  }

  @Test
  void ifTheProbeFailsTooTheDeviceIsToBlame() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3, 4);
    PollResult.Batch<Integer, Served<Integer>> batch = poll();
    Doubling broken = new Doubling(failing(new EngineException("broken")));

    Throwable failure = deviceFailed(runner(broken).isolation().serve(batch));

    assertEquals("broken", failure.getMessage());
    assertEquals(
        List.of(List.of(1, 2, 3, 4), List.of(1, 2), List.of(1), List.of(1), List.of(Numbers.BLANK)),
        broken.batches());
    assertEquals(List.of(), List.copyOf(ended), "nobody failed");
    assertServedBySecond(requests);
  }

  @Test
  void aDeviceThatFailsInTheMiddleOfABatchKeepsWhatItServed() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3, 4);
    PollResult.Batch<Integer, Served<Integer>> batch = poll();
    Doubling broken =
        new Doubling(
            numbers -> {
              if (numbers.size() > 2 || !numbers.contains(1)) {
                throw new EngineException("broken");
              }
            });

    deviceFailed(runner(broken).isolation().serve(batch));

    assertEquals(FIRST, join(requests.get(0)).device());
    assertEquals(FIRST, join(requests.get(1)).device());
    assertServedBySecond(requests.subList(2, 4));
    assertEquals(4, ended.size());
  }

  @ParameterizedTest
  @ValueSource(classes = {DeviceLostException.class, UnsatisfiedLinkError.class})
  void aLostDeviceGivesItsRequestsBack(Class<? extends Throwable> kind) throws Exception {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3);
    PollResult.Batch<Integer, Served<Integer>> batch = poll();
    Throwable cause = kind.getConstructor(String.class).newInstance("gone");
    Doubling lost = new Doubling(failing(cause));

    Throwable failure = deviceFailed(runner(lost).isolation().serve(batch));

    assertSame(cause, failure);
    assertEquals(List.of(List.of(1, 2, 3)), lost.batches(), "nothing is tried there again");
    assertEquals(List.of(), List.copyOf(ended));
    assertEquals(3, queue.depth());
    assertServedBySecond(requests);
  }

  @Test
  void aDeviceLostWhileABatchIsSplitGivesTheRestBack() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3, 4, 5, 6, 7, 8);
    PollResult.Batch<Integer, Served<Integer>> batch = poll();
    Doubling lost =
        new Doubling(
            numbers -> {
              if (numbers.size() > 4) {
                throw new OutOfDeviceMemoryException("too large");
              }
              if (numbers.contains(5)) {
                throw new DeviceLostException("gone");
              }
            });

    deviceFailed(runner(lost).isolation().serve(batch));

    assertServed(requests.subList(0, 4));
    assertEquals(4, queue.depth());
    assertServedBySecond(requests.subList(4, 8));
  }

  @Test
  void aRequestThatKillsDevicesFailsInTheEnd() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3);
    Conduct deadly =
        numbers -> {
          if (numbers.contains(2)) {
            throw new DeviceLostException("gone");
          }
        };

    int lost = 0;
    while (queue.depth() > 0) {
      PollResult.Batch<Integer, Served<Integer>> batch = poll();
      if (runner(new Doubling(deadly)).isolation().serve(batch) instanceof DeviceFailed) {
        lost++;
      }
    }

    assertEquals(4, lost, "twice in company, and twice alone after a probe");
    assertEquals("gpu:0 failed: gone", failure(requests.get(1)).getMessage());
    assertServed(List.of(requests.get(0), requests.get(2)));
  }

  @Test
  void aDeviceThatWasGoneBeforeItsRunBeganIsNobodysFault() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1);
    Conduct gone = failing(DeviceLostException.beforeRun("gone since a while"));

    for (int device = 0; device < 20; device++) {
      deviceFailed(runner(new Doubling(gone)).isolation().serve(poll()));
    }

    assertEquals(List.of(), List.copyOf(ended));
    assertServedBySecond(requests);
  }

  /** A run is lost, and after that devices are broken before they are given the request. */
  @Test
  void aSuspectIsNotBlamedForADeviceThatFailsItsProbe() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1);
    Doubling lost = new Doubling(failing(new DeviceLostException("gone")));
    deviceFailed(runner(lost).isolation().serve(poll()));

    for (int device = 0; device < 20; device++) {
      Doubling broken = new Doubling(failing(new DeviceLostException("broken as well")));
      deviceFailed(runner(broken).isolation().serve(poll()));
      assertEquals(List.of(List.of(Numbers.BLANK)), broken.batches(), "nothing else was tried");
    }

    assertEquals(List.of(), List.copyOf(ended));
    assertServedBySecond(requests);
  }

  @Test
  void aRunThatIsGivenUpBeforeItBeganIsNobodysFault() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1);
    for (int device = 0; device < 20; device++) {
      Doubling predictor = new Doubling(GOOD);
      OpenModel<Integer, Integer> runner = runner(predictor);
      runner.executor().shutDown(new DeviceLostException("found broken"), () -> {});
      assertEquals(new WorkOutcome.Abandoned(), runner.isolation().serve(poll()));
      assertEquals(List.of(), predictor.batches());
    }

    assertEquals(List.of(), List.copyOf(ended));
    assertServedBySecond(requests);
  }

  @Test
  void anAbandonedRunIsServedElsewhereAndItsResultsAreDropped() throws Exception {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3);
    CountDownLatch release = new CountDownLatch(1);
    Doubling hanging = new Doubling(numbers -> Await.opened(release));
    OpenModel<Integer, Integer> runner = runner(hanging);
    Future<WorkOutcome> outcome = start(runner, poll());
    InFlightBatch<Integer, Integer> running = inFlight(runner, hanging, List.of(1, 2, 3));
    assertEquals(requests, running.requests().running());
    assertEquals(List.of(), running.requests().waiting());

    assertTrue(runner.executor().abandon(running, new IllegalStateException("it hangs"), () -> {}));

    assertNull(runner.executor().inFlight());
    assertFalse(
        runner.executor().abandon(running, new IllegalStateException("it hangs"), () -> {}),
        "only once");
    assertServedBySecond(requests);
    release.countDown();
    assertAbandoned(outcome);
    assertEquals(3, ended.size(), "each ticket ended once");
    assertTrue(runs.stream().allMatch(run -> run.device().equals(SECOND)));
    assertTrue(batching.table().entries().isEmpty(), "its time says nothing of the device");
  }

  @Test
  void anAbandonedRunMayFail() throws Exception {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3);
    CountDownLatch release = new CountDownLatch(1);
    Doubling hanging =
        new Doubling(
            numbers -> {
              Await.opened(release);
              throw new EngineException("it hung");
            });
    OpenModel<Integer, Integer> runner = runner(hanging);
    Future<WorkOutcome> outcome = start(runner, poll());
    InFlightBatch<Integer, Integer> running = inFlight(runner, hanging, List.of(1, 2, 3));
    assertTrue(runner.executor().abandon(running, new IllegalStateException("it hangs"), () -> {}));

    release.countDown();

    assertAbandoned(outcome);
    assertEquals(List.of(List.of(1, 2, 3)), hanging.batches(), "no half of it runs there");
    assertServedBySecond(requests);
    assertEquals(3, ended.size());
  }

  @Test
  void aSplitBatchThatHangsIsGivenBackWhole() throws Exception {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3, 4, 5, 6, 7, 8);
    CountDownLatch release = new CountDownLatch(1);
    Doubling hanging =
        new Doubling(
            numbers -> {
              if (numbers.size() > 2) {
                throw new EngineException("one of them");
              }
              if (numbers.contains(3)) {
                Await.opened(release);
              }
            });
    OpenModel<Integer, Integer> runner = runner(hanging);
    Future<WorkOutcome> outcome = start(runner, poll());
    InFlightBatch<Integer, Integer> running = inFlight(runner, hanging, List.of(3, 4));
    assertEquals(requests.subList(2, 4), running.requests().running());
    assertEquals(requests.subList(4, 8), running.requests().waiting());

    assertTrue(runner.executor().abandon(running, new IllegalStateException("it hangs"), () -> {}));

    assertServed(requests.subList(0, 2));
    assertEquals(6, queue.depth());
    release.countDown();
    assertAbandoned(outcome);
    assertServedBySecond(requests.subList(2, 8));
    assertEquals(8, ended.size());
  }

  @Test
  void aProbeThatHangsWhileABatchIsSplitLosesNoRequest() throws Exception {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2, 3, 4);
    CountDownLatch release = new CountDownLatch(1);
    Doubling hanging =
        new Doubling(
            numbers -> {
              if (numbers.contains(Numbers.BLANK)) {
                Await.opened(release);
              } else {
                throw new EngineException("broken");
              }
            });
    OpenModel<Integer, Integer> runner = runner(hanging);
    Future<WorkOutcome> outcome = start(runner, poll());
    InFlightBatch<Integer, Integer> running = inFlight(runner, hanging, List.of(Numbers.BLANK));
    assertEquals(requests.subList(0, 1), running.requests().running(), "the suspect");
    assertEquals(requests.subList(1, 4), running.requests().waiting());

    assertTrue(runner.executor().abandon(running, new IllegalStateException("it hangs"), () -> {}));

    assertEquals(4, queue.depth());
    release.countDown();
    assertAbandoned(outcome);
    assertEquals(List.of(), List.copyOf(ended));
    assertServedBySecond(requests);
    assertEquals(4, ended.size());
  }

  @Test
  void aRequestCancelledWhileItsRunHangsDoesNotComeBack() throws Exception {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2);
    CountDownLatch release = new CountDownLatch(1);
    Doubling hanging = new Doubling(numbers -> Await.opened(release));
    OpenModel<Integer, Integer> runner = runner(hanging);
    Future<WorkOutcome> outcome = start(runner, poll());
    InFlightBatch<Integer, Integer> running = inFlight(runner, hanging, List.of(1, 2));
    queue.cancel(requests.get(0));

    assertTrue(runner.executor().abandon(running, new IllegalStateException("it hangs"), () -> {}));

    assertEquals(1, queue.depth());
    release.countDown();
    assertAbandoned(outcome);
    assertServedBySecond(requests.subList(1, 2));
  }

  @Test
  void aRunThatCameToItsEndIsNotAbandoned() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(1, 2);
    List<InFlightBatch<Integer, Integer>> seen = new ArrayList<>();
    List<OpenModel<Integer, Integer>> self = new ArrayList<>();
    self.add(runner(new Doubling(numbers -> seen.add(self.get(0).executor().inFlight()))));

    self.get(0).isolation().serve(poll());

    assertFalse(
        self.get(0)
            .executor()
            .abandon(seen.get(0), new IllegalStateException("too late"), () -> {}));
    assertServed(requests);
    assertEquals(0, queue.depth());
    assertEquals(2, ended.size());
  }

  @Test
  void aProbeRunsABlankItem() {
    Doubling predictor = new Doubling(numbers -> clock.addAndGet(50));

    runner(predictor).isolation().probe();

    assertEquals(List.of(List.of(Numbers.BLANK)), predictor.batches());
    assertEquals(50, batching.table().nanos(Numbers.BUCKET, 1));
    assertEquals(List.of(), runs, "it is no batch");
  }

  @Test
  void aProbeThatFailsIsTheDevicesFailure() {
    EngineException cause = new EngineException("broken");

    Throwable failure = deviceFailed(runner(new Doubling(failing(cause))).isolation().probe());

    assertSame(cause, failure);
  }

  @Test
  void aFailureWithoutAMessageIsNamed() {
    assertEquals(
        "java.lang.StackOverflowError", new DeviceFailed(new StackOverflowError()).reason());
  }

  @Test
  void theCalibrationMeasuresBatchesOfBlanks() {
    Doubling predictor = new Doubling(numbers -> clock.addAndGet(100L + numbers.size()));

    runner(predictor).calibrator().calibrate();

    assertEquals(List.of(1, 1, 2, 2, 4, 4), sizes(predictor));
    assertEquals(Map.of(1, 101L, 2, 102L, 4, 104L), batching.table().entries().get(Numbers.BUCKET));
    assertEquals(List.of(), runs);
  }

  @Test
  void theFirstRunsOfAPredictorMayTakeAsLongAsAStart() {
    batching.table().measured(Numbers.BUCKET, 1, 20);
    List<Long> limits = new ArrayList<>();
    List<OpenModel<Integer, Integer>> self = new ArrayList<>();
    Conduct look =
        numbers -> {
          limits.add(self.get(0).executor().inFlight().limitNanos());
          clock.addAndGet(20);
        };
    self.add(runner(new Doubling(look)));
    offer(1);

    self.get(0).isolation().probe();
    self.get(0).isolation().probe();
    self.get(0).isolation().serve(poll());

    assertEquals(List.of(5_000L, 200L, 200L), limits, "kernels are compiled once");
  }

  @Test
  void everySizeOfACalibrationMayTakeAsLongAsAStart() {
    List<Long> limits = new ArrayList<>();
    List<OpenModel<Integer, Integer>> self = new ArrayList<>();
    self.add(
        runner(
            new Doubling(
                numbers -> {
                  limits.add(self.get(0).executor().inFlight().limitNanos());
                  clock.addAndGet(20);
                })));

    self.get(0).calibrator().calibrate();
    self.get(0).isolation().probe();

    assertEquals(List.of(5_000L, 5_000L, 5_000L, 5_000L, 5_000L, 5_000L, 200L), limits);
  }

  @Test
  void theTableLearnsFromEveryBatchAndTheListenerHearsOfIt() {
    offer(1, 2, 3, 4);

    run(
        numbers -> {
          clock.addAndGet(10L * numbers.size());
          if (numbers.size() > 2) {
            throw new OutOfDeviceMemoryException("too large");
          }
        });

    BatchRun half = new BatchRun(FIRST, Numbers.BUCKET, 2, 2, Reason.DELAY, 20);
    assertEquals(List.of(half, half), runs, "what failed is no batch");
    assertEquals(Map.of(2, 20L), batching.table().entries().get(Numbers.BUCKET));
  }

  @Test
  void theListenerHearsWhyTheBatchHadItsSize() {
    offer(1, 2, 3);
    PollResult.Batch<Integer, Served<Integer>> batch = poll(new FixedBatchPolicy(2, 0));

    runner(new Doubling(numbers -> clock.addAndGet(9))).isolation().serve(batch);

    assertEquals(List.of(new BatchRun(FIRST, Numbers.BUCKET, 2, 2, Reason.SIZE, 9)), runs);
  }

  @Test
  void slowRunsLowerTheCapAndGoodOnesRaiseIt() {
    batching.table().measured(Numbers.BUCKET, 4, 100);
    OpenModel<Integer, Integer> slow = runner(new Doubling(numbers -> clock.addAndGet(2_000)));
    for (int i = 0; i < 3; i++) {
      offer(1, 2, 3, 4);
      slow.isolation().serve(poll());
    }
    assertEquals(2, batching.cap().size(Numbers.BUCKET));

    offer(1, 2);
    runner(new Doubling(numbers -> clock.addAndGet(10))).isolation().serve(poll());

    assertEquals(3, batching.cap().size(Numbers.BUCKET));
  }

  private static Conduct failingOn(int poison) {
    return numbers -> {
      if (numbers.contains(poison)) {
        throw new EngineException("poisoned");
      }
    };
  }

  private static Conduct outOfMemoryAbove(int size) {
    return numbers -> {
      if (numbers.size() > size) {
        throw new OutOfDeviceMemoryException("too large");
      }
    };
  }

  private static Conduct failing(Throwable cause) {
    return numbers -> {
      if (cause instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) cause;
    };
  }

  private Doubling run(Conduct conduct) {
    Doubling predictor = new Doubling(conduct);
    runner(predictor).isolation().serve(poll());
    return predictor;
  }

  private OpenModel<Integer, Integer> runner(Doubling predictor) {
    return runner(predictor, new Numbers(), FIRST, batching);
  }

  private OpenModel<Integer, Integer> runner(
      Doubling predictor, Task<Integer, Integer> task, DeviceId device, AdaptiveBatching learned) {
    WorkerSettings settings =
        new WorkerSettings(
            new Calibration(CALIBRATED, Duration.ofDays(1), clock::get),
            WATCHDOG,
            new Backoff(Duration.ZERO, Duration.ZERO, 0),
            Duration.ofMinutes(1));
    ModelContext<Integer, Integer> model =
        new ModelContext<>("numbers", queue, task, opened -> predictor, runs::add, settings);
    Device described = new Device(device, () -> new DeviceMemory(0, 1));
    return OpenModel.of(
        new DeviceContext<>(model, described, learned, DeviceMemoryTracker.lookOnly(described)),
        predictor,
        clock::get);
  }

  private List<InferenceRequest<Integer, Served<Integer>>> offer(int... numbers) {
    List<InferenceRequest<Integer, Served<Integer>>> requests =
        IntStream.of(numbers)
            .mapToObj(n -> queue.request(n, Numbers.BUCKET, 1, Terms.within(Duration.ofSeconds(1))))
            .toList();
    requests.forEach(request -> assertTrue(queue.offer(request)));
    return requests;
  }

  private PollResult.Batch<Integer, Served<Integer>> poll() {
    return poll(new FixedBatchPolicy(100, 0));
  }

  private PollResult.Batch<Integer, Served<Integer>> poll(FixedBatchPolicy policy) {
    if (queue.poll(policy) instanceof PollResult.Batch<Integer, Served<Integer>> batch) {
      return batch;
    }
    return fail("There is no batch");
  }

  private Future<WorkOutcome> start(
      OpenModel<Integer, Integer> runner, PollResult.Batch<Integer, Served<Integer>> batch) {
    return threads.submit(() -> runner.isolation().serve(batch));
  }

  /** The run of these numbers, once the predictor is in it. */
  private static InFlightBatch<Integer, Integer> inFlight(
      OpenModel<Integer, Integer> runner, Doubling predictor, List<Integer> numbers) {
    Await.until("a run of " + numbers, () -> predictor.batches().contains(numbers));
    InFlightBatch<Integer, Integer> running = runner.executor().inFlight();
    assertNotNull(running);
    return running;
  }

  private static void assertAbandoned(Future<WorkOutcome> outcome) throws Exception {
    assertEquals(new WorkOutcome.Abandoned(), outcome.get(1, TimeUnit.MINUTES));
  }

  /** Why the device failed. */
  private static Throwable deviceFailed(WorkOutcome outcome) {
    return assertInstanceOf(DeviceFailed.class, outcome).cause();
  }

  /** Another device serves all that waits, and these requests were among it. */
  private void assertServedBySecond(List<InferenceRequest<Integer, Served<Integer>>> requests) {
    OpenModel<Integer, Integer> second =
        runner(new Doubling(GOOD), new Numbers(), SECOND, AdaptiveBatching.within(LIMITS));
    while (queue.depth() > 0) {
      second.isolation().serve(poll());
    }
    assertServed(requests);
    requests.forEach(request -> assertEquals(SECOND, join(request).device()));
  }

  private static void assertServed(List<InferenceRequest<Integer, Served<Integer>>> requests) {
    requests.forEach(request -> assertEquals(2 * request.payload(), join(request).result()));
  }

  private static List<Integer> sizes(Doubling predictor) {
    return predictor.batches().stream().map(List::size).toList();
  }

  /** The answer of a request that has ended. */
  private static Served<Integer> join(InferenceRequest<Integer, Served<Integer>> request) {
    assertFalse(request.isOpen(), () -> "ticket " + request.payload() + " has not ended");
    return request.completion().toCompletableFuture().join();
  }

  private static Throwable failure(InferenceRequest<Integer, Served<Integer>> request) {
    return assertThrows(CompletionException.class, () -> join(request)).getCause();
  }

  /** Takes batches apart as it is told. */
  private static final class Forgetful implements Task<Integer, Integer> {

    private final Numbers numbers = new Numbers();
    private final UnaryOperator<List<Integer>> split;

    Forgetful(UnaryOperator<List<Integer>> split) {
      this.split = split;
    }

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
      return split.apply(items);
    }

    @Override
    public Bucket bucket(Integer item) {
      return numbers.bucket(item);
    }

    @Override
    public Integer blank() {
      return numbers.blank();
    }
  }
}
