package dev.quire.train.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.quire.train.net.PageMini;
import dev.quire.train.net.Parameters;
import dev.quire.train.net.Parameters.Entry;
import dev.quire.train.run.Checkpoint.Progress;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts a run from an exported model instead of from chance. The model's batch norms were folded
 * into its convolutions, so the run must {@linkplain Learner#calibrate calibrate} them first. A
 * layer that the model lacks starts by chance, or as nothing where it ends a residual block.
 */
final class WarmStart {

  private static final String NORM = ".gamma";

  private WarmStart() {}

  static Checkpoint read(Path model, PageMini net, long seed) throws IOException {
    Map<String, float[]> constants = new HashMap<>();
    for (TensorProto tensor :
        ModelProto.parseFrom(Files.readAllBytes(model)).getGraph().getInitializerList()) {
      if (tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
        constants.put(tensor.getName(), floats(tensor));
      }
    }
    Parameters parameters = new Parameters(net);
    float[] values = parameters.start(seed);
    for (Entry entry : parameters.entries().values()) {
      float[] known = constants.get(exported(entry.name()));
      if (known != null) {
        if (known.length != entry.size()) {
          throw new IOException(
              "%s: %s has %d values, expected %d"
                  .formatted(model, entry.name(), known.length, entry.size()));
        }
        System.arraycopy(known, 0, values, entry.offset(), known.length);
      } else if (entry.name().endsWith(".b" + NORM)
          && !constants.containsKey(exported(entry.name().replace(NORM, ".weight")))) {
        Arrays.fill(values, entry.offset(), entry.offset() + entry.size(), 0);
      }
    }
    return new Checkpoint(
        net.widths(),
        Progress.START,
        values,
        values.clone(),
        new float[values.length],
        new float[values.length]);
  }

  /** The name of a parameter's constant in the exported graph. */
  private static String exported(String name) {
    String layer = name.substring(0, name.lastIndexOf('.'));
    return switch (name.substring(layer.length() + 1)) {
      case "weight" -> layer + ".w";
      case "bias", "beta" -> layer + ".b";
      case "across", "down" -> name + ".weight";
      default -> "";
    };
  }

  private static float[] floats(TensorProto tensor) {
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
