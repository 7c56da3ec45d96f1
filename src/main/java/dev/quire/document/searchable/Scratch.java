package dev.quire.document.searchable;

import java.nio.file.Path;
import java.util.Objects;
import org.apache.pdfbox.io.MemoryUsageSetting;

/**
 * Where a document keeps its streams until it is saved: in one temporary file, which goes when the
 * document is closed.
 *
 * @param folder where the file is made
 * @param maxBytes most bytes that it may have, at least 1
 */
public record Scratch(Path folder, long maxBytes) {

  /** Checks the range. */
  public Scratch {
    Objects.requireNonNull(folder, "folder");
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, not " + maxBytes);
    }
  }

  /** Up to 4 GiB where the system keeps its temporary files. */
  public static Scratch defaults() {
    return new Scratch(Path.of(System.getProperty("java.io.tmpdir")), 4L << 30);
  }

  MemoryUsageSetting memory() {
    return MemoryUsageSetting.setupTempFileOnly(maxBytes).setTempDir(folder.toFile());
  }
}
