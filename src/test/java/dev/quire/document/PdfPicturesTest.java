package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.image.PageWarning.Kind;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures on pages are drawn, or it is said that they are not. */
class PdfPicturesTest {

  private static final PDRectangle PAGE = new PDRectangle(100, 100);
  private static final int DARK_SQUARE = 50 * 50;

  /** What is done to a picture's dictionary before it is drawn. */
  private interface Change {
    void to(COSStream picture) throws IOException;
  }

  private static byte[] page(byte[] data, String filter, Change change) {
    return page(data, filter, change, false);
  }

  private static byte[] page(byte[] data, String filter, Change change, boolean withFrame) {
    try (TestPdfs pdf = new TestPdfs()) {
      return pdf.page(
              PAGE,
              contents -> {
                COSStream stream = picture(data, filter);
                change.to(stream);
                contents.drawImage(new PDImageXObject(new PDStream(stream), null), 0, 0, 100, 100);
                if (withFrame) {
                  contents.addRect(5, 5, 20, 20);
                  contents.fill();
                }
              })
          .save();
    }
  }

  private static COSStream picture(byte[] data, String filter) throws IOException {
    COSStream stream = new COSStream();
    stream.setItem(COSName.TYPE, COSName.XOBJECT);
    stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
    stream.setInt(COSName.WIDTH, TestJpx.SIDE);
    stream.setInt(COSName.HEIGHT, TestJpx.SIDE);
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(data);
    }
    stream.setItem(COSName.FILTER, COSName.getPDFName(filter));
    return stream;
  }

  private static void assertSquare(DrawnPage page, int colour) {
    int corner = page.pixel(5, 5);
    assertTrue((corner & 0xff) > 249 && (corner >> 8 & 0xff) > 249, Integer.toHexString(corner));
    int middle = page.pixel(50, 50);
    for (int shift = 0; shift <= 16; shift += 8) {
      assertEquals(colour >> shift & 0xff, middle >> shift & 0xff, 6, Integer.toHexString(middle));
    }
    assertEquals(List.of(), page.warnings());
  }

  @ParameterizedTest
  @CsvSource({"GREY, 0", "COLOUR, c80000", "DEEP, 0", "LUMINANCE, c80000"})
  void drawsJpeg2000WithoutColourSpace(TestJpx picture, String colour) {
    DrawnPage page = DrawnPage.of(page(picture.file(), "JPXDecode", stream -> {}));

    assertSquare(page, Integer.parseInt(colour, 16));
    assertEquals(DARK_SQUARE, page.ink(), 300);
  }

  @Test
  void drawsJpeg2000InFourInks() {
    DrawnPage page = DrawnPage.of(page(TestJpx.INKS.file(), "JPXDecode", stream -> {}));

    int middle = page.pixel(50, 50);
    assertTrue((middle >> 16) > 200 && (middle & 0xff) < 80, Integer.toHexString(middle));
    assertEquals(DARK_SQUARE, page.ink(), 300);
  }

  @ParameterizedTest
  @CsvSource({"GREY, DeviceGray, 0", "COLOUR, DeviceRGB, c80000", "DEEP, DeviceGray, 0"})
  void drawsJpeg2000InTheColoursOfThePage(TestJpx picture, String space, String colour) {
    byte[] file =
        page(
            picture.file(),
            "JPXDecode",
            stream -> stream.setItem(COSName.COLORSPACE, COSName.getPDFName(space)));

    assertSquare(DrawnPage.of(file), Integer.parseInt(colour, 16));
  }

  /** Its samples are numbers of colours: 0 is blue, 255 white. */
  @Test
  void drawsJpeg2000OfNumberedColours() {
    byte[] colours = new byte[256 * 3];
    Arrays.fill(colours, (byte) 0xff);
    colours[0] = 0;
    colours[1] = 0;
    COSArray indexed = new COSArray();
    indexed.add(COSName.INDEXED);
    indexed.add(COSName.DEVICERGB);
    indexed.add(COSInteger.get(255));
    indexed.add(new COSString(colours));
    byte[] file =
        page(
            TestJpx.GREY.file(),
            "JPXDecode",
            stream -> stream.setItem(COSName.COLORSPACE, indexed));

    assertSquare(DrawnPage.of(file), 0x0000ff);
  }

  @ParameterizedTest
  @CsvSource({"COLOUR_WITH_OPACITY, 1, 0000c8", "GREY_WITH_OPACITY, 1, 0"})
  void laysJpeg2000OnThePageByItsOwnOpacity(TestJpx picture, int inData, String colour) {
    byte[] file =
        page(picture.file(), "JPXDecode", stream -> stream.setInt(COSName.SMASK_IN_DATA, inData));

    assertSquare(DrawnPage.of(file), Integer.parseInt(colour, 16));
  }

  /** A grey soft mask, dark in the middle: there the black picture is clear. */
  @Test
  void masksWithJpeg2000() {
    byte[] black = new byte[TestJpx.SIDE * TestJpx.SIDE];
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          pdf.page(
                  PAGE,
                  contents -> {
                    COSStream stream = picture(black, "JPXDecode");
                    stream.removeItem(COSName.FILTER);
                    stream.setInt(COSName.BITS_PER_COMPONENT, 8);
                    stream.setItem(COSName.COLORSPACE, COSName.DEVICEGRAY);
                    stream.setItem(COSName.SMASK, picture(TestJpx.GREY.file(), "JPXDecode"));
                    contents.drawImage(
                        new PDImageXObject(new PDStream(stream), null), 0, 0, 100, 100);
                  })
              .save();

      DrawnPage page = DrawnPage.of(file);
      assertEquals(0x000000, page.pixel(5, 5));
      assertEquals(0xffffff, page.pixel(50, 50));
      assertEquals(List.of(), page.warnings());
    }
  }

  @ParameterizedTest
  @EnumSource(value = TestJpx.class, names = "GREY_WITH_OPACITY", mode = Mode.EXCLUDE)
  void neverLeavesDamagedJpeg2000OutInSilence(TestJpx picture) {
    byte[] whole = picture.file();
    for (int length = 20; length < whole.length - 20; length += 60) {
      byte[] file = page(Arrays.copyOf(whole, length), "JPXDecode", stream -> {}, true);

      DrawnPage page = DrawnPage.of(file);

      assertTrue(page.ink() > 0);
      assertEquals(1, page.warnings().size(), picture + " cut to " + length);
    }
  }

  @Test
  void refusesHugeJpeg2000ByItsOwnHeader() {
    byte[] huge = TestJpx.GREY.file();
    int frame = 0;
    while (ByteBuffer.wrap(huge).getInt(frame) != 0xff4fff51) {
      frame++;
    }
    ByteBuffer.wrap(huge).putInt(frame + 8, 60_000).putInt(frame + 12, 60_000);

    assertTooLarge(page(huge, "JPXDecode", stream -> {}), "60000×60000");
  }

  private static BufferedImage bilevelSquare() {
    BufferedImage picture =
        new BufferedImage(TestJpx.SIDE, TestJpx.SIDE, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, TestJpx.SIDE, TestJpx.SIDE);
    graphics.setColor(Color.BLACK);
    graphics.fillRect(8, 8, 16, 16);
    graphics.dispose();
    return picture;
  }

  private static void bilevel(COSStream stream) {
    stream.setInt(COSName.BITS_PER_COMPONENT, 1);
    stream.setItem(COSName.COLORSPACE, COSName.DEVICEGRAY);
  }

  @Test
  void drawsJbig2() {
    byte[] file = page(TestJbig2.of(bilevelSquare()), "JBIG2Decode", PdfPicturesTest::bilevel);

    DrawnPage page = DrawnPage.of(file);
    assertSquare(page, 0);
    assertEquals(DARK_SQUARE, page.ink(), 300);
  }

  @Test
  void refusesHugeJbig2ByItsOwnHeader() {
    byte[] huge = TestJbig2.claiming(bilevelSquare(), 60_000, 60_000);

    assertTooLarge(page(huge, "JBIG2Decode", PdfPicturesTest::bilevel), "60000×60000");
  }

  private static void assertTooLarge(byte[] file, String size) {
    InvalidDocumentException refusal =
        assertThrows(InvalidDocumentException.class, () -> DrawnPage.of(file));
    assertEquals(Reason.TOO_LARGE, refusal.reason());
    assertTrue(refusal.getMessage().contains(size), refusal::getMessage);
  }

  /** Alone on its page it leaves nothing to lay out. */
  @ParameterizedTest
  @ValueSource(strings = {"JBIG2Decode", "JPXDecode", "DCTDecode", "BrotliDecode"})
  void refusesAPageOfNothingButAPictureThatCannotBeDrawn(String filter) {
    byte[] noise = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1};

    InvalidDocumentException refusal =
        assertThrows(
            InvalidDocumentException.class,
            () -> DrawnPage.of(page(noise, filter, PdfPicturesTest::bilevel)));

    assertEquals(Reason.UNSUPPORTED_CONTENT, refusal.reason());
    assertTrue(refusal.getMessage().contains("cannot be drawn"), refusal::getMessage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JBIG2Decode", "JPXDecode", "DCTDecode", "BrotliDecode"})
  void warnsOfAPictureThatCannotBeDrawnBesideOthers(String filter) {
    byte[] noise = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1};

    DrawnPage page = DrawnPage.of(page(noise, filter, PdfPicturesTest::bilevel, true));

    assertEquals(400, page.ink());
    assertTrue(page.warnings().contains(Kind.NOT_DRAWN), page.warnings()::toString);
  }

  @ParameterizedTest
  @CsvSource({"5, true", "10, false"})
  void drawsAJpegWhoseColourSpaceIsForgotten(int type, boolean colour) throws IOException {
    BufferedImage picture = new BufferedImage(TestJpx.SIDE, TestJpx.SIDE, type);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, TestJpx.SIDE, TestJpx.SIDE);
    graphics.setColor(colour ? new Color(200, 0, 0) : Color.BLACK);
    graphics.fillRect(8, 8, 16, 16);
    graphics.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", jpeg);
    byte[] file =
        page(
            jpeg.toByteArray(),
            "DCTDecode",
            stream -> stream.setInt(COSName.BITS_PER_COMPONENT, 8));

    DrawnPage page = DrawnPage.of(file);
    assertTrue((page.pixel(5, 5) & 0xff) > 240);
    assertEquals(colour ? 200 : 0, page.pixel(50, 50) >> 16, 20);
    assertEquals(0, page.pixel(50, 50) & 0xff, 20);
    assertEquals(List.of(), page.warnings());
  }

  /** Half of a lossless picture: PDFBox takes the rest for white or black. */
  @Test
  void warnsOfPicturesCutShort() throws IOException {
    byte[] samples = new byte[TestJpx.SIDE * TestJpx.SIDE];
    new Random(1).nextBytes(samples);
    COSStream coded = new COSStream();
    try (OutputStream out = coded.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(samples);
    }
    byte[] code = coded.createRawInputStream().readAllBytes();
    byte[] file =
        page(
            Arrays.copyOf(code, code.length / 2),
            "FlateDecode",
            stream -> {
              stream.setInt(COSName.BITS_PER_COMPONENT, 8);
              stream.setItem(COSName.COLORSPACE, COSName.DEVICEGRAY);
            });

    assertEquals(List.of(Kind.DAMAGED), DrawnPage.of(file).warnings());
  }

  /** PDFBox draws something else from there on. */
  @Test
  void warnsOfJpegThatLacksAPieceOfItsMiddle() throws IOException {
    byte[] jpeg = jpeg(noise(BufferedImage.TYPE_BYTE_GRAY));
    assertEquals(List.of(), drawn(jpeg, "DCTDecode", PdfPicturesTest::grey).warnings());
    byte[] torn = new byte[jpeg.length - 40];
    System.arraycopy(jpeg, 0, torn, 0, jpeg.length - 300);
    System.arraycopy(jpeg, jpeg.length - 260, torn, jpeg.length - 300, 260);

    assertEquals(List.of(Kind.DAMAGED), drawn(torn, "DCTDecode", PdfPicturesTest::grey).warnings());
  }

  @Test
  void looksAtJpegWithinOtherFilters() throws IOException {
    byte[] jpeg = jpeg(noise(BufferedImage.TYPE_BYTE_GRAY));
    Change hexadecimal =
        stream -> {
          grey(stream);
          COSArray filters = new COSArray();
          filters.add(COSName.ASCII_HEX_DECODE);
          filters.add(COSName.DCT_DECODE);
          stream.setItem(COSName.FILTER, filters);
        };
    assertEquals(List.of(), drawn(hex(jpeg), "DCTDecode", hexadecimal).warnings());

    byte[] cut = Arrays.copyOf(jpeg, jpeg.length / 2);

    assertEquals(List.of(Kind.DAMAGED), drawn(hex(cut), "DCTDecode", hexadecimal).warnings());
  }

  /** PDFBox takes the rest for white. */
  @ParameterizedTest
  @CsvSource({"-1, CCITT T.6", "1, CCITT T.4", "0, CCITT RLE"})
  void warnsOfFaxesCutShort(int k, String coding) throws IOException {
    byte[] fax = TestTiffs.strip(coding, noise(BufferedImage.TYPE_BYTE_BINARY));
    Change coded =
        stream -> {
          bilevel(stream);
          COSDictionary parameters = new COSDictionary();
          parameters.setInt(COSName.K, k);
          parameters.setInt(COSName.COLUMNS, TestJpx.SIDE);
          parameters.setInt(COSName.ROWS, TestJpx.SIDE);
          parameters.setBoolean(COSName.ENCODED_BYTE_ALIGN, coding.endsWith("RLE"));
          stream.setItem(COSName.DECODE_PARMS, parameters);
        };
    assertEquals(List.of(), drawn(fax, "CCITTFaxDecode", coded).warnings());

    byte[] cut = Arrays.copyOf(fax, fax.length / 2);

    assertEquals(List.of(Kind.DAMAGED), drawn(cut, "CCITTFaxDecode", coded).warnings());
  }

  private static DrawnPage drawn(byte[] data, String filter, Change change) {
    return DrawnPage.of(page(data, filter, change));
  }

  private static void grey(COSStream stream) {
    stream.setInt(COSName.BITS_PER_COMPONENT, 8);
    stream.setItem(COSName.COLORSPACE, COSName.DEVICEGRAY);
  }

  private static BufferedImage noise(int type) {
    BufferedImage picture = new BufferedImage(TestJpx.SIDE, TestJpx.SIDE, type);
    Random random = new Random(5);
    for (int at = 0; at < TestJpx.SIDE * TestJpx.SIDE; at++) {
      picture.setRGB(at % TestJpx.SIDE, at / TestJpx.SIDE, random.nextInt() | 0xff000000);
    }
    return picture;
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", jpeg);
    return jpeg.toByteArray();
  }

  private static byte[] hex(byte[] data) {
    return (HexFormat.of().formatHex(data) + ">").getBytes(StandardCharsets.US_ASCII);
  }

  /** Of a progressive picture something is kept of each block before any is decoded. */
  @Test
  void refusesAHugeProgressiveJpegBeforeItsDataAreLookedAt() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam progressive = writer.getDefaultWriteParam();
    progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      IIOImage picture = new IIOImage(noise(BufferedImage.TYPE_BYTE_GRAY), null, null);
      writer.write(null, picture, progressive);
    } finally {
      writer.dispose();
    }
    byte[] jpeg = file.toByteArray();
    int frame = 0;
    while (ByteBuffer.wrap(jpeg).getShort(frame) != (short) 0xffc2) {
      frame++;
    }
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 65_000).putShort(frame + 7, (short) 65_000);

    assertTooLarge(page(jpeg, "DCTDecode", PdfPicturesTest::grey), "65000×65000");
  }
}
