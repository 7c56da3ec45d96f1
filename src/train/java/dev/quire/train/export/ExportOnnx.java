package dev.quire.train.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.quire.train.net.PageMini;
import dev.quire.train.run.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a checkpoint's averaged parameters as an ONNX model.
 *
 * <pre>ExportOnnx CHECKPOINT-OR-FOLDER MODEL.onnx</pre>
 */
public final class ExportOnnx {

  private ExportOnnx() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: ExportOnnx CHECKPOINT-OR-FOLDER MODEL.onnx");
    }
    Checkpoint checkpoint = Checkpoint.load(Path.of(args[0]));
    ModelProto model = OnnxModel.of(new PageMini(checkpoint.widths()), checkpoint.average());
    byte[] bytes = model.toByteArray();
    Files.write(Path.of(args[1]), bytes);
    System.out.printf(
        "%s: %,d bytes, step %d%n", args[1], bytes.length, checkpoint.progress().steps());
  }
}
