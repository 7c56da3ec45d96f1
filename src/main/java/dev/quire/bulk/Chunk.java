package dev.quire.bulk;

import dev.quire.client.FileType;
import java.util.List;
import java.util.Optional;
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

  /**
   * A document that is read into a file.
   *
   * @param content the document
   * @param pages which of its pages, as the parameter {@code pages} names them; empty for those
   *     that the job's parameters say, or all
   * @param output the file
   */
  record Whole(String input, FileBody content, Optional<String> pages, OutputFile output)
      implements Chunk {

    @Override
    public byte[] body() {
      return content.bytes();
    }

    @Override
    public FileType type() {
      return content.type();
    }

    /** The same for some of its pages. */
    Whole of(String fewer) {
      return new Whole(input, content, Optional.of(fewer), output);
    }
  }

  /** A document of which is asked which pages can be read, and not what they say. */
  record Survey(String input, byte[] body, FileType type) implements Chunk {}
}
