package dev.quire.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/** Where a model's graph and weights lie. */
public sealed interface ModelFile {

  /** What messages call the file. */
  String name();

  /**
   * The whole file. Reads it anew with each call.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  byte[] bytes();

  /** A file of the file system; engines that can should open it by its path. */
  record OnDisk(Path path) implements ModelFile {

    public OnDisk {
      Objects.requireNonNull(path, "path");
    }

    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public byte[] bytes() {
      try {
        return Files.readAllBytes(path);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + path, e);
      }
    }
  }

  /** A file inside the application, which has no path. */
  record Embedded(String name, Supplier<byte[]> source) implements ModelFile {

    public Embedded {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(source, "source");
    }

    @Override
    public byte[] bytes() {
      return source.get();
    }
  }
}
