package dev.quire.engine.paddle;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.paddlepaddle.engine.PpNDArray;
import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.RunChecks;
import dev.quire.engine.RunGuard;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.ReusedTensors;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program loaded into Paddle's library. Inputs in direct buffers are used where they lie, others
 * are copied; outputs are copied to the heap. It takes one run at a time; {@link #close()} may be
 * called from any thread at any time. A run cannot be stopped.
 */
final class PaddlePredictor implements Predictor {

  private final String model;
  private final DeviceId device;
  private final PaddleSignature signature;
  private final Model program;
  private final RunChecks checks;
  private final RunGuard guard;
  private final Tensors tensors = new ReusedTensors();

  /** Takes the program over. */
  PaddlePredictor(String model, DeviceId device, PaddleSignature signature, Model program) {
    this.model = model;
    this.device = device;
    this.signature = signature;
    this.program = program;
    this.checks = new RunChecks(model, signature.inputs(), signature.outputs());
    this.guard =
        new RunGuard("The predictor of model %s on %s".formatted(model, device), program::close);
  }

  @Override
  public List<TensorSpec> inputs() {
    return signature.inputs();
  }

  /** As {@link PaddleSignature#outputs()} says. */
  @Override
  public List<TensorSpec> outputs() {
    return signature.outputs();
  }

  /**
   * FP32: no FP16 crosses to Paddle. A program that casts inside is told by its descriptor only.
   */
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
    guard.enter();
    try {
      checks.requireInputs(given);
      requireElements(given);
      checks.requireOutputs(wanted);
      return fetch(given, wanted);
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EngineException(
          "A run of model %s failed on %s: %s".formatted(model, device, e.getMessage()), e);
    } finally {
      guard.exit();
    }
  }

  /** Paddle divides by dimensions. */
  private void requireElements(Map<String, Tensor> given) {
    given.forEach(
        (name, tensor) -> {
          if (tensor.shape().elements() == 0) {
            throw new EngineException(
                "Model %s: input %s found, at least one element expected"
                    .formatted(model, new TensorSpec(name, tensor.type(), tensor.shape())));
          }
        });
  }

  private Map<String, Tensor> fetch(Map<String, Tensor> given, List<String> wanted) {
    // owns all arrays of the run, and frees them however it ends
    try (NDManager memory = program.getNDManager().newSubManager()) {
      NDList fed = new NDList(signature.inputs().size());
      for (TensorSpec input : signature.inputs()) {
        fed.add(PaddleTypes.array(memory, given.get(input.name())));
      }
      NDList results = program.getBlock().forward(null, fed, false);
      requireNumber(results);
      Map<String, Tensor> fetched = new LinkedHashMap<>();
      for (String name : wanted) {
        fetched.computeIfAbsent(name, wantedName -> output(wantedName, results, given));
      }
      return fetched;
    }
  }

  private void requireNumber(NDList results) {
    if (results.size() != signature.fetched().size()) {
      throw new EngineException(
          "Model %s: %d outputs found, %s expected"
              .formatted(model, results.size(), signature.fetched()));
    }
  }

  private Tensor output(String name, NDList results, Map<String, Tensor> given) {
    for (int i = 0; i < results.size(); i++) {
      if (signature.fetched().get(i).name().equals(name)) {
        return copy(name, results.get(i));
      }
    }
    return counts(results.head(), given);
  }

  private Tensor counts(NDArray rows, Map<String, Tensor> given) {
    String name = signature.fetched().get(0).name();
    long items = given.get(signature.inputs().get(0).name()).shape().dimension(0);
    return new RowCounts(model, name).of(copy(name, rows), ((PpNDArray) rows).getLoD(), items);
  }

  private Tensor copy(String name, NDArray result) {
    DataType found = result.getDataType();
    ElementType type =
        PaddleTypes.fromDjl(found)
            .orElseThrow(
                () ->
                    new EngineException(
                        "Model %s: output %s is %s, a type that is not supported"
                            .formatted(model, name, found)));
    return PaddleTypes.copy(type, result);
  }

  /** Frees the program, after the run under way, if there is one. Returns at once. */
  @Override
  public void close() {
    guard.close();
  }
}
