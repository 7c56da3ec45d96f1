package dev.quire.task.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model with the signature of PP-DocLayoutV3, masks included: a row's mask covers where the page
 * is brighter than the row's threshold.
 */
public final class MaskedModel {

  private static final String DESCRIPTOR = "/descriptors/PP-DocLayoutV3/inference.yml";

  private MaskedModel() {}

  /** Writes the model's files into a folder, which is made if need be. */
  public static Path write(Path folder) {
    try (InputStream descriptor = MaskedModel.class.getResourceAsStream(DESCRIPTOR)) {
      Files.createDirectories(folder);
      Files.write(folder.resolve("inference.yml"), descriptor.readAllBytes());
      Files.writeString(folder.resolve("model.yml"), "masks: true\n");
      Files.write(
          folder.resolve("inference.onnx"), SiblingGraph.detr(800, 25, 7).withMasks(40).bytes());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
