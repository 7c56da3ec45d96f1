package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.quire.app.ModelRegistration.Graph;
import dev.quire.app.ModelRegistration.Limits;
import dev.quire.app.ModelRegistration.Steps;
import dev.quire.app.ModelRuntimes.Observers;
import dev.quire.auth.Access;
import dev.quire.auth.KeyRing;
import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;
import dev.quire.engine.CoreBudget;
import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.memory.RequestMemory;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Terms;
import dev.quire.task.Task;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import dev.quire.trace.Traces;
import dev.quire.worker.ModelSupervisors;
import dev.quire.worker.Served;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that the service has never seen is served by registering it. */
class ModelRuntimesTest {

  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final DeviceId DEVICE = new DeviceId("gpu:0");
  private static final String MODEL = "doubler";

  private final QuireConfig config =
      new SmallRyeConfigBuilder()
          .addDiscoveredConverters()
          .withMapping(QuireConfig.class)
          .withSources(
              new PropertiesConfigSource(
                  Map.of(
                      "quire.simulated.latency", "1:1ms,4:2ms",
                      "quire.simulated.faults", "gpu:0/oom-above=3",
                      "quire.batch.calibration", "0s",
                      "quire.queue.timeout", "1m"),
                  "test",
                  100))
          .build()
          .getConfigMapping(QuireConfig.class);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final WorkerProcesses processes = new WorkerProcesses(ProcessSettings.defaults());
  private final ModelRuntimes runtimes = runtimes();

  @AfterEach
  void close() {
    processes.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private ModelRuntimes runtimes() {
    Hardware hardware = Hardware.simulated(List.of(DEVICE), config.simulated());
    Engines engines = new Engines(processes, hardware);
    Access open = new Access(false, new KeyRing(List.of(), Optional.empty()), false);
    return new ModelRuntimes(
        vertx,
        config,
        hardware,
        new ModelEngines(config, hardware, engines, new CoreBudget(2)),
        new Queues(config, RequestMemory.unlimited(), registry, open),
        new Observers(registry, new Traces(Optional.empty())));
  }

  /** All that a task has to bring along. */
  private ModelRegistration<Integer, Integer> registration(int waiting) {
    return new ModelRegistration<>(
        "doubling",
        new ModelFiles(MODEL, new ModelFile.Embedded("none", () -> fail("no file is read"))),
        new Steps<>(new Doubling(), () -> fail("one precision"), SimulatedDoubling::new),
        new Graph(() -> fail("no graph"), Map.of()),
        new Limits(waiting, BatchSettings.ofRows(config, 8), List.of()));
  }

  private Placement on(String device) {
    return new Placement(
        EngineChoice.SIMULATED, Isolation.IN_PROCESS, List.of(new DeviceId(device)));
  }

  @Test
  void aRegisteredTaskIsServedThroughQueueAndWorkers() throws Exception {
    ModelRuntime<Integer, Integer> runtime = runtimes.create(registration(100), on("gpu:0"));
    ModelSupervisors supervisors = new ModelSupervisors(List.of(runtime.workers()), List.of());
    supervisors.start();

    List<CompletionStage<Served<Integer>>> answers =
        IntStream.range(0, 50).mapToObj(number -> offer(runtime, number)).toList();

    for (int i = 0; i < answers.size(); i++) {
      Served<Integer> served =
          answers.get(i).toCompletableFuture().get(WAIT.toSeconds(), TimeUnit.SECONDS);
      assertEquals(2 * i, served.result());
      assertEquals(DEVICE, served.device());
      assertTrue(served.batchSize() <= 3, "the device has no memory for more");
    }
    supervisors.stop(WAIT);
    assertEquals(50, registry.get("quire.batch.size").summary().totalAmount());
    assertEquals(
        100,
        registry
            .get("quire.queue.capacity")
            .tags("model", MODEL, "task", "doubling")
            .gauge()
            .value());
    assertEquals("doubling", runtime.served().task());
    assertEquals(1, runtime.served().workers().status().size());
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> runtimes.create(registration(1), on("gpu:7")))
            .getMessage();

    assertEquals("There is no device gpu:7; there are [gpu:0]", message);
  }

  private static CompletionStage<Served<Integer>> offer(
      ModelRuntime<Integer, Integer> runtime, int number) {
    InferenceRequest<Integer, Served<Integer>> ticket =
        runtime.queue().request(number, Doubling.BUCKET, 1, Terms.within(WAIT));
    assertTrue(runtime.queue().offer(ticket));
    return ticket.completion();
  }

  private static Tensor tensor(IntStream numbers) {
    int[] all = numbers.toArray();
    Tensor tensor = Tensor.allocate(ElementType.INT32, Shape.of(all.length));
    tensor.data().asIntBuffer().put(all);
    return tensor;
  }

  private static IntStream numbers(Tensor tensor) {
    int[] numbers = new int[(int) tensor.shape().elements()];
    tensor.data().asIntBuffer().get(numbers);
    return IntStream.of(numbers);
  }

  /** Numbers in, numbers out. */
  private static final class Doubling implements Task<Integer, Integer> {

    static final Bucket BUCKET = new Bucket("numbers", 1);

    @Override
    public List<String> outputs() {
      return List.of("out");
    }

    @Override
    public Map<String, Tensor> assemble(List<Integer> items, Tensors tensors) {
      return Map.of("in", tensor(items.stream().mapToInt(Integer::intValue)));
    }

    @Override
    public List<Integer> split(Map<String, Tensor> outputs, List<Integer> items) {
      return numbers(outputs.get("out")).boxed().toList();
    }

    @Override
    public Bucket bucket(Integer item) {
      return BUCKET;
    }

    @Override
    public Integer blank() {
      return 0;
    }
  }

  /** What a simulated device answers in place of a model. */
  private static final class SimulatedDoubling implements SimulatedModel {

    @Override
    public List<TensorSpec> inputs() {
      return List.of(new TensorSpec("in", ElementType.INT32, Shape.of(Shape.DYNAMIC)));
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(new TensorSpec("out", ElementType.INT32, Shape.of(Shape.DYNAMIC)));
    }

    @Override
    public int size(Map<String, Tensor> inputs) {
      return (int) inputs.get("in").shape().dimension(0);
    }

    @Override
    public boolean poisoned(Map<String, Tensor> inputs) {
      return false;
    }

    @Override
    public Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs) {
      return Map.of("out", tensor(numbers(inputs.get("in")).map(number -> 2 * number)));
    }
  }
}
