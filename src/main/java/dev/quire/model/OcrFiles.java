package dev.quire.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the models of text reading in a folder by what their files, or the folders that they lie
 * in, are called. Only folders of the file system can be looked through.
 */
record OcrFiles(ModelFolder folder) {

  private static final String GRAPH = ".onnx";

  /** The words that names of models have, in any language and version. */
  enum Kind {
    DETECTION(List.of("det")),
    LINE_ORIENTATION(List.of("cls", "ori", "orientation")),
    PAGE_ORIENTATION(LINE_ORIENTATION.words),
    RECOGNITION(List.of("rec"));

    /** What tells orientation of pages from that of lines. */
    private static final Set<String> WHOLE = Set.of("doc", "document", "page");

    private final List<String> words;

    Kind(List<String> words) {
      this.words = words;
    }

    /** As {@code ocr.yml} calls it. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private boolean names(String file) {
      List<String> parts = List.of(file.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"));
      return words.stream().anyMatch(parts::contains)
          && switch (this) {
            case LINE_ORIENTATION -> parts.stream().noneMatch(WHOLE::contains);
            case PAGE_ORIENTATION -> parts.stream().anyMatch(WHOLE::contains);
            case DETECTION, RECOGNITION -> true;
          };
    }

    /** The same for people, and in the names of models. */
    String dashed() {
      return key().replace('_', '-');
    }
  }

  /**
   * The one graph of a kind.
   *
   * @return its path within the folder; empty if there is none
   * @throws ModelException if there are several
   */
  Optional<String> find(Kind kind) {
    List<String> found = files(GRAPH).stream().filter(kind::names).toList();
    if (found.size() > 1) {
      throw new ModelException(
          "%s has several graphs for %s: %s; name one of them in ocr.yml"
              .formatted(folder.describe(""), kind.dashed(), found));
    }
    return found.stream().findFirst();
  }

  /** The one text file whose name says that it lists characters. */
  Optional<String> characters() {
    List<String> found =
        files(".txt").stream()
            .filter(file -> file.contains("keys") || file.contains("dict"))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private List<String> files(String ending) {
    if (!(folder instanceof ModelFolder.OnDisk disk)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(disk.folder(), 2)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .filter(Files::isRegularFile)
          .map(file -> disk.folder().relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ModelException("Cannot read %s: %s".formatted(disk.folder(), e.getMessage()), e);
    }
  }
}
