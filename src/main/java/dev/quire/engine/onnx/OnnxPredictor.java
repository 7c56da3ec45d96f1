package dev.quire.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.RunChecks;
import dev.quire.engine.RunGuard;
import dev.quire.log.LogFields;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.ReusedTensors;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * A session of ONNX Runtime. Inputs in direct buffers are used where they lie, others are copied;
 * outputs are copied once, to the heap. It takes one run at a time; {@link #close()} and {@link
 * #trim()} may be called from any thread at any time.
 */
final class OnnxPredictor implements Predictor {

  private static final Logger LOG = Logger.getLogger(OnnxPredictor.class);

  private static final String SHRINK = "memory.enable_memory_arena_shrinkage";

  private final String model;
  private final DeviceId device;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Precision precision;
  private final RunChecks checks;
  private final PinnedOutputs pinned;
  private final RunGuard guard;
  private final String arena;
  private final Tensors tensors = new ReusedTensors();
  private final AtomicBoolean trim = new AtomicBoolean();
  private boolean shrinkable = true;

  /**
   * Takes the session over.
   *
   * @param arena ONNX Runtime's name of the arena that runs draw from, such as {@code gpu:0}
   */
  OnnxPredictor(
      String model, DeviceId device, String arena, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.model = model;
    this.device = device;
    this.arena = arena;
    this.environment = environment;
    this.session = session;
    this.inputs = session.getInputInfo().values().stream().map(this::input).toList();
    this.outputs =
        session.getOutputInfo().values().stream()
            .map(OnnxTypes::spec)
            .flatMap(Optional::stream)
            .toList();
    this.precision =
        inputs.stream().anyMatch(input -> input.type() == ElementType.FLOAT16)
            ? Precision.FP16
            : Precision.FP32;
    this.checks = new RunChecks(model, inputs, outputs);
    this.pinned = new PinnedOutputs(environment, outputs);
    this.guard =
        new RunGuard("The predictor of model %s on %s".formatted(model, device), this::free);
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  /** The graph's outputs, less those of types that do not cross the border, such as strings. */
  @Override
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /** FP16 if an input is; a graph that casts inside is told apart by its descriptor only. */
  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Tensors tensors() {
    return tensors;
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> given, List<String> wanted) {
    guard.enter();
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    try {
      checks.requireInputs(given);
      checks.requireOutputs(wanted);
      for (Map.Entry<String, Tensor> input : given.entrySet()) {
        fed.put(input.getKey(), OnnxTypes.tensor(environment, input.getValue()));
      }
      return fetch(fed, new LinkedHashSet<>(wanted));
    } catch (OrtException e) {
      throw failure(e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
      guard.exit();
    }
  }

  /**
   * Runs, and once more without pinned outputs and shrinking if it failed with them: graphs declare
   * shapes that do not hold, and not every allocator can shrink.
   */
  private Map<String, Tensor> fetch(Map<String, OnnxTensor> fed, Set<String> wanted)
      throws OrtException {
    boolean shrinking = trim.getAndSet(false) && shrinkable;
    Map<String, OnnxTensor> pins = pinned.of(wanted);
    try {
      return attempt(fed, wanted, pins, shrinking);
    } catch (OrtException e) {
      boolean shrinks = !OnnxErrors.isNoSuchArena(e);
      boolean plain = pins.isEmpty() && shrinks;
      if (plain || guard.isClosed() || OnnxErrors.kind(e) != OnnxErrors.Kind.OTHER) {
        throw e;
      }
      Map<String, Tensor> fetched = attempt(fed, wanted, Map.of(), shrinking && shrinks);
      // it went well without, so one of the two was to blame
      if (shrinks) {
        pinned.giveUp();
        fields()
            .around(
                () ->
                    LOG.infof(
                        "Model %s: outputs %s are not as the graph declares",
                        model, pins.keySet()));
      } else {
        shrinkable = false;
        fields()
            .around(() -> LOG.infof("Model %s on %s: %s cannot be trimmed", model, device, arena));
      }
      return fetched;
    }
  }

  private Map<String, Tensor> attempt(
      Map<String, OnnxTensor> fed,
      Set<String> wanted,
      Map<String, OnnxTensor> pins,
      boolean shrinking)
      throws OrtException {
    Set<String> unpinned = new LinkedHashSet<>(wanted);
    unpinned.removeAll(pins.keySet());
    try (RunOptions options = new RunOptions()) {
      if (shrinking) {
        options.addRunConfigEntry(SHRINK, arena);
      }
      guard.stopWith(() -> terminate(options));
      try (OrtSession.Result result = session.run(fed, unpinned, pins, options)) {
        Map<String, Tensor> fetched = new LinkedHashMap<>();
        for (String name : wanted) {
          fetched.put(name, OnnxTypes.copy((OnnxTensor) result.get(name).orElseThrow()));
        }
        return fetched;
      } finally {
        guard.unstoppable();
      }
    }
  }

  private void terminate(RunOptions options) {
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      fields()
          .around(
              () ->
                  LOG.warnf(
                      "A run of model %s on %s cannot be stopped: %s",
                      model, device, e.getMessage()));
    }
  }

  private LogFields fields() {
    return LogFields.model(model).on(device.name());
  }

  private EngineException failure(OrtException e) {
    if (guard.isClosed() && OnnxErrors.isTerminated(e)) {
      return new DeviceLostException(
          "A run of model %s on %s was stopped because its predictor was closed"
              .formatted(model, device),
          e);
    }
    return OnnxErrors.exception(
        "A run of model %s failed on %s: %s".formatted(model, device, OnnxErrors.cause(e)), e);
  }

  /**
   * Lets the next run shrink the arena, whatever the outcome of that run. On the CPU the arena
   * keeps the first region it ever took.
   */
  @Override
  public void trim() {
    trim.set(true);
  }

  /**
   * Frees the session, after the run under way, if there is one: that run is told to stop, which
   * ONNX Runtime heeds between two operators, and its own thread frees the session. Returns at
   * once.
   */
  @Override
  public void close() {
    guard.close();
  }

  private void free() {
    pinned.close();
    try {
      session.close();
    } catch (OrtException e) {
      // thrown from here it would hide how a run ended, and nobody can do anything about it
      fields()
          .around(
              () ->
                  LOG.warnf(
                      "The session of model %s on %s was not freed: %s",
                      model, device, e.getMessage()));
    }
  }

  private TensorSpec input(NodeInfo node) {
    return OnnxTypes.spec(node)
        .orElseThrow(
            () ->
                new EngineException(
                    "Model %s: input %s is %s, a type that is not supported"
                        .formatted(model, node.getName(), node.getInfo())));
  }
}
