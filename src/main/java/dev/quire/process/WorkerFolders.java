package dev.quire.process;

import dev.quire.folder.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the service and one worker process meet.
 *
 * @param shared in memory: the socket, and the slots while they have names
 * @param scratch the worker process's temporary files
 */
public record WorkerFolders(Path shared, Path scratch) {

  /** The socket that the worker process connects to. */
  Path socket() {
    return shared.resolve("socket");
  }

  /** Where the service names the slots that it fills. */
  public Path inputs() {
    return shared.resolve("inputs");
  }

  /** Where the worker process names the slots that it fills. */
  public Path outputs() {
    return shared.resolve("outputs");
  }

  /** The same, where there is more room than in memory. */
  public Path inputsOnDisk() {
    return scratch.resolve("inputs");
  }

  /** The same, where there is more room than in memory. */
  public Path outputsOnDisk() {
    return scratch.resolve("outputs");
  }

  void prepare() throws IOException {
    Files.createDirectory(inputs());
    Files.createDirectory(outputs());
    Files.createDirectory(inputsOnDisk());
    Files.createDirectory(outputsOnDisk());
  }

  /** Deletes both, as far as that can be done; the service and the worker process may both. */
  void delete() throws IOException {
    OwnFolder.delete(shared);
    OwnFolder.delete(scratch);
  }
}
