package dev.quire.engine.simulated;

import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.tensor.ReusedTensors;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * A model opened on a simulated device. Not thread-safe, except that {@link #close()} may be called
 * from any thread at any time: it ends a hang, while a run that does not hang goes on to its end.
 */
final class SimulatedPredictor implements Predictor {

  /** How soon a hanging run notices that its predictor was closed. */
  static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final String model;
  private final SimulatedDevice device;
  private final SimulatedModel answers;
  private final Pause pause;
  private final LongSupplier nanoClock;
  private final Tensors tensors = new ReusedTensors();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** The device has taken the model in; closing lets it go. */
  SimulatedPredictor(
      String model,
      SimulatedDevice device,
      SimulatedModel answers,
      Pause pause,
      LongSupplier nanoClock) {
    this.model = model;
    this.device = device;
    this.answers = answers;
    this.pause = pause;
    this.nanoClock = nanoClock;
  }

  @Override
  public List<TensorSpec> inputs() {
    return answers.inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return answers.outputs();
  }

  @Override
  public Precision precision() {
    return Precision.FP32;
  }

  @Override
  public Tensors tensors() {
    return tensors;
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> given, List<String> wanted) {
    if (closed.get()) {
      throw new IllegalStateException("The predictor of model %s is closed".formatted(model));
    }
    requireInputs(given);
    requireOutputs(wanted);
    SimulatedDevice.Plan plan = device.begin(model, answers.size(given), nanoClock.getAsLong());
    try {
      hang(plan.hangNanos());
      device.compute(plan, pause);
      if (plan.failing()) {
        throw failure("a transient error");
      }
      if (answers.poisoned(given)) {
        throw failure("an item of the batch always fails");
      }
      return answers.answer(given, wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          "A run of model %s on %s was interrupted".formatted(model, device.id()), e);
    } finally {
      device.end(plan);
    }
  }

  private void hang(long nanos) throws InterruptedException {
    for (long left = nanos; left > 0; left -= SLICE_NANOS) {
      pause.nanos(Math.min(left, SLICE_NANOS));
      if (closed.get()) {
        throw new DeviceLostException(
            "A run of model %s hung on %s until its predictor was closed"
                .formatted(model, device.id()));
      }
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      device.release();
    }
  }

  private void requireInputs(Map<String, Tensor> given) {
    for (TensorSpec spec : inputs()) {
      Tensor tensor = given.get(spec.name());
      if (tensor == null || tensor.type() != spec.type() || !spec.shape().accepts(tensor.shape())) {
        throw failure("an input %s is expected, the inputs are %s".formatted(spec, shapes(given)));
      }
    }
  }

  private static List<TensorSpec> shapes(Map<String, Tensor> given) {
    return given.entrySet().stream()
        .map(e -> new TensorSpec(e.getKey(), e.getValue().type(), e.getValue().shape()))
        .toList();
  }

  private void requireOutputs(List<String> wanted) {
    List<String> names = outputs().stream().map(TensorSpec::name).toList();
    if (!names.containsAll(wanted)) {
      throw failure("outputs %s are wanted, the outputs are %s".formatted(wanted, names));
    }
  }

  private EngineException failure(String why) {
    return new EngineException(
        "A run of model %s failed on %s: %s".formatted(model, device.id(), why));
  }
}
