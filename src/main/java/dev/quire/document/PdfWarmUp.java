package dev.quire.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** A small document whose drawing makes PDFBox look for the host's fonts, which takes seconds. */
final class PdfWarmUp {

  private static final float SIDE = 72;
  private static final float FONT_SIZE = 12;

  /** A page with text in a font that the document does not bring along. */
  byte[] document() {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(SIDE, SIDE));
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), FONT_SIZE);
        content.newLineAtOffset(FONT_SIZE, FONT_SIZE);
        content.showText("Quire");
        content.endText();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("A document in memory cannot be written", e);
    }
  }
}
