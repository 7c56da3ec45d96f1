package dev.quire.engine.paddle;

import dev.quire.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A temporary folder with a program and its parameters under the names that DJL looks for: links to
 * files on disk, copies of others. Closing deletes it.
 */
final class ProgramFolder implements AutoCloseable {

  static final String PROGRAM = "inference.pdmodel";
  static final String PARAMETERS = "inference.pdiparams";

  private final Path path;

  private ProgramFolder(Path path) {
    this.path = path;
  }

  static ProgramFolder of(ModelFile program, ModelFile parameters) throws IOException {
    ProgramFolder folder = new ProgramFolder(Files.createTempDirectory("quire-paddle-"));
    try {
      folder.put(PROGRAM, program);
      folder.put(PARAMETERS, parameters);
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void put(String name, ModelFile file) throws IOException {
    Path place = path.resolve(name);
    if (file instanceof ModelFile.OnDisk onDisk) {
      Files.createSymbolicLink(place, onDisk.path().toAbsolutePath());
    } else {
      Files.write(place, file.bytes());
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    for (String name : List.of(PROGRAM, PARAMETERS)) {
      Files.deleteIfExists(path.resolve(name));
    }
    Files.deleteIfExists(path);
  }
}
