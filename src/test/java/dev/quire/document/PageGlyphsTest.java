package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.PageWarning.Kind;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFontFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters that no font has leave a mark where they stand. */
class PageGlyphsTest {

  private static final PDRectangle PAGE = new PDRectangle(200, 50);

  /** A page of text in a font that the document leaves to the machine. */
  private static byte[] borrowed(BorrowedFont font, String hex, String operators) {
    try (TestPdfs pdf = new TestPdfs()) {
      return pdf.change(
              document -> {
                PDPage page = new PDPage(PAGE);
                document.addPage(page);
                PDResources resources = new PDResources();
                resources.put(COSName.getPDFName("F"), PDFontFactory.createFont(font.dictionary()));
                page.setResources(resources);
                COSStream contents = new COSStream();
                try (OutputStream out = contents.createOutputStream()) {
                  out.write(
                      "BT /F 20 Tf %s 10 15 Td <%s> Tj ET"
                          .formatted(operators, hex)
                          .getBytes(StandardCharsets.US_ASCII));
                }
                page.setContents(new PDStream(contents));
              })
          .save();
    }
  }

  /** With the machine's fonts or boxes, but never nothing. */
  @Test
  void drawsChineseJapaneseAndKorean() {
    assertInk(borrowed(BorrowedFont.CHINESE, "4e2d65876587672c", ""));
    assertInk(borrowed(BorrowedFont.JAPANESE, "65e5672c8a9e3042", ""));
    assertInk(borrowed(BorrowedFont.KOREAN, "d55cad6dc5b4d55c", ""));
  }

  private static void assertInk(byte[] file) {
    DrawnPage page = DrawnPage.of(file);
    for (int i = 0; i < 4; i++) {
      assertTrue(page.ink(10 + 20 * i, 0, 20, 50) > 10, "character " + i);
    }
  }

  /** No font has shapes for what the standard leaves to each to use as it likes. */
  @Test
  void drawsBoxesAndSaysHowMany() {
    byte[] file = borrowed(BorrowedFont.JAPANESE, "e000e001e002", "");

    DrawnPage page = DrawnPage.of(file);

    assertEquals(List.of(Kind.MISSING_GLYPHS), page.warnings());
    String detail = page.bitmap().warnings().get(0).detail();
    assertTrue(detail.contains("3 of the page's characters (Japanese)"), detail);
    assertInkInEach(page, 3);
  }

  private static void assertInkInEach(DrawnPage page, int characters) {
    for (int i = 0; i < characters; i++) {
      assertTrue(page.ink(10 + 20 * i, 0, 20, 50) > 10, "character " + i);
    }
  }

  /** As the text that recognition lays over a scan. */
  @ParameterizedTest
  @ValueSource(strings = {"3 Tr", "7 Tr"})
  void saysNothingOfInvisibleText(String mode) {
    DrawnPage page = DrawnPage.of(borrowed(BorrowedFont.JAPANESE, "e000e001e002", mode));

    assertEquals(0, page.ink());
    assertEquals(List.of(), page.warnings());
  }

  @Test
  void saysNothingOfSpaces() {
    DrawnPage page = DrawnPage.of(borrowed(BorrowedFont.JAPANESE, "00203000", ""));

    assertEquals(0, page.ink());
    assertEquals(List.of(), page.warnings());
  }

  /** Of the fonts of the service, at its start. */
  @Test
  void tellsAtTheStartWhatFontsLack() {
    assertTrue(
        new Documents(DocumentSettings.defaults())
            .warmUp().stream().allMatch(warning -> warning.kind() == Kind.MISSING_GLYPHS));
  }
}
