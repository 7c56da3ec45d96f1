package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.image.Drawing;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.ImageLimits;
import dev.quire.image.Interpolation;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.Stage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are documents: of one page, or of as many as a TIFF file chains together. */
class ImageDocumentTest {

  private static final int IMAGE_WIDTH = 256;
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int RESOLUTION_UNIT = 296;
  private static final int SOFTWARE = 305;

  private final Documents documents = new Documents(DocumentSettings.defaults());

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "Deflate", "PackBits", "ZLib"})
  void readsEveryPageOfATiff(String compression) {
    BufferedImage[] pages = {
      TestTiffs.colour(31, 17, 1), TestTiffs.colour(8, 40, 2), TestTiffs.bilevel(64, 48, 3)
    };

    byte[] little = TestTiffs.of(ByteOrder.LITTLE_ENDIAN, compression, pages);
    byte[] big = TestTiffs.of(ByteOrder.BIG_ENDIAN, compression, pages);
    assertEquals('I', little[0]);
    assertEquals('M', big[0]);
    assertPages(pages, little);
    assertPages(pages, big);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
  void readsFaxes(String compression) {
    BufferedImage[] pages = {
      TestTiffs.bilevel(64, 48, 1), TestTiffs.bilevel(100, 30, 2), TestTiffs.bilevel(33, 77, 3)
    };

    assertPages(pages, TestTiffs.of(compression, pages));
  }

  @Test
  void readsHundredsOfPages() {
    BufferedImage[] pages =
        IntStream.range(0, 400)
            .mapToObj(i -> TestTiffs.colour(5 + i % 7, 3, i))
            .toArray(BufferedImage[]::new);

    assertPages(pages, TestTiffs.of("LZW", pages));
  }

  /** PDF pages are drawn; images are not. */
  @Test
  void readsPicturesWhereDrawingIsLeftOut() throws IOException {
    Documents none =
        new Documents(DocumentSettings.defaults(), ByteBudget.unlimited(), Drawing.LEFT_OUT);
    DrawingLeftOutException e =
        assertThrows(
            DrawingLeftOutException.class,
            () -> none.open("%PDF-1.7 …".getBytes(StandardCharsets.UTF_8)));
    assertTrue(e.getMessage().startsWith("PDF documents are not read here: "), e.getMessage());
    assertThrows(DrawingLeftOutException.class, none::warmUp);

    try (Document document = none.open(threePages())) {
      assertEquals(3, document.pageCount());
    }
  }

  @Test
  void readsASinglePicture() throws IOException {
    BufferedImage picture = TestTiffs.colour(31, 17, 1);
    for (String format : List.of("png", "bmp", "tiff")) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(picture, format, file);

      assertPages(new BufferedImage[] {picture}, file.toByteArray());
    }
  }

  @Test
  void refusesLoops() {
    byte[] tiff = threePages();
    List<Integer> at = TestTiffs.directories(tiff);

    for (int i = 0; i < 3; i++) {
      for (int back = 0; back <= i; back++) {
        byte[] loop = TestTiffs.chained(tiff, at.get(i), at.get(back));
        InvalidDocumentException refusal = refusal(loop);
        assertEquals(Reason.CORRUPT, refusal.reason());
        assertEquals(
            "The image is damaged: its TIFF pages form a loop after page " + (i + 1),
            refusal.getMessage());
      }
    }
  }

  @Test
  void refusesDirectoriesThatOverlap() {
    byte[] tiff = threePages();
    int first = TestTiffs.directories(tiff).get(0);

    for (int by = 1; by < 20; by++) {
      byte[] overlapping = TestTiffs.chained(tiff, first, first + by);
      assertThrows(InvalidDocumentException.class, () -> documents.open(overlapping));
    }
  }

  @Test
  void refusesChainsThatLeaveTheFile() {
    byte[] tiff = threePages();
    int second = TestTiffs.directories(tiff).get(1);

    for (int next : new int[] {tiff.length, tiff.length - 1, Integer.MAX_VALUE, -2}) {
      assertEquals(Reason.TRUNCATED, refusal(TestTiffs.chained(tiff, second, next)).reason());
    }
  }

  @Test
  void refusesABadPageAlone() {
    byte[] tiff = threePages();
    int second = TestTiffs.directories(tiff).get(1);

    try (Document document =
        documents.open(TestTiffs.tagged(tiff, second, IMAGE_WIDTH, IMAGE_WIDTH, 15_000_000))) {
      assertEquals(3, document.pageCount());
      InvalidDocumentException refusal =
          assertThrows(InvalidDocumentException.class, () -> document.page(2));
      assertEquals(Reason.TOO_LARGE, refusal.reason());
      assertEquals(OptionalInt.of(2), refusal.page());
      assertTrue(refusal.getMessage().startsWith("Page 2: "), refusal::getMessage);
      assertThrows(InvalidDocumentException.class, () -> document.size(2));
      assertEquals(12, document.page(3).width());
    }
  }

  @Test
  void holdsEachPageAgainstTheLimits() {
    DocumentSettings small =
        new DocumentSettings(72, new ImageLimits(200, 1000, 1), 1, Duration.ofSeconds(1));

    try (Document document = new Documents(small).open(threePages())) {
      assertEquals(new PageSize(10, 20), document.size(1));
      InvalidDocumentException refusal =
          assertThrows(InvalidDocumentException.class, () -> document.size(2));
      assertEquals(Reason.TOO_LARGE, refusal.reason());
    }
  }

  /** Software is a tag that all three pages have and no decoder needs. */
  @Test
  void leavesThumbnailsAndMasksOut() {
    byte[] tiff = threePages();
    List<Integer> at = TestTiffs.directories(tiff);
    int tag = hasTag(tiff, at.get(1), SOFTWARE) ? SOFTWARE : RESOLUTION_UNIT;

    for (int kind : new int[] {1, 4, 5}) {
      byte[] thumbnail = TestTiffs.tagged(tiff, at.get(1), tag, NEW_SUBFILE_TYPE, kind);
      try (Document document = documents.open(thumbnail)) {
        assertEquals(2, document.pageCount());
        assertEquals(12, document.page(2).width());
      }
    }
    byte[] fax = TestTiffs.tagged(tiff, at.get(1), tag, NEW_SUBFILE_TYPE, 2);
    try (Document document = documents.open(fax)) {
      assertEquals(3, document.pageCount());
    }
  }

  @Test
  void refusesEveryTiffCutShort() {
    byte[] tiff = threePages();

    for (int length = 12; length < tiff.length; length += 7) {
      byte[] part = Arrays.copyOf(tiff, length);
      try (Document document = documents.open(part)) {
        assertThrows(
            InvalidDocumentException.class,
            () -> IntStream.rangeClosed(1, document.pageCount()).forEach(document::page));
      } catch (InvalidDocumentException refusal) {
        assertEquals(Reason.TRUNCATED, refusal.reason());
      }
    }
  }

  @Test
  void saysWhatIsNoDocument() {
    assertEquals(Reason.EMPTY, refusal(new byte[0]).reason());
    InvalidDocumentException html = refusal("<html>".getBytes());
    assertEquals(Reason.UNSUPPORTED_FORMAT, html.reason());
    assertTrue(html.getMessage().contains("PDF") && html.getMessage().contains("TIFF"));
    assertTrue(html.page().isEmpty());
  }

  @Test
  void isCancelled() {
    try (Document document = documents.open(threePages())) {
      assertThrows(
          CancellationException.class,
          () -> document.page(1, () -> true, ByteBudget.unlimited().openForAll(Stage.PIXELS)));
      assertThrows(IndexOutOfBoundsException.class, () -> document.page(0));
      assertThrows(IndexOutOfBoundsException.class, () -> document.page(4));
    }
  }

  private static boolean hasTag(byte[] tiff, int directory, int tag) {
    try {
      TestTiffs.tagged(tiff, directory, tag, tag, 0);
      return true;
    } catch (IllegalArgumentException absent) {
      return false;
    }
  }

  private static byte[] threePages() {
    return TestTiffs.of(
        "LZW",
        TestTiffs.colour(10, 20, 1),
        TestTiffs.colour(11, 21, 2),
        TestTiffs.colour(12, 22, 3));
  }

  private void assertPages(BufferedImage[] expected, byte[] file) {
    try (Document document = documents.open(file)) {
      assertEquals(DocumentKind.IMAGE, document.kind());
      assertEquals(expected.length, document.pageCount());
      for (int number = 1; number <= expected.length; number++) {
        BufferedImage picture = expected[number - 1];
        assertEquals(new PageSize(picture.getWidth(), picture.getHeight()), document.size(number));
        PageImage page = document.page(number);
        assertArrayEquals(
            TestTiffs.rgb(picture),
            page.prepare(page.height(), page.width(), Interpolation.CUBIC).pixels(),
            "page " + number);
      }
    }
  }

  private InvalidDocumentException refusal(byte[] file) {
    return assertThrows(InvalidDocumentException.class, () -> documents.open(file));
  }

  /** Programs write the names of their sources into pictures. */
  @Test
  void takesAPictureThatMentionsPdfForAPicture() throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(TestTiffs.colour(31, 17, 1), "jpeg", plain);
    byte[] comment = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain.toByteArray(), 0, 2);
    file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (2 + comment.length)});
    file.writeBytes(comment);
    file.write(plain.toByteArray(), 2, plain.size() - 2);

    assertFalse(Documents.isPdf(file.toByteArray()));
    assertFalse(Documents.mayHavePages(file.toByteArray()));
    try (Document document = documents.open(file.toByteArray())) {
      assertEquals(DocumentKind.IMAGE, document.kind());
      assertEquals(31, document.size(1).width());
    }
  }

  @Test
  void takesATextBeforeAPdfForNoBitmap() {
    assertTrue(Documents.isPdf("BM 17 %PDF-1.4".getBytes(StandardCharsets.US_ASCII)));
  }
}
