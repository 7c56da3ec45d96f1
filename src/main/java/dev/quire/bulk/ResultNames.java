package dev.quire.bulk;

import dev.quire.client.FileNames;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How files are called in the results: as they were given, a file in a folder with the folder
 * before it; or, where a root is set, by the path from there, so that a job may be resumed from
 * another folder or another machine. Which text a name is depends on its bytes alone, not on the
 * locale, and no two files have the same: {@link FileNames}.
 *
 * @param root what names are relative to
 */
public record ResultNames(Optional<Path> root) {

  /** The name of a file, with a slash between folders. */
  String of(Path file) {
    return FileNames.of(
        root.map(folder -> absolute(folder).relativize(absolute(file))).orElse(file));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
