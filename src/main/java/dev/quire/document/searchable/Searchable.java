package dev.quire.document.searchable;

import java.util.Objects;

/**
 * A PDF file with invisible text.
 *
 * @param file its bytes
 * @param written what became of the document
 */
public record Searchable(byte[] file, Written written) {

  /** Checks that both are there. */
  public Searchable {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(written, "written");
  }
}
