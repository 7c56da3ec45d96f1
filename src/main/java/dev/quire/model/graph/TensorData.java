package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** What lies inside a tensor of a graph. */
final class TensorData {

  private TensorData() {}

  /** What is wrong with a tensor, if something is: its type, its dimensions or its data. */
  static Optional<String> problem(TensorProto tensor) {
    if (tensor.getDataLocation() == DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
      return Optional.of("lies in another file; expected its data inside the graph");
    }
    if (tensor.hasSegment()) {
      return Optional.of("is one segment of several; expected a whole tensor");
    }
    int bits = bits(tensor.getDataType());
    if (bits == 0) {
      return Optional.of("has element type %d, which ONNX has not".formatted(tensor.getDataType()));
    }
    if (tensor.getDimsList().stream().anyMatch(dimension -> dimension < 0)) {
      return Optional.of("has a negative dimension in " + tensor.getDimsList());
    }
    long elements;
    long rawBytes;
    try {
      elements = elements(tensor.getDimsList());
      rawBytes = Math.addExact(Math.multiplyExact(elements, bits), 7) / 8;
    } catch (ArithmeticException e) {
      return Optional.of("is too large: " + tensor.getDimsList());
    }
    return sizeProblem(tensor, elements, rawBytes);
  }

  private static Optional<String> sizeProblem(TensorProto tensor, long elements, long rawBytes) {
    boolean text = tensor.getDataType() == DataType.STRING_VALUE;
    long typed = typedCount(tensor);
    if (tensor.getRawData().isEmpty()) {
      long expected = text ? elements : typedCount(tensor.getDataType(), elements);
      return typed == expected && typed == anyCount(tensor)
          ? Optional.empty()
          : Optional.of(
              "holds %d values; %d expected of dimensions %s"
                  .formatted(anyCount(tensor), expected, tensor.getDimsList()));
    }
    if (text || anyCount(tensor) > 0) {
      return Optional.of("holds its data twice, raw and by type");
    }
    return tensor.getRawData().size() == rawBytes
        ? Optional.empty()
        : Optional.of(
            "holds %d bytes; %d expected of dimensions %s"
                .formatted(tensor.getRawData().size(), rawBytes, tensor.getDimsList()));
  }

  /** Bytes that the values take, however the file writes them. */
  static long bytes(TensorProto tensor) {
    if (tensor.getDataType() == DataType.STRING_VALUE) {
      return tensor.getStringDataList().stream().mapToLong(ByteString::size).sum();
    }
    return (elements(tensor.getDimsList()) * bits(tensor.getDataType()) + 7) / 8;
  }

  /** The values of a FLOAT tensor, row by row. */
  static float[] floats(TensorProto tensor) {
    if (tensor.getRawData().isEmpty()) {
      float[] values = new float[tensor.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
      return values;
    }
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[raw.remaining() / Float.BYTES];
    raw.asFloatBuffer().get(values);
    return values;
  }

  /** A FLOAT tensor of these values. */
  static TensorProto floats(String name, List<Long> dimensions, float[] values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return raw(name, DataType.FLOAT, dimensions, raw);
  }

  /** A FLOAT tensor as FLOAT16, each value the nearest half. */
  static TensorProto toHalf(String name, TensorProto tensor) {
    float[] values = floats(tensor);
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putShort(Float16.fromFloat(value));
    }
    return raw(name, DataType.FLOAT16, tensor.getDimsList(), raw.flip());
  }

  private static TensorProto raw(
      String name, DataType type, List<Long> dimensions, ByteBuffer values) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.getNumber())
        .addAllDims(dimensions)
        .setRawData(ByteString.copyFrom(values))
        .build();
  }

  private static long elements(List<Long> dimensions) {
    // A zero makes the tensor empty, whatever the other dimensions multiply to.
    return dimensions.contains(0L) ? 0 : dimensions.stream().reduce(1L, Math::multiplyExact);
  }

  /** Bits of an element; 0 for types that ONNX has not. A string counts a byte. */
  private static int bits(int type) {
    return switch (type) {
      case 1, 6, 12 -> 32;
      case 2, 3, 8, 9, 17, 18, 19, 20, 24 -> 8;
      case 4, 5, 10, 16 -> 16;
      case 7, 11, 13, 14 -> 64;
      case 15 -> 128;
      case 21, 22, 23 -> 4;
      case 25, 26 -> 2;
      default -> 0;
    };
  }

  /** How many numbers the field of the type holds for so many elements. */
  private static long typedCount(int type, long elements) {
    return switch (type) {
      case DataType.COMPLEX64_VALUE, DataType.COMPLEX128_VALUE -> 2 * elements;
      case 21, 22, 23 -> elements / 2 + elements % 2;
      case 25, 26 -> elements / 4 + (elements % 4 == 0 ? 0 : 1);
      default -> elements;
    };
  }

  private static long typedCount(TensorProto tensor) {
    return switch (tensor.getDataType()) {
      case DataType.FLOAT_VALUE, DataType.COMPLEX64_VALUE -> tensor.getFloatDataCount();
      case DataType.DOUBLE_VALUE, DataType.COMPLEX128_VALUE -> tensor.getDoubleDataCount();
      case DataType.INT64_VALUE -> tensor.getInt64DataCount();
      case DataType.UINT32_VALUE, DataType.UINT64_VALUE -> tensor.getUint64DataCount();
      case DataType.STRING_VALUE -> tensor.getStringDataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  private static long anyCount(TensorProto tensor) {
    return (long) tensor.getFloatDataCount()
        + tensor.getDoubleDataCount()
        + tensor.getInt32DataCount()
        + tensor.getInt64DataCount()
        + tensor.getUint64DataCount()
        + tensor.getStringDataCount();
  }
}
