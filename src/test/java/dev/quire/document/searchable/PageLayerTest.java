package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.ReadPage;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages whose contents or resources are not as simple as they might be. */
class PageLayerTest {

  private static final PDRectangle BOX = new PDRectangle(500, 700);

  private final Sheet sheet = Sheet.latin(1000, 1400);
  private final ReadPage read = sheet.page(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "q 2 0 0 2 10 20 cm 1 0 0 rg 20 20 50 50 re f",
        "q q 0.5 0 0 -0.5 10 700 cm 0 1 0 rg 20 20 50 50 re f Q",
        "1 0 0 rg Q 20 20 50 50 re f",
        "0 0 1 rg Q Q 0 2 -2 0 300 20 cm 20 20 50 50 re f",
        "1 0 0 rg Q q 2 0 0 2 0 0 cm 20 20 50 50 re f",
        "2 0 0 2 10 20 cm 20 20 50 50 re f",
        "/OC /Hidden BDC 20 20 50 50 re f",
        "20 20 50 50 re f BT 3 Tr 40 Tz 5 Ts 7 Tc",
        "20 20 50 50 re f 100 100 5 5 re W n"
      })
  void anyContentsAreLeftAsTheyAreAndDoNotMoveTheText(String contents) throws IOException {
    byte[] original = Originals.contents(contents);
    byte[] file = Originals.searchable(original, read).file();
    try (PDDocument before = Originals.open(original);
        PDDocument after = Originals.open(file)) {
      List<SeenWords.Seen> seen = SeenWords.on(after, 1, 1000, 1400);
      assertEquals(1, SeenWords.share(sheet.words(), seen), () -> seen.toString());
      assertArrayEquals(pixels(before), pixels(after));
    }
  }

  private static int[] pixels(PDDocument document) throws IOException {
    BufferedImage image = new PDFRenderer(document).renderImage(0);
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  @Test
  void sharedResourcesStayShared() throws IOException {
    byte[] original =
        Originals.document(
            pdf -> {
              PDResources resources = new PDResources();
              resources.put(COSName.getPDFName("Invisible0"), new PDType1Font(FontName.HELVETICA));
              for (int i = 0; i < 2; i++) {
                PDPage page = new PDPage(BOX);
                page.setResources(resources);
                pdf.addPage(page);
              }
            });
    byte[] file = Originals.searchable(original, read).file();
    try (PDDocument after = Originals.open(file)) {
      assertEquals(1, fonts(after.getPage(1)).size());
      assertEquals(2, fonts(after.getPage(0)).size());
      assertEquals(
          "Helvetica",
          fonts(after.getPage(0))
              .getCOSDictionary(COSName.getPDFName("Invisible0"))
              .getNameAsString(COSName.BASE_FONT));
      assertEquals("", SeenWords.text(after, 2, false));
      assertNotEquals("", SeenWords.text(after, 1, false));
    }
  }

  private static COSDictionary fonts(PDPage page) {
    return page.getResources().getCOSObject().getCOSDictionary(COSName.FONT);
  }

  @Test
  void wordsThatThePageSaysItselfAreNotDoubled() throws IOException {
    byte[] original =
        Originals.drawing(
            BOX,
            pdf -> {
              try (PDPageContentStream contents = new PDPageContentStream(pdf, pdf.getPage(0))) {
                show(contents, "Invisible", 30, 651);
                show(contents, "garbage", 99, 651);
              }
            });
    Originals.Result result = Originals.searchable(original, read);
    assertEquals(1, result.written().present());
    assertEquals(sheet.words().size() - 1, result.written().words());
    try (PDDocument after = Originals.open(result.file())) {
      String text = SeenWords.text(after, 1, false);
      assertEquals(text.indexOf("Invisible"), text.lastIndexOf("Invisible"), text);
      assertTrue(text.contains(" has no ink;"), text);
    }
  }

  private static void show(PDPageContentStream contents, String text, float x, float y)
      throws IOException {
    contents.beginText();
    contents.setRenderingMode(RenderingMode.NEITHER);
    contents.setFont(new PDType1Font(FontName.HELVETICA), 12);
    contents.newLineAtOffset(x, y);
    contents.showText(text);
    contents.endText();
  }

  @Test
  void aPageIsGivenItsTextOnce() throws IOException {
    byte[] original = Originals.drawing(BOX, pdf -> {});
    Originals.Result result = Originals.searchable(original, read, read);
    assertEquals(sheet.words().size(), result.written().words());
  }

  @Test
  void fiveThousandWordsOfManyCharacters() throws IOException {
    Sheet many = new Sheet(10_000, 14_000);
    for (int row = 0; row < 500; row++) {
      String[] words = new String[10];
      for (int i = 0; i < words.length; i++) {
        words[i] = characters(0xf0000 + 14 * (row * words.length + i), 14);
      }
      many.line(50, 20 + row * 27, 20, WritingMode.LEFT_TO_RIGHT, words);
    }
    byte[] original = Originals.drawing(BOX, pdf -> {});
    Originals.Result result = Originals.searchable(original, many.page(1));
    assertEquals(5_000, result.written().words());
    try (PDDocument after = Originals.open(result.file())) {
      assertEquals(2, fonts(after.getPage(0)).size());
      List<SeenWords.Seen> seen = SeenWords.on(after, 1, 10_000, 14_000);
      String all = String.join("", seen.stream().map(SeenWords.Seen::text).toList());
      String expected = String.join("", many.words().stream().map(ReadWord::text).toList());
      assertArrayEquals(
          expected.codePoints().sorted().toArray(), all.codePoints().sorted().toArray());
      assertEquals(1, SeenWords.share(many.words().subList(0, 50), seen));
    }
  }

  private static String characters(int from, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = from; text.codePointCount(0, text.length()) < count; i++) {
      boolean letter = Character.isDefined(i) && Character.getType(i) != Character.SURROGATE;
      text.appendCodePoint(letter && !Character.isISOControl(i) ? i : 'x');
    }
    return text.toString();
  }

  @Test
  void charactersThatNobodyCanWriteAreLeftOut() throws IOException {
    Sheet odd = new Sheet(1000, 1400);
    odd.line(60, 80, 24, WritingMode.LEFT_TO_RIGHT, "a\ud800b", "\u0001", "\udc00\ufffe", "c\nd");
    byte[] original = Originals.drawing(BOX, pdf -> {});
    try (PDDocument after = Originals.open(Originals.searchable(original, odd.page(1)).file())) {
      assertEquals("ab cd", SeenWords.text(after, 1, false));
      assertFalse(after.isEncrypted());
    }
  }
}
