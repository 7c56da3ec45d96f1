package dev.quire.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the files of one model lie together. */
sealed interface ModelFolder {

  /** The folder's last name, which a model without a name takes. */
  String name();

  /** What messages call a file of this folder. */
  String describe(String file);

  /** Whether it holds a file of this name. */
  boolean has(String file);

  /** A small file's contents, or nothing if it does not exist. */
  Optional<byte[]> read(String file);

  /**
   * A file that may be large.
   *
   * @throws ModelException if it does not exist
   */
  ModelFile file(String file);

  /** A folder of the file system. */
  record OnDisk(Path folder) implements ModelFolder {

    public OnDisk {
      folder = folder.toAbsolutePath().normalize();
      if (!Files.isDirectory(folder)) {
        throw new ModelException(
            Files.exists(folder)
                ? "%s is a file; expected a folder with a model's files".formatted(folder)
                : "There is no model folder %s".formatted(folder));
      }
    }

    @Override
    public String name() {
      return String.valueOf(folder.getFileName());
    }

    @Override
    public String describe(String file) {
      return folder.resolve(file).toString();
    }

    @Override
    public boolean has(String file) {
      return Files.isRegularFile(folder.resolve(file));
    }

    @Override
    public Optional<byte[]> read(String file) {
      Path path = folder.resolve(file);
      if (!Files.isRegularFile(path)) {
        return Optional.empty();
      }
      try {
        return Optional.of(Files.readAllBytes(path));
      } catch (IOException e) {
        throw new ModelException("Cannot read %s: %s".formatted(path, e.getMessage()), e);
      }
    }

    @Override
    public ModelFile file(String file) {
      Path path = folder.resolve(file);
      if (!Files.isReadable(path) || !Files.isRegularFile(path)) {
        throw new ModelException("The model file %s is missing or unreadable".formatted(path));
      }
      return new ModelFile.OnDisk(path);
    }
  }

  /** A folder of the class path. Such folders cannot be seen, only files in them. */
  record Embedded(String folder, ClassLoader loader) implements ModelFolder {

    @Override
    public String name() {
      return folder.substring(folder.lastIndexOf('/') + 1);
    }

    @Override
    public String describe(String file) {
      return ModelRepository.CLASSPATH + path(file);
    }

    @Override
    public boolean has(String file) {
      return loader.getResource(path(file)) != null;
    }

    @Override
    public Optional<byte[]> read(String file) {
      try (InputStream stream = loader.getResourceAsStream(path(file))) {
        return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
      } catch (IOException e) {
        throw new ModelException("Cannot read %s: %s".formatted(describe(file), e.getMessage()), e);
      }
    }

    @Override
    public ModelFile file(String file) {
      if (!has(file)) {
        throw new ModelException("The model file %s is missing".formatted(describe(file)));
      }
      return new ModelFile.Embedded(describe(file), () -> read(file).orElseThrow());
    }

    /** A descriptor may name what lies beside its folder; class loaders know no such steps. */
    private String path(String file) {
      String path = folder + "/" + file;
      return file.startsWith("../") ? Path.of(path).normalize().toString() : path;
    }
  }
}
