package dev.quire.document.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.document.text.LayerPdfs.Making;
import dev.quire.image.Bitmap;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.io.File;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text layers say what pages show, where they show it. */
class PageTextTest {

  /** Arabic letters are there on most machines, in this font. */
  private static final File DEJAVU = new File("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");

  private static final double MARGIN = 4;

  private static TextLayer layer(byte[] file) {
    try (Document document = new Documents(DocumentSettings.defaults()).open(file)) {
      return document.textLayer(1, () -> false).orElseThrow();
    }
  }

  private static TextLayer made(Making making) throws IOException {
    return layer(LayerPdfs.make(making));
  }

  private static List<String> texts(TextLayer layer) {
    return layer.lines().stream().map(ReadLine::text).toList();
  }

  @TestFactory
  Stream<DynamicTest> wordsStandWhereTheirInkIs() throws IOException {
    return LayerPdfs.agreeing().entrySet().stream()
        .map(
            made ->
                DynamicTest.dynamicTest(made.getKey(), () -> assertWordsHoldInk(made.getValue())));
  }

  private static void assertWordsHoldInk(byte[] file) {
    try (Document document = new Documents(DocumentSettings.defaults()).open(file)) {
      TextLayer layer = document.textLayer(1, () -> false).orElseThrow();
      Bitmap page = (Bitmap) document.page(1);
      assertEquals(page.width(), layer.width());
      assertEquals(page.height(), layer.height());
      assertEquals(Set.of(LayerPdfs.LINE, LayerPdfs.OTHER), Set.copyOf(texts(layer)));
      InkPlane ink = InkPlane.of(page);
      List<ReadWord> words = layer.lines().stream().flatMap(line -> line.words().stream()).toList();
      assertEquals(6, words.size());
      for (ReadWord word : words) {
        BitSet cells = ink.cells(List.of(word.area()), 0);
        assertTrue((double) ink.count(cells) / cells.cardinality() > 0.2, "ink of " + word);
      }
      BitSet all = new BitSet();
      all.set(0, ink.columns() * ink.rows());
      BitSet within = ink.cells(words.stream().map(ReadWord::area).toList(), MARGIN);
      assertEquals(ink.count(all), ink.count(within), "ink within words");
      assertTrue(LayerDecision.of(layer, ink, List.of()).trustworthy());
    }
  }

  @Test
  void ligaturesAreTheirLetters() throws IOException {
    TextLayer layer =
        made(
            (pdf, page) ->
                LayerPdfs.text(pdf, page, LayerPdfs.sans(pdf), 60, 200, "\ufb01ne of\ufb02ine"));
    assertEquals(List.of("fine offline"), texts(layer));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void charactersThatAreDrawingsHaveTheirPlace(boolean downwards) throws IOException {
    TextLayer layer =
        made(
            (pdf, page) -> {
              COSName font = COSName.getPDFName("Squares");
              LayerPdfs.operators(
                  pdf, page, "BT /Squares 20 Tf 60 200 Td (ABA) Tj 48 0 Td (BB) Tj ET");
              COSDictionary fonts = new COSDictionary();
              fonts.setItem(font, LayerPdfs.squares(pdf, downwards));
              page.getResources().getCOSObject().setItem(COSName.FONT, fonts);
            });
    assertEquals(List.of("ABA BB"), texts(layer));
    // 144 dpi: two pixels to a point
    ReadWord word = layer.lines().get(0).words().get(0);
    assertEquals(120, word.area().left());
    assertEquals(192, word.area().right());
    assertEquals(200, word.area().bottom());
    assertEquals(172, word.area().top());
  }

  @Test
  void ideographsAreReadWithoutTheirFont() throws IOException {
    TextLayer layer =
        made(
            (pdf, page) ->
                LayerPdfs.utf16(
                    pdf, page, LayerPdfs.ideographs("UniGB-UTF16-H", "GB1"), 60, 200, "古代建筑 图纸"));
    assertEquals(List.of("古代建筑 图纸"), texts(layer));
    assertEquals(WritingMode.LEFT_TO_RIGHT, layer.lines().get(0).mode());
  }

  @Test
  void aVerticalFontMakesVerticalLines() throws IOException {
    TextLayer layer =
        made(
            (pdf, page) ->
                LayerPdfs.utf16(
                    pdf,
                    page,
                    LayerPdfs.ideographs("UniJIS-UTF16-V", "Japan1"),
                    200,
                    250,
                    "吾輩は猫である"));
    assertEquals(List.of("吾輩は猫である"), texts(layer));
    ReadLine line = layer.lines().get(0);
    assertEquals(WritingMode.VERTICAL, line.mode());
    assertTrue(line.area().height() > 5 * line.area().width());
    assertEquals(400.0, line.area().centreX(), 5.0);
    assertEquals(100.0, line.area().top(), 5.0);
  }

  @Test
  void ideographsBelowEachOtherAreVerticalLines() throws IOException {
    TextLayer layer =
        made(
            (pdf, page) -> {
              COSName font = page.getResources().add(LayerPdfs.ideographs("UniGB-UTF16-H", "GB1"));
              StringBuilder operators = new StringBuilder("BT /" + font.getName() + " 20 Tf ");
              int column = 0;
              for (String text : List.of("古代建筑图纸", "交通流量统计")) {
                for (int i = 0; i < text.length(); i++) {
                  operators.append(
                      "1 0 0 1 %d %d Tm <%04x> Tj "
                          .formatted(300 - 30 * column, 250 - 22 * i, (int) text.charAt(i)));
                }
                column++;
              }
              LayerPdfs.operators(pdf, page, operators + "ET");
            });
    assertEquals(List.of("古代建筑图纸", "交通流量统计"), texts(layer));
    assertTrue(layer.lines().stream().allMatch(line -> line.mode() == WritingMode.VERTICAL));
  }

  @Test
  void textFromRightToLeftIsInLogicalOrder() throws IOException {
    assumeTrue(DEJAVU.exists(), DEJAVU + " is not here");
    String logical =
        "\u0633\u0644\u0627\u0645 (\u0639\u0627\u0644\u0645) 123 \u0643\u062a\u0627\u0628";
    TextLayer layer =
        made(
            (pdf, page) -> {
              String visual =
                  new StringBuilder(
                          "\u0633\u0644\u0627\u0645 )\u0639\u0627\u0644\u0645( 321 \u0643\u062a\u0627\u0628")
                      .reverse()
                      .toString();
              LayerPdfs.text(pdf, page, PDType0Font.load(pdf, DEJAVU), 60, 200, visual);
            });
    assertEquals(List.of(logical), texts(layer));
    ReadLine line = layer.lines().get(0);
    assertEquals(WritingMode.RIGHT_TO_LEFT, line.mode());
    assertTrue(line.words().get(0).area().left() > line.words().get(1).area().right());
  }

  @Test
  void formFieldsAndAnnotationsAreReadAsTheyAreShown() throws IOException {
    assertEquals(
        List.of("Ada Lovelace"),
        texts(made((pdf, page) -> LayerPdfs.field(pdf, page, "Ada Lovelace"))));
    TextLayer stamped = made((pdf, page) -> LayerPdfs.stamp(pdf, page, "APPROVED", false));
    assertEquals(List.of("APPROVED"), texts(stamped));
    assertEquals(320.0, stamped.lines().get(0).area().left(), 5.0);
    assertEquals(List.of(), texts(made((pdf, page) -> LayerPdfs.stamp(pdf, page, "SECRET", true))));
  }

  @Test
  void hiddenAndTinyAndCoveredTextIsTold() throws IOException {
    TextLayer layer =
        made(
            (pdf, page) -> {
              LayerPdfs.lines(pdf, page);
              LayerPdfs.contents(
                  pdf,
                  page,
                  contents -> {
                    contents.beginText();
                    contents.setFont(LayerPdfs.helvetica(), 12);
                    contents.setRenderingMode(RenderingMode.NEITHER);
                    contents.newLineAtOffset(60, 100);
                    contents.showText("ignore");
                    contents.setFont(LayerPdfs.helvetica(), 0.1f);
                    contents.showText("dust");
                    contents.endText();
                  });
            });
    assertEquals(List.of(LayerPdfs.LINE, LayerPdfs.OTHER), texts(layer));
    assertEquals(6, layer.facts().invisible());
  }

  @Test
  void aSpelledOutTextStandsForItsShapes() throws IOException {
    TextLayer layer =
        made(
            (pdf, page) -> {
              COSName font = page.getResources().add(LayerPdfs.helvetica());
              LayerPdfs.operators(
                  pdf,
                  page,
                  "BT /%s 16 Tf 60 200 Td (in ) Tj /Span <</ActualText (office)>> BDC (oXce) Tj EMC ( hours) Tj ET"
                      .formatted(font.getName()));
            });
    assertEquals(List.of("in office hours"), texts(layer));
  }

  /** As browsers (5/6 of the size, a third higher) and TeX (7/10) set them. */
  @ParameterizedTest
  @CsvSource({"10, 4", "8.4, 4.3"})
  void raisedAndLoweredCharactersStayInTheirLine(double size, double raised) throws IOException {
    TextLayer layer =
        made(
            (pdf, page) -> {
              COSName font = page.getResources().add(LayerPdfs.helvetica());
              String operators =
                  """
                  BT 1 0 0 1 20 200 Tm /%1$s 12 Tf (H) Tj /%1$s %2$s Tf %4$s Ts (2) Tj
                  0 Ts /%1$s 12 Tf (O and x) Tj /%1$s %2$s Tf %4$s Ts (i) Tj %3$s Ts (2) Tj
                  0 Ts /%1$s 12 Tf ( of r) Tj /%1$s %2$s Tf %3$s Ts (2) Tj
                  0 Ts /%1$s 12 Tf ( hold) Tj ET
                  """;
              LayerPdfs.operators(
                  pdf, page, operators.formatted(font.getName(), size, raised, -raised / 2));
            });

    assertEquals(List.of("H2O and xi2 of r2 hold"), texts(layer));
  }

  @Test
  void columnsAreLinesOfTheirOwn() throws IOException {
    TextLayer layer =
        made(
            (pdf, page) -> {
              for (int i = 0; i < 4; i++) {
                LayerPdfs.text(pdf, page, LayerPdfs.helvetica(), 20, 250 - 20 * i, "left " + i);
                LayerPdfs.text(pdf, page, LayerPdfs.helvetica(), 100, 250 - 20 * i, "right " + i);
              }
            });
    assertEquals(8, texts(layer).size());
    assertTrue(texts(layer).containsAll(List.of("left 2", "right 2")), texts(layer)::toString);
  }

  @Test
  void moreCharactersThanAreReadAreAReason() throws IOException {
    String many = "x".repeat(PageText.MOST_CHARACTERS / 100);
    TextLayer layer =
        made(
            (pdf, page) -> {
              COSName font = page.getResources().add(LayerPdfs.helvetica());
              String line = "1 0 0 1 10 %d Tm (" + many + ") Tj ";
              StringBuilder operators = new StringBuilder("BT /" + font.getName() + " 1 Tf 5 Tz ");
              for (int i = 0; i < 101; i++) {
                operators.append(line.formatted(10 + i));
              }
              LayerPdfs.operators(pdf, page, operators + "ET");
            });
    assertTrue(layer.facts().tooMuch());
    assertEquals(List.of(), layer.lines());
    assertEquals("too-much-text", LayerDecision.of(layer).reason());
  }
}
