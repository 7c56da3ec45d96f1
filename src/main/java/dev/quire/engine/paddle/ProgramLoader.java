package dev.quire.engine.paddle;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Path;

/** Loads programs into Paddle's library. Implementations are thread-safe. */
interface ProgramLoader {

  /**
   * Loads a program. Its files are not read again later.
   *
   * @param folder has {@link ProgramFolder#PROGRAM} and {@link ProgramFolder#PARAMETERS}
   * @return to be closed by the caller
   */
  Model load(Path folder, Device device) throws IOException, MalformedModelException;
}
