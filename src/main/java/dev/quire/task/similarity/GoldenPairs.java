package dev.quire.task.similarity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The sentence pairs inside the application on which two runs of a model are compared. Thread-safe.
 */
public final class GoldenPairs {

  private static final String FILE = "golden/pairs.tsv";
  private static final String COMMENT = "#";

  private final ClassLoader loader;

  /** Looks for the pairs where the current thread's class loader does. */
  public GoldenPairs() {
    this(
        Thread.currentThread().getContextClassLoader() == null
            ? GoldenPairs.class.getClassLoader()
            : Thread.currentThread().getContextClassLoader());
  }

  /** Looks for the pairs in the given loader. */
  public GoldenPairs(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The pairs, always in the same order. Reads them anew with each call.
   *
   * @throws IllegalStateException if the file is missing or a line holds no two sentences
   * @throws UncheckedIOException if it cannot be read
   */
  public List<SentencePair> pairs() {
    try (InputStream stream = loader.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(
            "classpath:%s is missing; expected the golden pairs that ship with the service"
                .formatted(FILE));
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
          .map(GoldenPairs::pair)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read classpath:" + FILE, e);
    }
  }

  private static SentencePair pair(String line) {
    String[] sentences = line.split("\t", -1);
    if (sentences.length != 2) {
      throw new IllegalStateException(
          "classpath:%s: '%s' has %d columns; expected 2, parted by a tab"
              .formatted(FILE, line, sentences.length));
    }
    return new SentencePair(sentences[0], sentences[1]);
  }
}
