package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Area;
import dev.quire.reading.ReadPage;
import dev.quire.reading.ReadWord;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SearchablePdfTest {

  private static final double PLACES = 0.95;

  private record Turn(String name, int rotation, Originals.Change change) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Script(String name, Sheet upright, Sheet sideways) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> pages() {
    List<Turn> turns = new ArrayList<>();
    for (int rotation = 0; rotation < 360; rotation += 90) {
      int by = rotation;
      turns.add(new Turn("turned by " + by, by, pdf -> pdf.getPage(0).setRotation(by)));
      turns.add(
          new Turn(
              "cropped and turned by " + by,
              by,
              pdf -> {
                pdf.getPage(0).setCropBox(new PDRectangle(40, 70, 400, 560));
                pdf.getPage(0).setRotation(by);
              }));
    }
    turns.add(new Turn("of large units", 0, pdf -> Originals.userUnit(pdf, 12.5f)));
    List<Script> scripts =
        List.of(
            new Script("Latin", Sheet.latin(1000, 1400), Sheet.latin(1400, 1000)),
            new Script("Chinese", Sheet.cjk(1000, 1400), Sheet.cjk(1400, 1000)),
            new Script("Arabic", Sheet.rightToLeft(1000, 1400), Sheet.rightToLeft(1400, 1000)),
            new Script("downwards", Sheet.vertical(1000, 1400), Sheet.vertical(1400, 1000)),
            new Script(
                "supplementary", Sheet.supplementary(1000, 1400), Sheet.supplementary(1400, 1000)));
    return turns.stream()
        .flatMap(turn -> scripts.stream().map(script -> Arguments.of(turn, script)));
  }

  @ParameterizedTest(name = "{1}, page {0}")
  @MethodSource("pages")
  void wordsAreAtTheirPlacesInOrder(Turn turn, Script script) throws IOException {
    boolean sideways = turn.rotation() % 180 != 0;
    Sheet sheet = sideways ? script.sideways() : script.upright();
    ReadPage read = sheet.page(1);
    byte[] original = Originals.drawing(new PDRectangle(30, 50, 500, 700), turn.change());

    Originals.Result result = Originals.searchable(original, read);

    assertEquals(sheet.words().size(), result.written().words());
    try (PDDocument before = Originals.open(original);
        PDDocument after = Originals.open(result.file())) {
      List<SeenWords.Seen> seen = SeenWords.on(after, 1, read.width(), read.height());
      double share = SeenWords.share(sheet.words(), seen);
      assertTrue(share >= PLACES, () -> share + " of " + sheet.words() + " in " + seen);
      assertEquals(
          letters(String.join("", sheet.words().stream().map(ReadWord::text).toList())),
          letters(SeenWords.text(after, 1, false)));
      assertArrayEquals(pixels(before), pixels(after));
      assertOwnContentsAreThere(before.getPage(0), after.getPage(0));
    }
  }

  @ParameterizedTest(name = "{1}, page {0}")
  @MethodSource("pages")
  void aWordIsWhatItsAreaHolds(Turn turn, Script script) throws IOException {
    boolean sideways = turn.rotation() % 180 != 0;
    Sheet sheet = sideways ? script.sideways() : script.upright();
    ReadPage read = sheet.page(1);
    byte[] original = Originals.drawing(new PDRectangle(30, 50, 500, 700), turn.change());
    try (PDDocument after = Originals.open(Originals.searchable(original, read).file())) {
      PDPage page = after.getPage(0);
      PDRectangle crop = page.getCropBox();
      double x = (sideways ? crop.getHeight() : crop.getWidth()) / read.width();
      double y = (sideways ? crop.getWidth() : crop.getHeight()) / read.height();
      PDFTextStripperByArea areas = new PDFTextStripperByArea();
      areas.setSortByPosition(true);
      List<ReadWord> words = sheet.words();
      for (int i = 0; i < words.size(); i++) {
        Area area = words.get(i).area();
        areas.addRegion(
            "" + i,
            new Rectangle2D.Double(
                (area.left() - 1) * x, (area.top() - 1) * y, area.width() * x, area.height() * y));
      }
      areas.extractRegions(page);
      for (int i = 0; i < words.size(); i++) {
        assertEquals(letters(words.get(i).text()), letters(areas.getTextForRegion("" + i)));
      }
    }
  }

  @Test
  void wordsDoNotRunTogether() throws IOException {
    byte[] original = Originals.drawing(new PDRectangle(500, 700), pdf -> {});
    try (PDDocument after =
        Originals.open(Originals.searchable(original, Sheet.latin(1000, 1400).page(1)).file())) {
      assertEquals(
          "Invisible text has no ink; it is found (all the same). Größe naïve Ωmega Привет €5",
          SeenWords.text(after, 1, false));
    }
  }

  @Test
  void arabicWordsAreInTheirOrder() throws IOException {
    byte[] original = Originals.drawing(new PDRectangle(500, 700), pdf -> {});
    Sheet sheet = Sheet.rightToLeft(1000, 1400);
    try (PDDocument after = Originals.open(Originals.searchable(original, sheet.page(1)).file())) {
      String text = SeenWords.text(after, 1, false);
      assertTrue(text.startsWith("هذا نص عربي سنة 2024 "), text);
      assertTrue(text.endsWith(" שלום עולם טוב"), text);
    }
  }

  /** PDFBox turns brackets round where they run to the left. */
  private static String letters(String text) {
    return text.replaceAll("[\\s()]+", "");
  }

  private static int[] pixels(PDDocument document) throws IOException {
    float unit = document.getPage(0).getUserUnit();
    BufferedImage image = new PDFRenderer(document).renderImage(0, 1 / unit);
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  private static void assertOwnContentsAreThere(PDPage before, PDPage after) throws IOException {
    Iterator<PDStream> pieces = after.getContentStreams();
    assertEquals("q\n", new String(pieces.next().toByteArray()));
    for (Iterator<PDStream> own = before.getContentStreams(); own.hasNext(); ) {
      try (InputStream one = own.next().getCOSObject().createRawInputStream();
          InputStream other = pieces.next().getCOSObject().createRawInputStream()) {
        assertArrayEquals(one.readAllBytes(), other.readAllBytes());
      }
    }
    String text = new String(pieces.next().toByteArray());
    assertTrue(text.startsWith("\nQ\nq\nBT") && text.endsWith("\nQ\n"), text);
    assertFalse(pieces.hasNext());
  }
}
