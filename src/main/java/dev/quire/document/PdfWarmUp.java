package dev.quire.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFontFactory;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * A small document whose drawing makes PDFBox look for the host's fonts, which takes seconds, and
 * tells whether they have the characters that documents leave to them most.
 */
final class PdfWarmUp {

  private static final float SIDE = 72;

  /** A word, and a character of each of the scripts whose fonts are too large to come along. */
  private static final String TEXT =
      "BT 4 4 Td /Latin 12 Tf (Quire) Tj /Chinese 12 Tf <4e2d> Tj /Japanese 12 Tf <3042> Tj"
          + " /Korean 12 Tf <d55c> Tj ET";

  /** A page with text in fonts that the document does not bring along. */
  byte[] document() {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(SIDE, SIDE));
      document.addPage(page);
      PDResources fonts = new PDResources();
      fonts.put(COSName.getPDFName("Latin"), new PDType1Font(Standard14Fonts.FontName.HELVETICA));
      borrow(fonts, "Chinese", BorrowedFont.CHINESE);
      borrow(fonts, "Japanese", BorrowedFont.JAPANESE);
      borrow(fonts, "Korean", BorrowedFont.KOREAN);
      page.setResources(fonts);
      PDStream contents = new PDStream(document);
      try (OutputStream out = contents.createOutputStream()) {
        out.write(TEXT.getBytes(StandardCharsets.US_ASCII));
      }
      page.setContents(contents);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("A document in memory cannot be written", e);
    }
  }

  private static void borrow(PDResources fonts, String name, BorrowedFont font) throws IOException {
    fonts.put(COSName.getPDFName(name), PDFontFactory.createFont(font.dictionary()));
  }
}
