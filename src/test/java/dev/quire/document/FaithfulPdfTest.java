package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.image.PageWarning.Kind;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.graphics.pattern.PDAbstractPattern;
import org.apache.pdfbox.pdmodel.graphics.pattern.PDTilingPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a document can be read is read, and what is missing is said. */
class FaithfulPdfTest {

  private static final PDRectangle PAGE = new PDRectangle(100, 100);
  private static final String SQUARE = "20 20 40 40 re f ";

  private final Documents documents = new Documents(DocumentSettings.defaults());

  private static void addPage(PDDocument document, COSStream contents) {
    PDPage page = new PDPage(PAGE);
    document.addPage(page);
    page.setContents(new PDStream(contents));
  }

  private static COSStream stream(String operators) {
    COSStream stream = new COSStream();
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(operators.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stream;
  }

  private static byte[] page(COSStream... contents) {
    try (TestPdfs pdf = new TestPdfs()) {
      return pdf.change(
              document -> {
                addPage(document, contents[0]);
                COSArray all = new COSArray();
                for (COSStream piece : contents) {
                  all.add(piece);
                }
                document.getPage(0).getCOSObject().setItem(COSName.CONTENTS, all);
              })
          .save();
    }
  }

  private static COSStream unknownFilter() {
    COSStream stream = stream(SQUARE);
    stream.setItem(COSName.FILTER, COSName.getPDFName("BrotliDecode"));
    return stream;
  }

  private static void assertBlankRefused(byte[] file) {
    InvalidDocumentException refusal =
        assertThrows(InvalidDocumentException.class, () -> DrawnPage.of(file));
    assertEquals(Reason.UNSUPPORTED_CONTENT, refusal.reason());
    assertTrue(refusal.getMessage().contains("cannot be drawn"), refusal::getMessage);
    assertEquals(1, refusal.page().getAsInt());
  }

  @Test
  void refusesAPageWhoseContentsCannotBeRead() {
    assertBlankRefused(page(unknownFilter()));
  }

  @Test
  void drawsTheContentsThatCanBeRead() {
    DrawnPage page = DrawnPage.of(page(stream(SQUARE), unknownFilter()));

    assertEquals(1600, page.ink());
    assertEquals(List.of(Kind.NOT_DRAWN), page.warnings());
  }

  @Test
  void leavesAnEmptyPageEmpty() {
    DrawnPage page = DrawnPage.of(page(stream(" ")));

    assertEquals(0, page.ink());
    assertEquals(List.of(), page.warnings());
  }

  /** The reader takes all of it for operands. */
  @ParameterizedTest
  @ValueSource(strings = {"<< /Key (never closed) ", "[ 1 2 3 ", "20 20 40 40", "(text"})
  void refusesContentsThatHaveNoOperator(String contents) {
    assertBlankRefused(page(stream(contents)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "% nothing but a comment",
        "1 g 0 0 100 100 re f",
        "0 g",
        "q Q",
        "BT /F 20 Tf 3 Tr 20 20 Td (seen by nobody) Tj ET",
        "BT /F 20 Tf 20 20 Td (   ) Tj ET",
        "20 20 40 40 re n",
      })
  void aPageThatPaintsNothingIsBlankWithoutAWarning(String contents) throws IOException {
    DrawnPage page = DrawnPage.of(withResources(contents));

    assertEquals(0, page.ink());
    assertEquals(List.of(), page.warnings());
  }

  /** Beside the page, clipped, in white on white, or in a pattern whose cells vanish. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 g 200 200 40 40 re f",
        "20 20 40 40 re W n 0 g 70 70 9 9 re f",
        "0 G 300 300 m 400 400 l S",
        "1 g BT /F 20 Tf 20 20 Td (text) Tj ET",
        "BT /F 20 Tf 400 20 Td (text) Tj ET",
        "/Pattern cs /Tiny scn 20 20 40 40 re f",
        "/Pattern cs /Vast scn 20 20 40 40 re f",
      })
  void aPageOfWhichNothingIsSeenHasAWarning(String contents) throws IOException {
    DrawnPage page = DrawnPage.of(withResources(contents));

    assertEquals(0, page.ink());
    assertEquals(List.of(Kind.INVISIBLE), page.warnings());
    assertEquals(
        List.of(), DrawnPage.of(withResources(contents + " 0 g 20 20 40 40 re f")).warnings());
  }

  /** Contents that may use a font and two patterns whose cells are too small or too large. */
  private static byte[] withResources(String contents) throws IOException {
    try (TestPdfs pdf = new TestPdfs()) {
      return pdf.change(
              document -> {
                addPage(document, stream(contents));
                PDResources resources = new PDResources();
                resources.put(COSName.F, new PDType1Font(FontName.HELVETICA));
                resources.put(
                    COSName.getPDFName("Tiny"), tiling(new PDRectangle(10, 10), 10, 1e-9f));
                resources.put(
                    COSName.getPDFName("Vast"), tiling(new PDRectangle(1e6f, 1e6f), 1e6f, 1));
                document.getPage(0).setResources(resources);
              })
          .save();
    }
  }

  private static PDTilingPattern tiling(PDRectangle box, float step, float scale) {
    COSStream cell = stream("0 g 1 1 5 5 re f");
    cell.setInt(COSName.PATTERN_TYPE, PDAbstractPattern.TYPE_TILING_PATTERN);
    PDTilingPattern pattern = new PDTilingPattern(cell);
    pattern.setResources(new PDResources());
    pattern.setPaintType(PDTilingPattern.PAINT_COLORED);
    pattern.setTilingType(PDTilingPattern.TILING_CONSTANT_SPACING);
    pattern.setBBox(box);
    pattern.setXStep(step);
    pattern.setYStep(step);
    pattern.setMatrix(AffineTransform.getScaleInstance(scale, scale));
    return pattern;
  }

  /** Each is passed over by itself; what comes before and after is there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Missing Do",
        "1 2 3 zap",
        "/Missing sh",
        "/Pattern cs /Missing scn 0 0 9 9 re f 0 g",
        "/Missing cs",
        "BI /W 4 /H 4 /BPC 8 /CS /RGB /F /Brotli ID 0123456789 EI",
      })
  void drawsAroundWhatCannotBeDrawn(String operators) {
    DrawnPage page = DrawnPage.of(page(stream(SQUARE + operators + " 70 70 10 10 re f")));

    assertTrue(page.ink() >= 1600, operators);
    assertEquals(0x000000, page.pixel(75, 25), operators);
    assertEquals(List.of(Kind.NOT_DRAWN), page.warnings(), operators);
    assertBlankRefused(page(stream(operators)));
  }

  /** States restored more often than saved are common, and harm nothing. */
  @Test
  void saysNothingOfHarmlessSlips() {
    DrawnPage page = DrawnPage.of(page(stream("Q Q BX zap EX /A MP " + SQUARE + "Q")));

    assertEquals(1600, page.ink());
    assertEquals(List.of(), page.warnings());
  }

  @Test
  void warnsOfContentsCutShort() throws Exception {
    COSStream whole = new COSStream();
    try (OutputStream out = whole.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(SQUARE.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 4000; i++) {
        out.write(
            "%d %d 1 1 re f "
                .formatted(i * 7 % 100, i * 13 % 100)
                .getBytes(StandardCharsets.US_ASCII));
      }
    }
    byte[] code = whole.createRawInputStream().readAllBytes();
    COSStream cut = new COSStream();
    try (OutputStream out = cut.createRawOutputStream()) {
      out.write(code, 0, code.length / 2);
    }
    cut.setItem(COSName.FILTER, COSName.FLATE_DECODE);

    DrawnPage page = DrawnPage.of(page(cut));

    assertTrue(page.ink() >= 1600);
    assertTrue(page.warnings().contains(Kind.DAMAGED), page.warnings()::toString);
  }

  @Test
  void warnsOfAFormThatCannotBeRead() {
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          pdf.change(
                  document -> {
                    addPage(document, stream("/F Do " + SQUARE));
                    PDFormXObject form = new PDFormXObject(new PDStream(unknownFilter()));
                    form.setBBox(PAGE);
                    PDResources resources = new PDResources();
                    resources.put(COSName.getPDFName("F"), form);
                    document.getPage(0).setResources(resources);
                  })
              .save();

      DrawnPage page = DrawnPage.of(file);
      assertEquals(1600, page.ink());
      assertTrue(page.warnings().contains(Kind.NOT_DRAWN));
    }
  }

  /** Another font stands in for one that cannot be read. */
  @ParameterizedTest
  @ValueSource(strings = {"TrueType/FontFile2", "Type1/FontFile", "Type1/FontFile3"})
  void drawsTextWhoseFontIsDamaged(String kind) {
    String[] kinds = kind.split("/");
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          pdf.change(
                  document -> {
                    addPage(document, stream("BT /F 30 Tf 5 40 Td (Text) Tj ET"));
                    COSDictionary descriptor = new COSDictionary();
                    descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
                    descriptor.setName(COSName.FONT_NAME, "Broken");
                    descriptor.setInt(COSName.FLAGS, 32);
                    descriptor.setItem(COSName.getPDFName(kinds[1]), stream("no font at all"));
                    COSDictionary font = new COSDictionary();
                    font.setItem(COSName.TYPE, COSName.FONT);
                    font.setName(COSName.SUBTYPE, kinds[0]);
                    font.setName(COSName.BASE_FONT, "Broken");
                    font.setItem(COSName.FONT_DESC, descriptor);
                    font.setItem(COSName.ENCODING, COSName.WIN_ANSI_ENCODING);
                    COSDictionary fonts = new COSDictionary();
                    fonts.setItem(COSName.getPDFName("F"), font);
                    PDResources resources = new PDResources();
                    resources.getCOSObject().setItem(COSName.FONT, fonts);
                    document.getPage(0).setResources(resources);
                  })
              .save();

      DrawnPage page = DrawnPage.of(file);
      assertTrue(page.ink() > 100, () -> page.ink() + " of ink");
      assertEquals(List.of(Kind.DAMAGED), page.warnings());
    }
  }

  @Test
  void drawsTextWhoseFontIsMissing() {
    DrawnPage page = DrawnPage.of(page(stream("BT /Missing 30 Tf 5 40 Td (Text) Tj ET")));

    assertTrue(page.ink() > 100, () -> page.ink() + " of ink");
    assertEquals(List.of(Kind.DAMAGED), page.warnings());
  }

  @ParameterizedTest
  @CsvSource({"10, 612, 792", "2.5, 153, 198", "1, 61, 79"})
  void isAsLargeAsItsUnitsMakeIt(float unit, int width, int height) {
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          pdf.corners(new PDRectangle(61.2f, 79.2f), 10)
              .change(document -> document.getPage(0).setUserUnit(unit))
              .save();

      DrawnPage page = DrawnPage.of(file);
      assertEquals(width, page.bitmap().width());
      assertEquals(height, page.bitmap().height());
      assertEquals(0xff0000, page.pixel((int) (9 * unit), height - (int) (9 * unit)));
      assertEquals(0xffffff, page.pixel((int) (12 * unit), height - (int) (12 * unit)));
    }
  }

  @Test
  void refusesUnitsThatMakeAPageHuge() {
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          pdf.corners(PAGE, 10).change(document -> document.getPage(0).setUserUnit(1e9f)).save();

      try (Document document = documents.open(file)) {
        assertEquals(
            Reason.BAD_DIMENSIONS,
            assertThrows(InvalidDocumentException.class, () -> document.size(1)).reason());
      }
    }
  }

  private static void assertThreePages(byte[] file) {
    for (int number = 1; number <= 3; number++) {
      DrawnPage page = DrawnPage.of(file, number);
      assertEquals(100 * number, page.bitmap().width());
      assertTrue(page.ink() > 0);
      assertEquals(List.of(Kind.REPAIRED), page.warnings());
    }
  }

  private TestPdfs threePages(TestPdfs pdf) {
    for (int number = 1; number <= 3; number++) {
      pdf.page(
          new PDRectangle(100 * number, 100),
          contents -> {
            contents.addRect(10, 10, 20, 20);
            contents.fill();
          });
    }
    return pdf;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2, 4, 5, 1000, Integer.MAX_VALUE})
  void readsThePagesThatThereAreWhateverTheirCount(int declared) {
    try (TestPdfs pdf = new TestPdfs()) {
      assertThreePages(threePages(pdf).declaring(declared).save());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop", "number", "nothing", "catalog"})
  void readsTheGoodPagesBesideABadOne(String bad) {
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          threePages(pdf)
              .change(
                  document -> {
                    COSDictionary root = document.getPages().getCOSObject();
                    COSDictionary other = new COSDictionary();
                    other.setItem(COSName.TYPE, COSName.CATALOG);
                    root.getCOSArray(COSName.KIDS)
                        .add(
                            1,
                            switch (bad) {
                              case "loop" -> root;
                              case "number" -> COSInteger.ONE;
                              case "nothing" -> new COSString("");
                              default -> other;
                            });
                    root.setInt(COSName.COUNT, 4);
                  })
              .save();
      assertThreePages(file);
    }
  }

  /** The branch's own count is wrong, the root's is right. */
  @Test
  void readsPagesOfABranchThatCountsThemWrong() {
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          threePages(pdf)
              .change(
                  document -> {
                    COSDictionary root = document.getPages().getCOSObject();
                    COSArray pages = root.getCOSArray(COSName.KIDS);
                    COSDictionary branch = new COSDictionary();
                    branch.setItem(COSName.TYPE, COSName.PAGES);
                    branch.setItem(COSName.KIDS, pages);
                    branch.setItem(COSName.PARENT, root);
                    branch.setInt(COSName.COUNT, 1);
                    COSArray kids = new COSArray();
                    kids.add(branch);
                    root.setItem(COSName.KIDS, kids);
                  })
              .save();
      assertThreePages(file);
    }
  }

  /** Streams and strings lie open; only attachments ask for a password, when they are opened. */
  @Test
  void readsADocumentWhoseAttachmentsAloneAreEncrypted() {
    String plain = new String(uncompressed(), StandardCharsets.ISO_8859_1);
    String encryption =
        "/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4"
            + " /StmF /Identity /StrF /Identity /EFF /StdCF /EncryptMetadata false"
            + " /CF << /StdCF << /AuthEvent /EFOpen /CFM /AESV3 /Length 32 >> >>"
            + " /O <%s> /U <%s> /OE <%s> /UE <%s> /Perms <%s> >>"
                .formatted(
                    "01".repeat(48),
                    "02".repeat(48),
                    "03".repeat(32),
                    "04".repeat(32),
                    "05".repeat(16));
    String attached = withTrailer(plain, encryption);
    String whole = withTrailer(plain, encryption.replace("/StmF /Identity", "/StmF /StdCF"));

    DrawnPage page = DrawnPage.of(attached.getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(page.ink() > 0);
    assertEquals(List.of(), page.warnings());
    assertEquals(
        Reason.PASSWORD_REQUIRED,
        assertThrows(
                InvalidDocumentException.class,
                () -> documents.open(whole.getBytes(StandardCharsets.ISO_8859_1)))
            .reason());
  }

  private static byte[] uncompressed() {
    try (TestPdfs pdf = new TestPdfs()) {
      return pdf.corners(PAGE, 20).saveUncompressed();
    }
  }

  private static String withTrailer(String file, String entry) {
    String start = "trailer\n<<";
    assertTrue(file.contains(start));
    return file.replace(start, start + " " + entry + " /ID [<00> <00>]");
  }

  /** Layers that are switched off are not drawn, whatever is within them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drawsTextOfALayerIfItIsSwitchedOn(boolean on) {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      PDOptionalContentGroup layer = new PDOptionalContentGroup("watermark");
      file =
          pdf.change(
                  document -> {
                    PDOptionalContentProperties layers = new PDOptionalContentProperties();
                    layers.addGroup(layer);
                    layers.setGroupEnabled(layer, on);
                    document.getDocumentCatalog().setOCProperties(layers);
                  })
              .page(
                  PAGE,
                  contents -> {
                    contents.beginMarkedContent(COSName.OC, layer);
                    contents.beginMarkedContent(COSName.P);
                    text(contents, 60);
                    contents.endMarkedContent();
                    text(contents, 40);
                    contents.endMarkedContent();
                    text(contents, 20);
                  })
              .save();
    }

    DrawnPage page = DrawnPage.of(file);

    assertTrue(page.ink(0, 68, 100, 20) > 30, "what is in no layer");
    assertEquals(on, page.ink(0, 48, 100, 20) > 30);
    assertEquals(on, page.ink(0, 28, 100, 20) > 30);
  }

  private static void text(PDPageContentStream contents, float y) throws IOException {
    contents.beginText();
    contents.setFont(new PDType1Font(FontName.HELVETICA_BOLD), 12);
    contents.newLineAtOffset(10, y);
    contents.showText("watermark");
    contents.endText();
  }
}
