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
import java.util.UUID;

/**
 * A report that is written at the end of a run. An earlier report may be replaced, and nothing
 * else, unless the user says so; the old one is there as a whole until the new one is.
 *
 * @param path where it is to be; may be a link, which stays one
 * @param beginning of every report of its kind, by which an earlier one is known
 * @param force whether anything may be replaced
 */
record ReportFile(Path path, String beginning, boolean force) {

  /**
   * Checks before the run what may be replaced.
   *
   * @throws IllegalArgumentException if something else is there; the message says what to do
   */
  void check() {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException("%s is a folder".formatted(path));
    }
    if (!force && Files.isRegularFile(path) && !isEarlierReport()) {
      throw new IllegalArgumentException(
          "%s is there and is no earlier report; give another name, or --force to replace it"
              .formatted(path));
    }
  }

  private boolean isEarlierReport() {
    byte[] expected = beginning.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(expected.length);
      return start.length == 0 || Arrays.equals(expected, start);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes it.
   *
   * @throws UncheckedIOException if it cannot be written, or something else is there by now
   */
  void write(String text) {
    try {
      check();
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        // a pipe or a terminal, which has nothing to lose
        Files.writeString(path, text, StandardOpenOption.WRITE);
        return;
      }
      Path target = Files.exists(path) ? path.toRealPath() : path;
      // in containers every process has the same number, so that would not tell them apart
      Path part = target.resolveSibling(".quire-%s.part".formatted(UUID.randomUUID()));
      Files.createFile(part);
      try {
        Files.writeString(part, text);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.deleteIfExists(part);
        throw e;
      }
    } catch (IllegalArgumentException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written: %s".formatted(path, e), e);
    }
  }
}
