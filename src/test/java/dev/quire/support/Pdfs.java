package dev.quire.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** PDF documents for tests. */
public final class Pdfs {

  private Pdfs() {}

  /** Blank pages of these widths in points, 100 high; 0 is as 10. */
  public static byte[] pages(int... widths) {
    try (PDDocument document = new PDDocument()) {
      for (int width : widths) {
        document.addPage(new PDPage(new PDRectangle(width == 0 ? 10 : width, 100)));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
