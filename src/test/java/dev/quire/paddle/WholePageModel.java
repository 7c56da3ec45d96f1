package dev.quire.paddle;

import dev.quire.engine.paddle.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Paddle model, as a folder, that calls every page one region, and ends its process by an error
 * in Paddle's C++ code when it sees a dark one.
 */
final class WholePageModel {

  private WholePageModel() {}

  /** Writes the model and names its folder. */
  static Path make() {
    try {
      Path folder = Files.createTempDirectory("whole-page");
      Files.write(folder.resolve("inference.pdmodel"), Programs.wholePage().program());
      Files.write(folder.resolve("inference.pdiparams"), Programs.wholePage().parameters());
      Files.writeString(
          folder.resolve("model.yml"),
          """
          name: whole-page
          task: layout
          labels: [page]
          input: {height: 16, width: 16, mean: [0, 0, 0], std: [1, 1, 1], interpolation: area}
          boxes: relative
          threshold: 0.5
          """);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
