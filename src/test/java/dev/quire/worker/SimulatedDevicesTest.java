package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.engine.simulated.Fault;
import dev.quire.engine.simulated.Faults;
import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.engine.simulated.Pause;
import dev.quire.engine.simulated.SimulatedDevice;
import dev.quire.engine.simulated.SimulatedEngine;
import dev.quire.engine.simulated.SimulatedMemory;
import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Outcome;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.support.Await;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole server of the simulated engine's devices, with their faults. */
class SimulatedDevicesTest {

  private static final Duration WAIT = Duration.ofMinutes(10);

  private static Vertx vertx;

  private final Collection<Outcome> ended = new ConcurrentLinkedQueue<>();
  private final RequestQueue<Integer, Served<Integer>> queue =
      new RequestQueue<>(
          new QueueLimits(100_000, 100_000, WAIT),
          System::nanoTime,
          (client, outcome) -> ended.add(outcome));
  private final List<InferenceRequest<Integer, Served<Integer>>> requests = new ArrayList<>();

  private List<SimulatedDevice> simulated;
  private ModelSupervisor<Integer, Integer> supervisor;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aSlowDeviceAndAFastOneServeTogether() {
    start("gpu:0/slow=3");

    offer(100);
    feed("work of both", () -> served().map(Served::device).distinct().count() == 2);

    assertEveryRequestAnswered();
  }

  @Test
  void whatFailsOnOneDeviceIsServedAllTheSame() {
    start("gpu:0/error-every=30", "gpu:1/hang-every=25:2s", "gpu:1/lost-every=40:50ms");

    feed("hanging, loss and return", () -> supervisor.status().get(1).restarts() >= 3);

    assertEveryRequestAnswered();
  }

  @Test
  void aDeviceOfLittleMemoryServesSmallBatches() {
    start("*/oom-above=2");

    offer(100);

    assertEveryRequestAnswered();
    assertTrue(served().allMatch(served -> served.batchSize() <= 2));
  }

  /** Stops; then all are answered, and no device holds a model any more. */
  private void assertEveryRequestAnswered() {
    supervisor.stop(Await.LONG);
    for (InferenceRequest<Integer, Served<Integer>> request : requests) {
      assertEquals(
          2 * request.payload(), request.completion().toCompletableFuture().join().result());
    }
    assertEquals(requests.size(), ended.size(), "each ends once");
    for (SimulatedDevice device : simulated) {
      Await.until("the end of the last predictor", () -> device.read().used() == 0);
    }
  }

  private Stream<Served<Integer>> served() {
    return requests.stream()
        .map(request -> request.completion().toCompletableFuture())
        .filter(answer -> answer.isDone())
        .map(answer -> answer.join());
  }

  private void start(String... faults) {
    List<DeviceId> ids = List.of(new DeviceId("gpu:0"), new DeviceId("gpu:1"));
    Map<DeviceId, List<Fault>> all = Faults.parse(List.of(faults), ids);
    simulated =
        ids.stream()
            .map(
                id ->
                    new SimulatedDevice(
                        id,
                        LatencyCurve.parse("1:1ms,4:2ms"),
                        all.get(id),
                        new SimulatedMemory(1_000, 10, 1)))
            .toList();
    SimulatedEngine engine =
        new SimulatedEngine(simulated, new SimulatedNumbers(), Pause.precise(), System::nanoTime);
    supervisor =
        new ModelSupervisor<>(
            vertx,
            new ModelContext<>(
                "numbers",
                queue,
                new Numbers(),
                device -> engine.open(model(), device.id()),
                run -> {},
                new WorkerSettings(
                    new Calibration(4, Duration.ofMinutes(1), System::nanoTime),
                    new Watchdog(10, Duration.ofMillis(500), WAIT),
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(20), 1000),
                    WAIT)),
            simulated.stream().map(device -> new Device(device.id(), device)).toList(),
            new Limits(4, Long.MAX_VALUE, 0),
            DeviceMemoryTracker::lookOnly);
    supervisor.start();
  }

  private void offer(int count) {
    for (int i = 0; i < count; i++) {
      InferenceRequest<Integer, Served<Integer>> request =
          queue.request(requests.size() + 1, Numbers.BUCKET, 1, Terms.within(WAIT));
      requests.add(request);
      assertTrue(queue.offer(request));
    }
  }

  /** Offers request after request until something has happened. */
  private void feed(String what, BooleanSupplier happened) {
    Await.until(
        what,
        () -> {
          offer(1);
          return happened.getAsBoolean();
        });
  }

  private static ModelFiles model() {
    return new ModelFiles(
        "numbers", new ModelFile.Embedded("none", () -> fail("nobody reads the file")));
  }

  /** Doubles numbers. */
  private static final class SimulatedNumbers implements SimulatedModel {

    @Override
    public List<TensorSpec> inputs() {
      return List.of(new TensorSpec(Numbers.IN, ElementType.INT32, Shape.of(Shape.DYNAMIC)));
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(new TensorSpec(Numbers.OUT, ElementType.INT32, Shape.of(Shape.DYNAMIC)));
    }

    @Override
    public int size(Map<String, Tensor> inputs) {
      return (int) inputs.get(Numbers.IN).shape().dimension(0);
    }

    @Override
    public boolean poisoned(Map<String, Tensor> inputs) {
      return false;
    }

    @Override
    public Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs) {
      int[] numbers = Numbers.numbers(inputs.get(Numbers.IN));
      return Map.of(
          Numbers.OUT, Numbers.tensor(IntStream.of(numbers).map(number -> 2 * number).toArray()));
    }
  }
}
