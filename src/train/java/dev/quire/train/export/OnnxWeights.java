package dev.quire.train.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The constants of an exported model, by name. */
final class OnnxWeights {

  private final Map<String, TensorProto> constants;

  OnnxWeights(ModelProto model) {
    constants =
        model.getGraph().getInitializerList().stream()
            .collect(Collectors.toMap(TensorProto::getName, Function.identity()));
  }

  /**
   * The values of a float constant.
   *
   * @param dims the dimensions it must have
   * @throws IllegalArgumentException if the model has no such constant
   */
  float[] floats(String name, long... dims) {
    TensorProto tensor = constants.get(name);
    if (tensor == null
        || tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE
        || !tensor.getDimsList().equals(Arrays.stream(dims).boxed().toList())) {
      throw new IllegalArgumentException(
          "The model has for %s %s; expected floats of %s"
              .formatted(
                  name,
                  tensor == null
                      ? "nothing"
                      : "type %d of %s".formatted(tensor.getDataType(), tensor.getDimsList()),
                  Arrays.toString(dims)));
    }
    float[] values = new float[tensor.getRawData().size() / Float.BYTES];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }
}
