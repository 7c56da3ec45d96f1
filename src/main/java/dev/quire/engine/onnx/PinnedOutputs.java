package dev.quire.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Memory for the outputs whose shapes never change, taken once and written by every run, so that
 * runs need not take it from the arena. Not thread-safe.
 */
final class PinnedOutputs implements AutoCloseable {

  private final OrtEnvironment environment;
  private final Map<String, TensorSpec> fixed;
  private final Map<String, OnnxTensor> tensors = new HashMap<>();

  PinnedOutputs(OrtEnvironment environment, List<TensorSpec> outputs) {
    this.environment = environment;
    this.fixed =
        outputs.stream()
            .filter(PinnedOutputs::isFixed)
            .collect(Collectors.toMap(TensorSpec::name, output -> output));
  }

  private static boolean isFixed(TensorSpec output) {
    if (output.shape().isDynamic()) {
      return false;
    }
    try {
      long bytes = Math.multiplyExact(output.shape().elements(), output.type().bytes());
      return bytes > 0 && bytes <= Integer.MAX_VALUE;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /**
   * The tensors for those of the outputs that have one. They stay this object's: the next run
   * writes over them.
   */
  Map<String, OnnxTensor> of(Collection<String> wanted) throws OrtException {
    Map<String, OnnxTensor> pinned = new HashMap<>();
    for (String name : wanted) {
      TensorSpec output = fixed.get(name);
      if (output != null) {
        pinned.put(name, tensor(output));
      }
    }
    return pinned;
  }

  private OnnxTensor tensor(TensorSpec output) throws OrtException {
    OnnxTensor tensor = tensors.get(output.name());
    if (tensor == null) {
      tensor = OnnxTypes.tensor(environment, Tensor.allocate(output.type(), output.shape()));
      tensors.put(output.name(), tensor);
    }
    return tensor;
  }

  /** Pins nothing from now on: the graph's shapes proved untrue. */
  void giveUp() {
    fixed.clear();
    close();
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
    tensors.clear();
  }
}
