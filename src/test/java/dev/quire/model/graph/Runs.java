package dev.quire.model.graph;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Runs graphs on the processor, to see what they compute. */
final class Runs {

  private Runs() {}

  /** Runs a graph as the service does, all optimizations on. */
  static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
    return run(graph, inputs, OptLevel.ALL_OPT);
  }

  static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs, OptLevel level) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(level);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (OrtSession session = environment.createSession(graph.toBytes(), options)) {
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
          fed.put(input.getKey(), feed(environment, input.getValue()));
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        try (OrtSession.Result result = session.run(fed)) {
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), fetch((OnnxTensor) output.getValue()));
          }
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new AssertionError("The graph does not run: " + e.getMessage(), e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
    }
  }

  static Tensor noise(long seed, long... dimensions) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, Shape.of(dimensions));
    FloatBuffer values = tensor.data().asFloatBuffer();
    Random random = new Random(seed);
    while (values.hasRemaining()) {
      values.put((float) random.nextGaussian());
    }
    return tensor;
  }

  static float[] floats(Tensor tensor) {
    FloatBuffer buffer = tensor.data().asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static OnnxTensor feed(OrtEnvironment environment, Tensor tensor) throws OrtException {
    ByteBuffer data = tensor.data().duplicate();
    ByteBuffer direct =
        ByteBuffer.allocateDirect(data.remaining()).put(data).flip().order(ByteOrder.nativeOrder());
    OnnxJavaType type =
        switch (tensor.type()) {
          case FLOAT32 -> OnnxJavaType.FLOAT;
          case FLOAT16 -> OnnxJavaType.FLOAT16;
          case UINT8 -> OnnxJavaType.UINT8;
          case INT32 -> OnnxJavaType.INT32;
          case INT64 -> OnnxJavaType.INT64;
        };
    return OnnxTensor.createTensor(environment, direct, tensor.shape().toArray(), type);
  }

  private static Tensor fetch(OnnxTensor tensor) {
    ElementType type =
        switch (tensor.getInfo().type) {
          case FLOAT -> ElementType.FLOAT32;
          case FLOAT16 -> ElementType.FLOAT16;
          case UINT8 -> ElementType.UINT8;
          case INT32 -> ElementType.INT32;
          case INT64 -> ElementType.INT64;
          default -> throw new AssertionError("Unexpected output " + tensor.getInfo());
        };
    ByteBuffer data = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    return new Tensor(type, Shape.of(tensor.getInfo().getShape()), data);
  }
}
