package dev.quire.engine.onnx;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where Linux's loader looks for shared libraries, as far as it can be told from outside: enough to
 * name what is missing, not to promise that the rest loads.
 *
 * @param folders folders that are searched
 * @param cache the loader's cache, which names what the configured folders hold
 */
record LibraryPath(List<Path> folders, Path cache) {

  private static final List<String> DEFAULT_FOLDERS =
      List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib");

  static LibraryPath ofSystem(Map<String, String> environment) {
    Stream<String> own =
        Stream.of(environment.getOrDefault("LD_LIBRARY_PATH", "").split(File.pathSeparator));
    return new LibraryPath(
        Stream.concat(own, DEFAULT_FOLDERS.stream())
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .toList(),
        Path.of("/etc/ld.so.cache"));
  }

  /** Whether a library, such as {@code libcudnn.so.9}, is to be found. */
  boolean has(String library) {
    return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(library)))
        || cached().contains("/" + library + "\0");
  }

  /** The cache's strings are absolute paths that end in a zero byte. */
  private String cached() {
    try {
      return Files.readString(cache, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
