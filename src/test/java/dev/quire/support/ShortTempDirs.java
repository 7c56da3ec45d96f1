package dev.quire.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders of tests with short names: sockets lie in them, whose paths have 107 bytes at
 * most, and a clone may have a long path of its own.
 */
public final class ShortTempDirs implements TempDirFactory {

  private static final int LETTERS = 36;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    Files.createDirectories(folder);
    return Files.createDirectory(
        folder.resolve("t" + Long.toString(System.nanoTime() / 1000, LETTERS)));
  }
}
