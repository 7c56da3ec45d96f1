package dev.quire.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Turns the layout of a document into files that other tools read. The same document gives the same
 * bytes. Stateless and thread-safe.
 */
public final class DocumentExporter {

  /**
   * Writes a document in UTF-8 and leaves the stream open.
   *
   * @throws IOException if the stream fails
   */
  public void write(LaidOutDocument document, ExportFormat format, OutputStream out)
      throws IOException {
    format.writer().write(document, out);
  }

  /** A document as bytes, in UTF-8. */
  public byte[] export(LaidOutDocument document, ExportFormat format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(document, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a document as " + format.id(), e);
    }
    return bytes.toByteArray();
  }
}
