package dev.quire.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session of ONNX Runtime. Inputs in direct buffers are used where they lie, others are copied;
 * outputs are copied once, to the heap. Not thread-safe, except that {@link #close()} may be called
 * from any thread once no run is under way.
 */
final class OnnxPredictor implements Predictor {

  private final String model;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Precision precision;
  private boolean closed;

  /** Takes the session over. */
  OnnxPredictor(String model, OrtEnvironment environment, OrtSession session) throws OrtException {
    this.model = model;
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
  public Map<String, Tensor> run(Map<String, Tensor> given, List<String> wanted) {
    if (closed) {
      throw new IllegalStateException("The predictor of model %s is closed".formatted(model));
    }
    requireInputs(given);
    requireOutputs(wanted);
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : given.entrySet()) {
        fed.put(input.getKey(), toOnnx(input.getValue()));
      }
      try (OrtSession.Result result = session.run(fed, new LinkedHashSet<>(wanted))) {
        Map<String, Tensor> fetched = new LinkedHashMap<>();
        for (String name : wanted) {
          fetched.put(name, fromOnnx((OnnxTensor) result.get(name).orElseThrow()));
        }
        return fetched;
      }
    } catch (OrtException e) {
      throw new EngineException("A run of model %s failed: %s".formatted(model, e.getMessage()), e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException(
          "Model %s could not be closed: %s".formatted(model, e.getMessage()), e);
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

  private void requireInputs(Map<String, Tensor> given) {
    for (TensorSpec spec : inputs) {
      Tensor tensor = given.get(spec.name());
      if (tensor == null) {
        throw new EngineException(
            "Model %s: no input '%s' among %s".formatted(model, spec.name(), given.keySet()));
      }
      if (tensor.type() != spec.type() || !spec.shape().accepts(tensor.shape())) {
        throw new EngineException(
            "Model %s: input %s found, %s expected"
                .formatted(
                    model, new TensorSpec(spec.name(), tensor.type(), tensor.shape()), spec));
      }
    }
    if (given.size() > inputs.size()) {
      throw new EngineException(
          "Model %s: inputs %s found, %s expected".formatted(model, given.keySet(), inputs));
    }
  }

  private void requireOutputs(List<String> wanted) {
    if (wanted.isEmpty()) {
      throw new EngineException("Model %s: no outputs are asked for".formatted(model));
    }
    for (String name : wanted) {
      if (outputs.stream().noneMatch(output -> output.name().equals(name))) {
        throw new EngineException(
            "Model %s has no output '%s', but %s".formatted(model, name, outputs));
      }
    }
  }

  private OnnxTensor toOnnx(Tensor tensor) throws OrtException {
    return OnnxTensor.createTensor(
        environment,
        direct(tensor.data()),
        tensor.shape().toArray(),
        OnnxTypes.toOnnx(tensor.type()));
  }

  /** ONNX Runtime's own copying fails on byte buffers of the heap that hold other types. */
  private static ByteBuffer direct(ByteBuffer data) {
    ByteBuffer view = data.duplicate();
    ByteBuffer direct =
        view.isDirect() ? view : ByteBuffer.allocateDirect(view.remaining()).put(view).flip();
    return direct.order(ByteOrder.nativeOrder());
  }

  /** {@code getByteBuffer} copies: the tensor's own memory goes back with the result. */
  private static Tensor fromOnnx(OnnxTensor tensor) {
    ElementType type = OnnxTypes.fromOnnx(tensor.getInfo().type).orElseThrow();
    return new Tensor(
        type,
        Shape.of(tensor.getInfo().getShape()),
        tensor.getByteBuffer().order(ByteOrder.nativeOrder()));
  }
}
