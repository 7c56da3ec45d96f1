package dev.quire.train.pair.export;

import dev.quire.train.pair.piece.Vocabulary;
import dev.quire.train.pair.run.PairCheckpoint;
import dev.quire.train.pair.run.TrainPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a checkpoint's averaged parameters as an ONNX model, and its vocabulary beside it.
 *
 * <pre>ExportPair RUN-FOLDER MODEL-FOLDER</pre>
 */
public final class ExportPair {

  private ExportPair() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException(
          "usage: ExportPair RUN-FOLDER MODEL-FOLDER, found %d arguments".formatted(args.length));
    }
    Path run = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    PairCheckpoint checkpoint = PairCheckpoint.load(run);
    byte[] model = PairGraph.of(checkpoint.net(), checkpoint.average()).toByteArray();
    Files.createDirectories(folder);
    Files.write(folder.resolve("inference.onnx"), model);
    Vocabulary.read(run.resolve(TrainPair.VOCABULARY)).write(folder.resolve("vocab.txt"));
    System.out.printf(
        "%s: %,d bytes, %d pieces, step %d%n",
        folder, model.length, checkpoint.net().pieces(), checkpoint.progress().steps());
  }
}
