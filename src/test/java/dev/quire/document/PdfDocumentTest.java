package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.image.Bitmap;
import dev.quire.image.ImageLimits;
import dev.quire.image.Interpolation;
import dev.quire.image.PreparedImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.Stage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages come out as a viewer shows them, each at its own cost. */
class PdfDocumentTest {

  private static final int RED = 0xff0000;
  private static final int GREEN = 0x00ff00;
  private static final int BLUE = 0x0000ff;
  private static final int WHITE = 0xffffff;

  private final Documents documents = new Documents(DocumentSettings.defaults());

  @Test
  void drawsAsPdfBoxDoes() throws IOException {
    byte[] file = TestPdfs.text(3);

    try (Document document = documents.open(file);
        PDDocument reference = Loader.loadPDF(file)) {
      assertEquals(DocumentKind.PDF, document.kind());
      assertEquals(3, document.pageCount());
      for (int number = 1; number <= 3; number++) {
        BufferedImage expected = new PDFRenderer(reference).renderImageWithDPI(number - 1, 144);
        assertNearlySame(expected, (Bitmap) document.page(number));
        assertTrue(isNotBlank(expected));
      }
    }
  }

  @Test
  void reachesTheResizeAsItIs() {
    try (Document document = documents.open(TestPdfs.text(1))) {
      Bitmap page = (Bitmap) document.page(1);

      PreparedImage same = page.prepare(page.height(), page.width(), Interpolation.CUBIC);
      PreparedImage small = page.prepare(80, 60, Interpolation.CUBIC);

      byte[] rgb = new byte[page.bgr().length];
      for (int i = 0; i < rgb.length; i += 3) {
        rgb[i] = page.bgr()[i + 2];
        rgb[i + 1] = page.bgr()[i + 1];
        rgb[i + 2] = page.bgr()[i];
      }
      assertArrayEquals(rgb, same.pixels());
      assertEquals(80 * 60 * 3, small.pixels().length);
      assertEquals(1190, small.width());
      assertEquals(1683, small.height());
      assertTrue(small.decodeNanos() >= page.drawNanos());
    }
  }

  /** A page of 200×100 points, 72 dpi; turned clockwise, its lower left comes to the upper left. */
  @ParameterizedTest
  @CsvSource({
    // degrees, width, height, upper left, upper right, lower left, lower right
    "0, 200, 100, BLUE, WHITE, RED, GREEN",
    "90, 100, 200, RED, BLUE, GREEN, WHITE",
    "180, 200, 100, GREEN, RED, WHITE, BLUE",
    "270, 100, 200, WHITE, GREEN, BLUE, RED",
    "-90, 100, 200, WHITE, GREEN, BLUE, RED",
    "450, 100, 200, RED, BLUE, GREEN, WHITE"
  })
  void turnsPages(
      int degrees,
      int width,
      int height,
      String upperLeft,
      String upperRight,
      String lowerLeft,
      String lowerRight) {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file = pdf.corners(new PDRectangle(200, 100), 20).turned(degrees).save();
    }

    try (Document document = open(file, 72)) {
      assertEquals(new PageSize(width, height), document.size(1));
      assertCorners((Bitmap) document.page(1), upperLeft, upperRight, lowerLeft, lowerRight);
    }
  }

  /** Of a page of 200×100 points the part around its lower left corner's square. */
  @Test
  void showsTheCropBox() {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file = pdf.corners(new PDRectangle(200, 100), 20).cropped(10, 0, 60, 40).turned(90).save();
    }

    try (Document document = open(file, 144)) {
      assertEquals(new PageSize(80, 120), document.size(1));
      Bitmap page = (Bitmap) document.page(1);
      // Upright the red square is 10 wide and 20 high at the lower left; turned it is 20×10.
      assertEquals(RED, pixel(page, 1, 1));
      assertEquals(RED, pixel(page, 38, 18));
      assertEquals(WHITE, pixel(page, 42, 10));
      assertEquals(WHITE, pixel(page, 10, 22));
    }
  }

  /** A crop box may reach over the page's edge (ISO 32000-2, 14.11.2); then the page ends there. */
  @Test
  void cropsToThePage() {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file = pdf.corners(new PDRectangle(200, 100), 20).cropped(-50, -50, 100, 100).save();
    }

    try (Document document = open(file, 72)) {
      assertEquals(new PageSize(50, 50), document.size(1));
      assertEquals(RED, pixel((Bitmap) document.page(1), 1, 48));
    }
  }

  @Test
  void refusesAPageThatIsCroppedAway() {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file = pdf.corners(new PDRectangle(200, 100), 20).cropped(300, 0, 60, 40).save();
    }

    try (Document document = open(file, 72)) {
      assertPageRefused(Reason.BAD_DIMENSIONS, 1, document);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {36, 72, 100, 144, 300})
  void knowsSizesBeforeItDraws(int dpi) {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file =
          pdf.text(PDRectangle.A4, "A4")
              .text(PDRectangle.LETTER, "Letter")
              .text(new PDRectangle(123.4f, 77.7f), "odd")
              .turned(90)
              .save();
    }

    try (Document document = open(file, dpi)) {
      for (int number = 1; number <= 3; number++) {
        Bitmap page = (Bitmap) document.page(number);
        assertEquals(new PageSize(page.width(), page.height()), document.size(number));
      }
      assertEquals(
          new PageSize((int) (77.7f * dpi / 72), (int) (123.4f * dpi / 72)), document.size(3));
    }
  }

  @Test
  void drawsPicturesWithoutTemporaryFiles() {
    BufferedImage red = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      red.setRGB(i % 64, i / 64, RED);
    }
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file =
          pdf.picture(new PDRectangle(100, 100), red, true)
              .picture(new PDRectangle(100, 100), red, false)
              .save();
    }

    try (Document document = open(file, 72)) {
      int jpeg = pixel((Bitmap) document.page(1), 50, 50);
      assertTrue((jpeg >> 16) > 250 && (jpeg & 0xff) < 5 && (jpeg >> 8 & 0xff) < 5);
      assertEquals(RED, pixel((Bitmap) document.page(2), 50, 50));
    }
    assertFalse(ImageIO.getUseCache());
  }

  @Test
  void reads300Pages() {
    try (Document document = open(TestPdfs.text(300), 36)) {
      assertEquals(300, document.pageCount());
      for (int number = 1; number <= 300; number += 13) {
        assertEquals(new PageSize(297, 420), document.size(number));
        assertEquals(420, document.page(number).height());
      }
      assertThrows(IndexOutOfBoundsException.class, () -> document.page(0));
      assertThrows(IndexOutOfBoundsException.class, () -> document.page(301));
      assertThrows(IndexOutOfBoundsException.class, () -> document.size(301));
    }
  }

  @Test
  void refusesAHugePageAlone() {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file =
          pdf.text(PDRectangle.A4, "before")
              .page(new PDRectangle(9000, 9000), contents -> {})
              .page(new PDRectangle(14_400, 10), contents -> {})
              .text(PDRectangle.A4, "after")
              .save();
    }

    try (Document document = documents.open(file)) {
      assertEquals(1190, document.page(1).width());
      InvalidDocumentException area = assertPageRefused(Reason.TOO_LARGE, 2, document);
      assertEquals(
          "Page 2 is 18000×18000 pixels at 144 dpi; at most 100000000 pixels are accepted",
          area.getMessage());
      assertPageRefused(Reason.BAD_DIMENSIONS, 3, document);
      assertEquals(1190, document.page(4).width());
    }
  }

  @Test
  void refusesAHugePictureBeforeItIsDecoded() {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file =
          pdf.pictureClaiming(50_000, 50_000, COSName.FLATE_DECODE)
              .text(PDRectangle.A4, "after")
              .save();
    }

    try (Document document = documents.open(file)) {
      InvalidDocumentException refusal =
          assertThrows(InvalidDocumentException.class, () -> document.page(1));
      assertEquals(Reason.TOO_LARGE, refusal.reason());
      assertEquals(OptionalInt.of(1), refusal.page());
      assertTrue(refusal.getMessage().contains("50000×50000"), refusal::getMessage);
      document.page(2);
    }
  }

  /** The page says 10×10 pixels, the picture's own header 20,000×20,000: 1.2 GB to decode. */
  @Test
  void refusesAHugeJpegThatHidesItsSize() throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
    byte[] lying = jpeg.toByteArray();
    int frame = 0;
    while ((lying[frame] & 0xff) != 0xff || (lying[frame + 1] & 0xff) != 0xc0) {
      frame++;
    }
    ByteBuffer.wrap(lying).putShort(frame + 5, (short) 20_000).putShort(frame + 7, (short) 20_000);
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file = pdf.picture(10, 10, COSName.DCT_DECODE, lying).save();
    }

    try (Document document = documents.open(file)) {
      InvalidDocumentException refusal =
          assertThrows(InvalidDocumentException.class, () -> document.page(1));
      assertEquals(Reason.TOO_LARGE, refusal.reason());
      assertTrue(refusal.getMessage().contains("20000×20000"), refusal::getMessage);
    }
  }

  /** Each asks for far more than there is, in a file of a kilobyte or a few hundred. */
  @Test
  void survivesPagesThatAskForTheImpossible() {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file =
          pdf.contents("[".repeat(200_000))
              .contents("<<".repeat(200_000))
              .contents("q ".repeat(1000) + "0 0 1e30 1e30 re 1e30 w S f")
              .text(PDRectangle.A4, "after")
              .save();
    }

    try (Document document = open(file, 36)) {
      for (int number = 1; number <= 3; number++) {
        try {
          document.page(number);
        } catch (InvalidDocumentException refusal) {
          assertEquals(OptionalInt.of(number), refusal.page());
        }
      }
      assertEquals(297, document.page(4).width());
    }
  }

  /** Ten levels of ten calls each are ten thousand million. */
  @Test
  void endsAPageThatNeverEnds() {
    byte[] file;
    try (TestPdfs pdf = new TestPdfs()) {
      file = pdf.nestedForms(10, 10, false).text(PDRectangle.A4, "after").save();
    }
    DocumentSettings hasty =
        new DocumentSettings(72, ImageLimits.defaults(), 1 << 20, Duration.ofMillis(100));

    try (Document document = new Documents(hasty).open(file)) {
      InvalidDocumentException refusal =
          assertThrows(InvalidDocumentException.class, () -> document.page(1));
      assertEquals(Reason.TOO_COMPLEX, refusal.reason());
      assertEquals(OptionalInt.of(1), refusal.page());
    }
  }

  /** A hundred calls within each of a hundred calls are more forms than a drawing has. */
  @Test
  void countsTheFormsOfAPage() {
    try (TestPdfs pdf = new TestPdfs();
        Document document = open(pdf.nestedForms(4, 100, false).save(), 36)) {
      InvalidDocumentException refusal =
          assertThrows(InvalidDocumentException.class, () -> document.page(1));
      assertEquals(Reason.TOO_COMPLEX, refusal.reason());
      assertTrue(refusal.getMessage().contains("more forms"), refusal.getMessage());
    }
  }

  /** Drawn within itself, fifty times at each level, it would have no end. */
  @Test
  void drawsAFormOnceThatDrawsItself() {
    try (TestPdfs pdf = new TestPdfs();
        Document document = open(pdf.formWithinItself(50).save(), 72)) {
      Bitmap page = (Bitmap) document.page(1);

      assertEquals(0x000000, pixel(page, 50, page.height() - 50));
      assertEquals(0xffffff, pixel(page, 150, page.height() - 50));
    }
  }

  @Test
  void refusesGroupsNestedDeeply() {
    try (TestPdfs shallow = new TestPdfs();
        TestPdfs deep = new TestPdfs()) {
      try (Document document = open(shallow.nestedForms(24, 1, true).save(), 36)) {
        document.page(1);
      }
      try (Document document = open(deep.nestedForms(25, 1, true).save(), 36)) {
        InvalidDocumentException refusal =
            assertThrows(InvalidDocumentException.class, () -> document.page(1));
        assertEquals(Reason.TOO_COMPLEX, refusal.reason());
      }
    }
  }

  @Test
  void isCancelledWithinAPage() {
    try (Document document = documents.open(TestPdfs.text(2))) {
      AtomicInteger asked = new AtomicInteger();

      assertThrows(
          CancellationException.class,
          () ->
              document.page(
                  1,
                  () -> asked.incrementAndGet() == 5,
                  ByteBudget.unlimited().openForAll(Stage.PIXELS)));

      assertEquals(5, asked.get());
      assertEquals(1190, document.page(2).width());
    }
  }

  /** The pages wait for each other, so that they come out as if drawn one by one. */
  @Test
  void isDrawnByManyThreads() throws Exception {
    byte[] file = TestPdfs.text(12);
    List<byte[]> expected = new ArrayList<>();
    try (Document document = open(file, 36)) {
      for (int number = 1; number <= 12; number++) {
        expected.add(((Bitmap) document.page(number)).bgr());
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Document document = open(file, 36)) {
      List<Future<byte[]>> drawn = new ArrayList<>();
      for (int number = 1; number <= 12; number++) {
        int page = number;
        drawn.add(threads.submit(() -> ((Bitmap) document.page(page)).bgr()));
      }
      for (int i = 0; i < 12; i++) {
        assertArrayEquals(expected.get(i), drawn.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void isOfNoUseOnceClosed() {
    Document document = documents.open(TestPdfs.text(1));
    Bitmap page = (Bitmap) document.page(1);
    document.close();
    document.close();

    assertThrows(IllegalStateException.class, () -> document.page(1));
    assertThrows(IllegalStateException.class, () -> document.size(1));
    assertEquals(20, page.prepare(20, 20, Interpolation.LINEAR).targetWidth());
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 128, 256})
  void opensEncryptedDocuments(int bits) {
    byte[] locked;
    byte[] restricted;
    try (TestPdfs pdf = new TestPdfs();
        TestPdfs open = new TestPdfs()) {
      locked = pdf.text(PDRectangle.A4, "secret").encrypted("owner", "user", bits).save();
      restricted = open.text(PDRectangle.A4, "secret").encrypted("owner", "", bits).save();
    }
    byte[] plain;
    try (TestPdfs pdf = new TestPdfs()) {
      plain = pdf.text(PDRectangle.A4, "secret").save();
    }

    byte[] expected = firstPage(plain, Optional.empty());
    assertArrayEquals(expected, firstPage(restricted, Optional.empty()));
    assertArrayEquals(expected, firstPage(locked, Optional.of("user")));
    assertArrayEquals(expected, firstPage(locked, Optional.of("owner")));
    assertEquals(Reason.PASSWORD_REQUIRED, refusal(locked, Optional.empty()).reason());
    assertEquals(Reason.WRONG_PASSWORD, refusal(locked, Optional.of("guess")).reason());
  }

  private byte[] firstPage(byte[] file, Optional<String> password) {
    try (Document document = documents.open(file, password)) {
      return ((Bitmap) document.page(1)).bgr();
    }
  }

  private InvalidDocumentException refusal(byte[] file, Optional<String> password) {
    return assertThrows(InvalidDocumentException.class, () -> documents.open(file, password));
  }

  private static Document open(byte[] file, int dpi) {
    DocumentSettings usual = DocumentSettings.defaults();
    return new Documents(
            new DocumentSettings(
                dpi, usual.limits(), usual.maxInflatedBytes(), usual.maxDrawTime()))
        .open(file);
  }

  private static InvalidDocumentException assertPageRefused(
      Reason reason, int number, Document document) {
    InvalidDocumentException size =
        assertThrows(InvalidDocumentException.class, () -> document.size(number));
    InvalidDocumentException page =
        assertThrows(InvalidDocumentException.class, () -> document.page(number));
    assertEquals(reason, size.reason());
    assertEquals(reason, page.reason());
    assertEquals(OptionalInt.of(number), page.page());
    assertTrue(page.getMessage().startsWith("Page " + number + " "), page::getMessage);
    return page;
  }

  private static void assertCorners(
      Bitmap page, String upperLeft, String upperRight, String lowerLeft, String lowerRight) {
    int right = page.width() - 6;
    int bottom = page.height() - 6;
    assertEquals(colour(upperLeft), pixel(page, 5, 5));
    assertEquals(colour(upperRight), pixel(page, right, 5));
    assertEquals(colour(lowerLeft), pixel(page, 5, bottom));
    assertEquals(colour(lowerRight), pixel(page, right, bottom));
  }

  private static int colour(String name) {
    return switch (name) {
      case "RED" -> RED;
      case "GREEN" -> GREEN;
      case "BLUE" -> BLUE;
      default -> WHITE;
    };
  }

  private static int pixel(Bitmap page, int x, int y) {
    int at = (y * page.width() + x) * 3;
    return (page.bgr()[at + 2] & 0xff) << 16
        | (page.bgr()[at + 1] & 0xff) << 8
        | page.bgr()[at] & 0xff;
  }

  /** Lines lie half a pixel away at most, so that what lies in squares of eight is nearly alike. */
  private static void assertNearlySame(BufferedImage expected, Bitmap actual) {
    assertEquals(expected.getWidth(), actual.width());
    assertEquals(expected.getHeight(), actual.height());
    int square = 8;
    for (int top = 0; top + square <= actual.height(); top += square) {
      for (int left = 0; left + square <= actual.width(); left += square) {
        int sum = 0;
        for (int i = 0; i < square * square; i++) {
          int x = left + i % square;
          int y = top + i / square;
          sum += (expected.getRGB(x, y) & 0xff) - (pixel(actual, x, y) & 0xff);
        }
        // half of a row of a square of eight, were all of it black
        assertEquals(0, sum / (double) (square * square), 255.0 / 16, left + ", " + top);
      }
    }
  }

  private static boolean isNotBlank(BufferedImage image) {
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      if ((image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff) != WHITE) {
        return true;
      }
    }
    return false;
  }
}
