package dev.quire.train.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.quire.train.net.PageMini;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes an exported ONNX model as a Paddle program with its parameters, beside it.
 *
 * <pre>ExportPaddle FOLDER</pre>
 *
 * FOLDER has {@code inference.onnx} and gets {@code inference.pdmodel} and {@code
 * inference.pdiparams}.
 */
public final class ExportPaddle {

  private ExportPaddle() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: ExportPaddle FOLDER");
    }
    Path folder = Path.of(args[0]);
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(folder.resolve("inference.onnx")));
    PaddleWriter.Files files = PaddleModel.of(new PageMini(PageMini.Widths.STANDARD), model);
    Files.write(folder.resolve("inference.pdmodel"), files.program());
    Files.write(folder.resolve("inference.pdiparams"), files.parameters());
    System.out.printf(
        "%s: %,d and %,d bytes%n", folder, files.program().length, files.parameters().length);
  }
}
