package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.AdaptiveBatching;
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
import dev.quire.queue.PollResult;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.queue.TraceContext;
import dev.quire.worker.Doubling.Conduct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which runs of traced requests a listener is told of, and that answers say where they are. */
class BatchAttemptTest {

  private static final DeviceId DEVICE = DeviceId.parse("gpu:0");
  private static final Terms TERMS = Terms.within(Duration.ofSeconds(1));
  private static final TraceContext BATCH = new TraceContext("b".repeat(32), "b".repeat(16));

  private final AtomicLong clock = new AtomicLong(1_000);
  private final List<BatchAttempt> attempts = new ArrayList<>();
  private final RequestQueue<Integer, Served<Integer>> queue =
      new RequestQueue<>(
          new QueueLimits(100, 1000, Duration.ofMinutes(1)), clock::get, (client, outcome) -> {});

  private final BatchListener listener =
      new BatchListener() {
        @Override
        public void ran(BatchRun run) {
          // of no interest here
        }

        @Override
        public Optional<TraceContext> traced(BatchAttempt attempt) {
          attempts.add(attempt);
          return Optional.of(BATCH);
        }
      };

  @Test
  void aRunIsToldOfWithItsRequestsAndTimes() {
    List<InferenceRequest<Integer, Served<Integer>>> requests = offer(true, 1, 2, 3);

    run(numbers -> clock.addAndGet(7));

    assertEquals(
        List.of(
            new BatchAttempt(
                DEVICE,
                Numbers.BUCKET,
                3,
                Precision.FP32,
                1_000,
                7,
                List.of(trace(1), trace(2), trace(3)),
                Optional.empty())),
        attempts);
    for (InferenceRequest<Integer, Served<Integer>> request : requests) {
      assertEquals(Optional.of(BATCH), served(request).batch());
    }
  }

  @Test
  void everyPartOfASplitBatchIsAnAttemptAndAProbeIsNone() {
    offer(true, 1, 2, 3, 4);

    run(
        numbers -> {
          clock.addAndGet(10);
          if (numbers.contains(3)) {
            throw new EngineException("poisoned", null);
          }
        });

    assertEquals(
        List.of(
            "4 failed from 1000 for 10",
            "2 answered from 1010 for 10",
            "2 failed from 1020 for 10",
            "1 failed from 1030 for 10",
            "1 failed from 1040 for 10",
            // from 1050 to 1060 the device is probed
            "1 answered from 1060 for 10"),
        told());
  }

  @Test
  void memoryThatDoesNotSufficeIsToldAsSuch() {
    offer(true, 1, 2);

    run(
        numbers -> {
          if (numbers.size() > 1) {
            throw new OutOfDeviceMemoryException("full", null);
          }
        });

    assertEquals(OutOfDeviceMemoryException.class, attempts.get(0).failure().get().getClass());
    assertEquals(3, attempts.size());
  }

  @Test
  void aDeviceThatIsLostIsToldOnce() {
    offer(true, 1, 2);

    DeviceLostException gone = new DeviceLostException("gone");

    WorkOutcome outcome =
        run(
            numbers -> {
              throw gone;
            });

    assertEquals(new WorkOutcome.DeviceFailed(gone), outcome);

    assertEquals(1, attempts.size());
    assertEquals(DeviceLostException.class, attempts.get(0).failure().get().getClass());
  }

  @Test
  void aRunThatIsGivenUpIsToldOnceByWhoGivesItUp() {
    offer(true, 1);
    AtomicReference<OpenModel<Integer, Integer>> self = new AtomicReference<>();
    self.set(
        runner(
            numbers -> {
              clock.addAndGet(500);
              BatchExecutor<Integer, Integer> executor = self.get().executor();
              executor.abandon(
                  executor.inFlight(), new IllegalStateException("too long"), () -> {});
            }));

    assertEquals(new WorkOutcome.Abandoned(), self.get().isolation().serve(poll()));

    assertEquals(List.of("1 failed from 1000 for 500"), told());
  }

  @Test
  void ofRequestsThatAreNotTracedNobodyIsTold() {
    InferenceRequest<Integer, Served<Integer>> request = offer(false, 1).get(0);

    run(numbers -> {});

    assertEquals(List.of(), attempts);
    assertEquals(Optional.empty(), served(request).batch());
  }

  @Test
  void aBatchWithASingleTracedRequestIsToldWhole() {
    offer(false, 1, 2);
    offer(true, 3);

    run(numbers -> {});

    assertEquals(3, attempts.get(0).size());
    assertEquals(List.of(trace(3)), attempts.get(0).traces());
  }

  private List<String> told() {
    return attempts.stream()
        .map(
            attempt ->
                "%d %s from %d for %d"
                    .formatted(
                        attempt.size(),
                        attempt.failure().isPresent() ? "failed" : "answered",
                        attempt.startedNanos(),
                        attempt.nanos()))
        .toList();
  }

  private WorkOutcome run(Conduct conduct) {
    return runner(conduct).isolation().serve(poll());
  }

  private OpenModel<Integer, Integer> runner(Conduct conduct) {
    WorkerSettings settings =
        new WorkerSettings(
            new Calibration(1, Duration.ZERO, clock::get),
            new Watchdog(10, Duration.ofNanos(100), Duration.ofNanos(5_000)),
            new Backoff(Duration.ZERO, Duration.ZERO, 0),
            Duration.ofMinutes(1));
    Doubling predictor = new Doubling(conduct);
    ModelContext<Integer, Integer> model =
        new ModelContext<>(
            "numbers", queue, new Numbers(), opened -> predictor, listener, settings);
    Device device = new Device(DEVICE, () -> new DeviceMemory(0, 1));
    return OpenModel.of(
        new DeviceContext<>(
            model,
            device,
            AdaptiveBatching.within(new Limits(32, Long.MAX_VALUE, 0)),
            DeviceMemoryTracker.lookOnly(device)),
        predictor,
        clock::get);
  }

  private List<InferenceRequest<Integer, Served<Integer>>> offer(boolean traced, int... numbers) {
    List<InferenceRequest<Integer, Served<Integer>>> requests =
        IntStream.of(numbers)
            .mapToObj(
                n -> queue.request(n, Numbers.BUCKET, 1, traced ? TERMS.tracedAt(trace(n)) : TERMS))
            .toList();
    requests.forEach(queue::offer);
    return requests;
  }

  private static TraceContext trace(int number) {
    return new TraceContext("%032x".formatted(number), "%016x".formatted(number));
  }

  private PollResult.Batch<Integer, Served<Integer>> poll() {
    return (PollResult.Batch<Integer, Served<Integer>>) queue.poll(new FixedBatchPolicy(100, 0));
  }

  private static Served<Integer> served(InferenceRequest<Integer, Served<Integer>> request) {
    return request.completion().toCompletableFuture().join();
  }
}
