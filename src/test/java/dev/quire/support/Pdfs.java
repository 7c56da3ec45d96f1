package dev.quire.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

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

  /** A4 pages of text in two columns, each under a heading, all different. */
  public static byte[] printed(int pages) {
    try (PDDocument document = new PDDocument()) {
      PDFont font = new PDType1Font(Standard14Fonts.FontName.TIMES_ROMAN);
      for (int number = 1; number <= pages; number++) {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          line(content, font, 20, 72, 760, "Chapter " + number);
          for (int column = 0; column < 2; column++) {
            for (int row = 0; row < 48; row++) {
              String text = "Line %d of page %d, column %d".formatted(row, number, column);
              line(content, font, 10, 72 + 235 * column, 720 - 13.5f * row, text + ", and so on.");
            }
          }
          line(content, font, 9, 290, 40, String.valueOf(number));
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(
      PDPageContentStream content, PDFont font, float size, float x, float y, String text)
      throws IOException {
    content.beginText();
    content.setFont(font, size);
    content.newLineAtOffset(x, y);
    content.showText(text);
    content.endText();
  }
}
