package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.FuzzedPdfs;
import dev.quire.document.InvalidDocumentException;
import dev.quire.reading.ReadPage;
import java.io.IOException;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;

/** Files in which bytes are changed at random are given text or refused, and nothing else. */
class DamagedOriginalTest {

  private static final int FILES = 400;

  private final ReadPage read = Sheet.latin(1000, 1400).page(1);

  @Test
  void isWrittenOrRefused() throws IOException {
    byte[] whole =
        Originals.drawing(
            new PDRectangle(500, 700),
            pdf -> {
              try (PDPageContentStream contents = new PDPageContentStream(pdf, pdf.getPage(0))) {
                contents.beginText();
                contents.setFont(new PDType1Font(FontName.HELVETICA), 12);
                contents.showText("Invisible");
                contents.endText();
              }
            });
    Random random = new Random(21);
    int written = 0;
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      try {
        Originals.searchable(FuzzedPdfs.damaged(whole, random), read);
        written++;
      } catch (InvalidDocumentException | TextNotPermittedException | IndexOutOfBoundsException e) {
        refused++;
      }
    }
    assertTrue(written > 0 && refused > 0, written + " written, " + refused + " refused");
  }
}
