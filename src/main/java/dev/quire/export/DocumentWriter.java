package dev.quire.export;

import java.io.IOException;
import java.io.OutputStream;

/** Writes documents in one format. Stateless and thread-safe. */
interface DocumentWriter {

  /**
   * Writes a document in UTF-8 and leaves the stream open.
   *
   * @throws IOException if the stream fails
   */
  void write(LaidOutDocument document, OutputStream out) throws IOException;
}
