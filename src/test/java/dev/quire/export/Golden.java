package dev.quire.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Compares an export with a file that was looked at. */
final class Golden {

  private Golden() {}

  static void assertMatches(String file, ExportFormat format) throws IOException {
    byte[] export = new DocumentExporter().export(Documents.twoPages(), format);
    try (InputStream stream = Golden.class.getResourceAsStream("/export/" + file)) {
      assertNotNull(stream, file);
      assertEquals(
          new String(stream.readAllBytes(), StandardCharsets.UTF_8),
          new String(export, StandardCharsets.UTF_8));
    }
  }
}
