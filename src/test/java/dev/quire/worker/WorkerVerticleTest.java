package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.support.Await;
import dev.quire.worker.Doubling.Conduct;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkerVerticleTest {

  private static final DeviceId GPU = DeviceId.parse("gpu:0");
  private static final Conduct GOOD = numbers -> {};
  private static final Function<OpenModel<Integer, Integer>, WorkOutcome> PROBE =
      open -> open.isolation().probe();

  private static Vertx vertx;
  private static int workers;

  private final CountDownLatch release = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AdaptiveBatching batching =
      AdaptiveBatching.within(new Limits(4, Long.MAX_VALUE, 0));
  private final RequestQueue<Integer, Served<Integer>> queue =
      new RequestQueue<>(
          new QueueLimits(100, 1000, Duration.ofHours(1)),
          System::nanoTime,
          (client, outcome) -> {});

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    done(vertx.close());
  }

  @AfterEach
  void end() {
    release.countDown();
  }

  @Test
  void takesWorkOnceItIsOpen() {
    Doubling predictor = new Doubling(GOOD);
    WorkerVerticle<Integer, Integer> worker = worker(predictor, PROBE);
    deploy(worker);
    List<InferenceRequest<Integer, Served<Integer>>> early = offer(1, 2);
    assertEquals(2, queue.depth());

    worker.open();

    assertServed(early);
    assertServed(offer(3));
    assertEquals(List.of(Numbers.BLANK), predictor.batches().get(0));
  }

  @Test
  void closesItsPredictorWhenItIsUndeployed() {
    Doubling predictor = new Doubling(GOOD);
    WorkerVerticle<Integer, Integer> worker = worker(predictor, PROBE);
    String deployment = deploy(worker);
    worker.open();
    assertServed(offer(1));

    done(vertx.undeploy(deployment));

    assertEquals(1, predictor.closings());
    assertEquals(List.of(), predictor.breaches());
    offer(2);
    assertEquals(1, queue.depth(), "it has left the queue");
  }

  @Test
  void aSignalAfterItsEndHurtsNobody() {
    WorkerVerticle<Integer, Integer> worker = worker(new Doubling(GOOD), PROBE);
    String deployment = deploy(worker);
    worker.open();
    done(vertx.undeploy(deployment));

    worker.wake();
    worker.wake();
  }

  @Test
  void aModelThatCannotBeOpenedFailsTheStart() {
    EngineException cause = new EngineException("no such file");

    assertSame(
        cause,
        startFailure(
            worker(
                () -> {
                  throw cause;
                },
                PROBE)));
  }

  @Test
  void aPredictorThatFailsItsFirstRunIsClosed() {
    EngineException cause = new EngineException("broken");
    Doubling broken =
        new Doubling(
            numbers -> {
              throw cause;
            });

    Throwable failure = startFailure(worker(broken, PROBE));

    assertSame(cause, failure);
    assertEquals(1, broken.closings());
    assertEquals(List.of(), broken.breaches());
  }

  @Test
  void aPredictorThatHangsInItsFirstRunIsClosed() {
    Doubling hanging = new Doubling(numbers -> Await.opened(release));
    WorkerVerticle<Integer, Integer> worker = worker(hanging, PROBE);
    Future<String> starting = vertx.deployVerticle(worker, options());
    Await.until("its first run", () -> !hanging.batches().isEmpty());
    InFlightBatch<Integer, Integer> running = worker.inFlight();
    assertNotNull(running);

    assertTrue(worker.abandon(running, new IllegalStateException("it hangs"), () -> {}));
    assertEquals(1, hanging.closings(), "which ends the run where the engine can");
    release.countDown();

    assertThrows(IllegalStateException.class, () -> rethrow(starting));
    assertEquals(1, hanging.closings());
    assertEquals(List.of(), hanging.breaches());
  }

  @Test
  void afterAFailureOfItsDeviceItTakesNoMoreWork() {
    DeviceLostException cause = new DeviceLostException("gone");
    Doubling lost =
        new Doubling(
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                throw cause;
              }
            });
    WorkerVerticle<Integer, Integer> worker = worker(lost, PROBE);
    String deployment = deploy(worker);
    worker.open();

    offer(1, 2, 3);

    Await.until("the failure", () -> !failures.isEmpty());
    done(vertx.undeploy(deployment));
    assertEquals(1, failures.size());
    assertSame(cause, failures.peek());
    assertEquals(2, lost.batches().size(), "the probe and one batch");
    assertEquals(3, queue.depth());
  }

  /** Nobody would watch the next run: the requests in it might hang for ever. */
  @Test
  void afterAnAbandonedRunItTakesNoMoreWork() {
    Doubling hanging =
        new Doubling(
            numbers -> {
              if (!numbers.contains(Numbers.BLANK)) {
                Await.opened(release);
              }
            });
    WorkerVerticle<Integer, Integer> worker = worker(hanging, PROBE);
    String deployment = deploy(worker);
    worker.open();
    offer(1);
    Await.until("the hanging run", () -> hanging.batches().contains(List.of(1)));
    long before = worker.lastRunNanos();

    assertTrue(worker.abandon(worker.inFlight(), new IllegalStateException("it hangs"), () -> {}));
    offer(2, 3);
    release.countDown();

    Await.until("the end of the run", () -> worker.lastRunNanos() != before);
    done(vertx.undeploy(deployment));
    assertEquals(List.of(List.of(Numbers.BLANK), List.of(1)), hanging.batches());
    assertEquals(3, queue.depth());
    assertEquals(List.of(), List.copyOf(failures), "its keeper knows");
    assertEquals(1, hanging.closings());
  }

  @Test
  void theProbeOfAnIdleDeviceFindsItBroken() {
    CountDownLatch broken = new CountDownLatch(1);
    Doubling predictor =
        new Doubling(
            numbers -> {
              if (broken.getCount() == 0) {
                throw new EngineException("broken");
              }
            });
    WorkerVerticle<Integer, Integer> worker = worker(predictor, PROBE);
    deploy(worker);
    worker.open();
    broken.countDown();

    worker.probe();

    Await.until("the failure", () -> !failures.isEmpty());
    assertEquals("broken", failures.peek().getMessage());
  }

  @Test
  void tellsHowLongItIsBusy() {
    batching.table().measured(Numbers.BUCKET, 1, Duration.ofMinutes(30).toNanos());
    Doubling hanging = new Doubling(numbers -> Await.opened(release));
    WorkerVerticle<Integer, Integer> worker = worker(hanging, open -> new WorkOutcome.Done(false));
    deploy(worker);
    worker.open();
    assertEquals(0, worker.busyNanos());
    assertEquals(batching.pace(Numbers.BUCKET), worker.pace(Numbers.BUCKET));
    assertEquals(batching.nanos(Numbers.BUCKET, 1), worker.nanos(Numbers.BUCKET, 1));

    offer(1);

    Await.until("the run", () -> worker.busyNanos() > 0);
    assertTrue(worker.busyNanos() <= Duration.ofMinutes(30).toNanos());
  }

  private WorkerVerticle<Integer, Integer> worker(
      Doubling predictor, Function<OpenModel<Integer, Integer>, WorkOutcome> firstRuns) {
    return worker(() -> predictor, firstRuns);
  }

  private WorkerVerticle<Integer, Integer> worker(
      Supplier<Predictor> opener, Function<OpenModel<Integer, Integer>, WorkOutcome> firstRuns) {
    Device device = new Device(GPU, () -> new DeviceMemory(0, 1));
    WorkerSettings settings =
        new WorkerSettings(
            new Calibration(1, Duration.ZERO, System::nanoTime),
            new Watchdog(10, Duration.ofHours(1), Duration.ofHours(1)),
            new Backoff(Duration.ZERO, Duration.ZERO, 0),
            Duration.ofHours(1));
    ModelContext<Integer, Integer> model =
        new ModelContext<>(
            "numbers", queue, new Numbers(), ignored -> opener.get(), run -> {}, settings);
    return new WorkerVerticle<>(
        new DeviceContext<>(model, device, batching, DeviceMemoryTracker.lookOnly(device)),
        firstRuns,
        (worker, failure) -> failures.add(failure));
  }

  private String deploy(WorkerVerticle<Integer, Integer> worker) {
    return done(vertx.deployVerticle(worker, options()));
  }

  private static DeploymentOptions options() {
    return new DeploymentOptions()
        .setThreadingModel(ThreadingModel.WORKER)
        .setWorkerPoolName("worker-" + ++workers)
        .setWorkerPoolSize(1);
  }

  private Throwable startFailure(WorkerVerticle<Integer, Integer> worker) {
    return assertThrows(CompletionException.class, () -> deploy(worker)).getCause();
  }

  private static void rethrow(Future<?> future) throws Throwable {
    try {
      done(future);
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }

  private static <T> T done(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(Await.LONG.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private List<InferenceRequest<Integer, Served<Integer>>> offer(int... numbers) {
    List<InferenceRequest<Integer, Served<Integer>>> requests =
        IntStream.of(numbers)
            .mapToObj(n -> queue.request(n, Numbers.BUCKET, 1, Terms.within(Duration.ofHours(1))))
            .toList();
    requests.forEach(request -> assertTrue(queue.offer(request)));
    return requests;
  }

  private static void assertServed(List<InferenceRequest<Integer, Served<Integer>>> requests) {
    for (InferenceRequest<Integer, Served<Integer>> request : requests) {
      Served<Integer> served =
          request
              .completion()
              .toCompletableFuture()
              .orTimeout(Await.LONG.toSeconds(), TimeUnit.SECONDS)
              .join();
      assertEquals(2 * request.payload(), served.result());
      assertEquals(GPU, served.device());
    }
  }
}
