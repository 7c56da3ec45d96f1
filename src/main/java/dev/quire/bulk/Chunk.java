package dev.quire.bulk;

import dev.quire.client.FileType;
import java.util.List;
import java.util.stream.Collectors;

/** Pages of one file that are asked for together. */
sealed interface Chunk {

  /** The file's name in the results. */
  String input();

  /** The whole file. */
  byte[] body();

  /** What the file is. */
  FileType type();

  /** A picture, which is a page. */
  record Picture(String input, byte[] body, FileType type) implements Chunk {

    static final int PAGE = 1;
  }

  /**
   * Some pages of a document.
   *
   * @param pages from 1, ascending; at least one
   */
  record Window(String input, byte[] body, FileType type, List<Integer> pages) implements Chunk {

    /** The same for fewer pages. */
    Window of(List<Integer> fewer) {
      return new Window(input, body, type, fewer);
    }

    /** As the parameter {@code pages} names them. */
    String selection() {
      return pages.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
  }

  /** A document that cannot be read here; the service has the word on it. */
  record Unread(String input, byte[] body, FileType type) implements Chunk {}
}
