package dev.quire.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes PDF files object by object, as ISO 32000-2 spells them, without asking whether they make
 * sense. Object 1 is the catalog and 2 the root of the page tree.
 */
final class PdfText {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  PdfText() {
    put("%PDF-1.7\n");
    object("<< /Type /Catalog /Pages 2 0 R >>");
  }

  /** Object 2: what the root of the page tree says besides its type. */
  PdfText pages(String attributes) {
    return object("<< /Type /Pages " + attributes + " >>");
  }

  /** A page and, as the next object, its contents. */
  PdfText page(String attributes, String contents) {
    int stream = offsets.size() + 2;
    object("<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>".formatted(attributes, stream));
    return stream("", contents.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next object. */
  PdfText object(String text) {
    begin();
    put(text + "\nendobj\n");
    return this;
  }

  /** A stream as the next object. */
  PdfText stream(String attributes, byte[] data) {
    begin();
    put("<< %s /Length %d >>\nstream\n".formatted(attributes, data.length));
    out.writeBytes(data);
    put("\nendstream\nendobj\n");
    return this;
  }

  /** The file, with its table of objects. */
  byte[] file() {
    int table = out.size();
    put("xref\n0 %d\n0000000000 65535 f \n".formatted(offsets.size() + 1));
    offsets.forEach(offset -> put("%010d 00000 n \n".formatted(offset)));
    put("trailer\n<< /Size %d /Root 1 0 R >>\n".formatted(offsets.size() + 1));
    put("startxref\n%d\n%%%%EOF\n".formatted(table));
    return out.toByteArray();
  }

  private void begin() {
    offsets.add(out.size());
    put(offsets.size() + " 0 obj\n");
  }

  private void put(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
