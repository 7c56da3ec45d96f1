package dev.quire.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file that a report is written to. Only an older report, or an empty file, is ever replaced, and
 * by a whole one: whoever reads it, or whatever ends the program, never sees half.
 *
 * @param path where it is
 * @param beginning what every report of this kind, and nothing else, begins with
 */
record ReportFile(Path path, String beginning) {

  /**
   * To be asked before the work that the report is about.
   *
   * @throws IllegalArgumentException if something else is there
   */
  void requireReplaceable() {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException("%s is a folder; name a file".formatted(path));
    }
    if (!Files.isRegularFile(path)) {
      // nothing is lost in a device or a pipe, nor where nothing is
      return;
    }
    byte[] expected = beginning.getBytes(StandardCharsets.UTF_8);
    try (InputStream file = Files.newInputStream(path)) {
      byte[] found = file.readNBytes(expected.length);
      if (found.length > 0 && !Arrays.equals(found, expected)) {
        throw new IllegalArgumentException(
            "%s exists and is no report of this command: name another file".formatted(path));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s exists and cannot be replaced: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * Writes it, whole or not at all.
   *
   * @throws IllegalArgumentException if something else is there
   * @throws UncheckedIOException if it cannot be written
   */
  void write(String text) {
    requireReplaceable();
    try {
      if (!Files.exists(path) || Files.isRegularFile(path)) {
        replace(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath(), text);
      } else {
        Files.writeString(path, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written: %s".formatted(path, e), e);
    }
  }

  private static void replace(Path target, String text) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid());
    Files.writeString(part, text, StandardOpenOption.CREATE_NEW);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
