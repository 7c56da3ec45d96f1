package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.InvalidImageException.Reason;
import dev.quire.image.PageWarning.Kind;
import dev.quire.image.TiffFile.Packing;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No page is blank, black or grey in silence: it is shown, or it says what is missing. */
class FaithfulPageTest {

  private static final int WIDTH = 120;
  private static final int HEIGHT = 160;
  private static final int WHITE = 255;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final ImageDecoder strict =
      new ImageDecoder(new ImageLimits(1_000_000, 1000, 1, Damage.REFUSE));

  /** Lines of ink on paper: 0 and 1. */
  private static int[] ink() {
    Random random = new Random(1);
    int[] ink = new int[WIDTH * HEIGHT];
    for (int y = 10; y < HEIGHT - 10; y++) {
      for (int x = 10; x < WIDTH - 10; x++) {
        ink[y * WIDTH + x] = y % 12 < 7 && random.nextInt(3) == 0 ? 1 : 0;
      }
    }
    return ink;
  }

  private static int[] times(int[] ink, int paper, int black) {
    return Arrays.stream(ink).map(each -> each == 1 ? black : paper).toArray();
  }

  private PreparedImage prepare(byte[] file) {
    return decoder.prepare(file, HEIGHT, WIDTH, Interpolation.NEAREST);
  }

  private void assertInk(byte[] file) {
    assertInk(file, 0, WHITE);
  }

  private void assertInk(byte[] file, int black, int paper) {
    PreparedImage image = prepare(file);
    int[] ink = ink();
    for (int i = 0; i < ink.length; i++) {
      assertEquals(ink[i] == 1 ? black : paper, image.pixels()[3 * i] & 0xff, "pixel " + i);
    }
    assertEquals(List.of(), image.warnings());
  }

  private InvalidImageException refusal(byte[] file) {
    return assertThrows(InvalidImageException.class, () -> prepare(file));
  }

  @ParameterizedTest
  @CsvSource({"8, false", "16, false", "8, true", "16, true"})
  void aFourthSampleThatNobodyNamesIsTransparency(int bits, boolean planar) {
    int[] ink = ink();
    int[] rgba = new int[4 * ink.length];
    for (int i = 0; i < ink.length; i++) {
      rgba[4 * i + 3] = ink[i] * ((1 << bits) - 1);
    }
    TiffFile file = new TiffFile(WIDTH, HEIGHT, 4, bits, rgba).packing(Packing.DEFLATE);
    assertInk((planar ? file.planar() : file).bytes());
  }

  @Test
  void aFourthSampleOfZeroEverywhereIsNothing() {
    int[] ink = ink();
    int[] rgbx = new int[4 * ink.length];
    for (int i = 0; i < ink.length; i++) {
      Arrays.fill(rgbx, 4 * i, 4 * i + 3, ink[i] == 1 ? 0 : WHITE);
    }
    assertInk(new TiffFile(WIDTH, HEIGHT, 4, 8, rgbx).bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 12, 16})
  void whiteIsZeroWhereThePageSaysSo(int bits) {
    int most = (1 << bits) - 1;
    assertInk(
        new TiffFile(WIDTH, HEIGHT, 1, bits, times(ink(), 0, most))
            .tag(262, 0)
            .packing(Packing.DEFLATE)
            .bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void aTransparentLevelOfAGreyPngShowsWhite(int depth) throws IOException {
    int most = (1 << depth) - 1;
    int[] levels = times(ink(), most, 0);
    assertInk(png(depth, levels, most));
    // white ink on nothing lies on black
    assertInk(png(depth, times(ink(), 0, most), 0), WHITE, 0);
    // a level that is nowhere on the page hides nothing
    assertInk(png(depth, levels, depth == 1 ? most : most / 2));
  }

  private static byte[] png(int depth, int[] levels, int key) throws IOException {
    int rowBytes = (WIDTH * depth + 7) / 8;
    ByteBuffer rows = ByteBuffer.allocate((rowBytes + 1) * HEIGHT);
    for (int i = 0; i < levels.length; i++) {
      int at = i / WIDTH * (rowBytes + 1) + 1;
      int bit = i % WIDTH * depth;
      if (depth == 16) {
        rows.putShort(at + bit / 8, (short) levels[i]);
      } else {
        int octet = rows.get(at + bit / 8) | levels[i] << 8 - depth - bit % 8;
        rows.put(at + bit / 8, (byte) octet);
      }
    }
    Deflater deflater = new Deflater();
    deflater.setInput(rows.array());
    deflater.finish();
    byte[] packed = new byte[rows.capacity() + 100];
    int size = deflater.deflate(packed);
    deflater.end();
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 14 + 12 + size + 12);
    png.put(TestImages.ascii("\u0089PNG\r\n\u001a\n"));
    png.putInt(13).put(TestImages.ascii("IHDR")).putInt(WIDTH).putInt(HEIGHT);
    png.put(new byte[] {(byte) depth, 0, 0, 0, 0}).putInt(0);
    png.putInt(2).put(TestImages.ascii("tRNS")).putShort((short) key).putInt(0);
    png.putInt(size).put(TestImages.ascii("IDAT")).put(packed, 0, size).putInt(0);
    png.putInt(0).put(TestImages.ascii("IEND")).putInt(0);
    return TestImages.withChecksums(png.array());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "4, 1", "2, 3", "4, 3", "16, 3"})
  void shallowAndDeepSamplesInStripsAndTiles(int bits, int samples) {
    int most = (1 << bits) - 1;
    int[] ink = ink();
    int[] values = new int[samples * ink.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ink[i / samples] == 1 ? 0 : most;
    }
    for (Packing packing : Packing.values()) {
      assertInk(new TiffFile(WIDTH, HEIGHT, samples, bits, values).packing(packing).bytes());
      assertInk(
          new TiffFile(WIDTH, HEIGHT, samples, bits, values)
              .packing(packing)
              .tiles(64, 64)
              .bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void inksOfEightAndSixteenBits(int bits) {
    int most = (1 << bits) - 1;
    int[] ink = ink();
    int[] cmyk = new int[4 * ink.length];
    for (int i = 0; i < ink.length; i++) {
      cmyk[4 * i + 3] = ink[i] * most;
    }
    assertInk(new TiffFile(WIDTH, HEIGHT, 4, bits, cmyk).tag(262, 5).bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "6, JPEG as of TIFF 6.0",
    "9, JBIG",
    "10, JBIG",
    "32809, ThunderScan",
    "34661, JBIG",
    "34712, JPEG 2000",
    "34887, LERC",
    "34925, LZMA",
    "50000, Zstandard",
    "50001, WebP",
    "50002, JPEG XL",
    "12345, is not read"
  })
  void aCompressionThatIsNotReadIsNamed(int number, String name) {
    byte[] file =
        new TiffFile(WIDTH, HEIGHT, 1, 8, times(ink(), WHITE, 0)).tag(259, number).bytes();

    InvalidImageException refusal = refusal(file);

    assertEquals(Reason.UNSUPPORTED_FORMAT, refusal.reason());
    assertTrue(refusal.getMessage().contains("TIFF compression " + number), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(name), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"4, transparency mask", "32844, LogL", "32803, colour filter array", "77, not read"})
  void aMeaningThatIsNotReadIsNamed(int number, String name) {
    byte[] file =
        new TiffFile(WIDTH, HEIGHT, 1, 8, times(ink(), WHITE, 0)).tag(262, number).bytes();

    InvalidImageException refusal = refusal(file);

    assertEquals(Reason.UNSUPPORTED_FORMAT, refusal.reason());
    assertTrue(refusal.getMessage().contains(String.valueOf(number)), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(name), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "3, Lossless",
    "5, Hierarchical",
    "9, Arithmetically",
    "11, Lossless",
    "13, Hierarchical"
  })
  void aJpegProcessThatIsNotReadIsNamed(int process, String name) {
    byte[] jpeg = TestImages.jpeg(TestImages.gradient(64, 48), 64, 48, false);
    jpeg[frame(jpeg) + 1] = (byte) (0xc0 + process);

    InvalidImageException refusal = refusal(jpeg);

    assertEquals(Reason.UNSUPPORTED_FORMAT, refusal.reason());
    assertTrue(refusal.getMessage().contains(name), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("SOF" + process), refusal.getMessage());
  }

  private static int frame(byte[] jpeg) {
    for (int at = 2; ; at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff)) {
      if ((jpeg[at + 1] & 0xff) == 0xc0) {
        return at;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"LZW", "DEFLATE"})
  void whatCannotBeUnpackedIsRefused(Packing packing) {
    for (int bits : new int[] {1, 8}) {
      for (boolean tiled : new boolean[] {false, true}) {
        TiffFile file =
            new TiffFile(WIDTH, HEIGHT, 1, bits, times(ink(), (1 << bits) - 1, 0)).packing(packing);
        byte[] bytes = (tiled ? file.tiles(64, 64) : file.strips(HEIGHT)).bytes();
        Random random = new Random(bits);
        int silent = 0;
        for (int round = 0; round < 40; round++) {
          byte[] damaged = bytes.clone();
          int at = 300 + random.nextInt(bytes.length - 700);
          for (int i = 0; i < 24; i++) {
            damaged[at + i] = (byte) random.nextInt();
          }
          try {
            silent += prepare(damaged).warnings().isEmpty() ? 1 : 0;
          } catch (InvalidImageException refusal) {
            assertEquals(Reason.CORRUPT, refusal.reason());
            assertTrue(refusal.getMessage().contains("damaged"), refusal.getMessage());
          }
        }
        assertEquals(0, silent, packing + " " + bits + " " + tiled);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void aStripCutShortIsRefused(Packing packing) {
    byte[] whole =
        new TiffFile(WIDTH, HEIGHT, 1, 8, times(ink(), WHITE, 0)).packing(packing).bytes();
    ByteBuffer file = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int directory = file.getInt(4);
    for (int entry = directory + 2; ; entry += 12) {
      if (file.getShort(entry) == 279) {
        file.putInt(entry + 8, file.getInt(entry + 8) - 100);
        break;
      }
    }
    assertEquals(Reason.CORRUPT, refusal(whole).reason());
  }

  @Test
  void stripsThatAreMissingAreNotBlack() {
    byte[] file =
        new TiffFile(WIDTH, HEIGHT, 1, 8, times(ink(), WHITE, 0))
            .strips(HEIGHT / 2)
            .of(List.of(new byte[WIDTH * HEIGHT / 2]), false);
    assertEquals(Reason.CORRUPT, refusal(file).reason());
  }

  private static byte[] fax(String compression) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    int[] ink = ink();
    byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < ink.length; i++) {
      data[i / WIDTH * (WIDTH / 8) + i % WIDTH / 8] |=
          (byte) (ink[i] == 1 ? 0 : 0x80 >> i % WIDTH % 8);
    }
    return TestImages.tiff(image, compression);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
  void faxesShowTheirInk(String compression) throws IOException {
    assertInk(fax(compression));
  }

  /** Runs of every length, which between them use every code word. */
  @ParameterizedTest
  @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
  void faxesOfEveryRun(String compression) throws IOException {
    int width = 8200;
    int height = 200;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    int run = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; run++) {
        int length = y % 2 == 0 ? run % 80 : 64 * (run % 42) + run % 3;
        for (int end = Math.min(width, x + length); x < end; x++) {
          image.getRaster().setSample(x, y, 0, run % 2);
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    writer.dispose();

    PreparedImage read = decoder.prepare(bytes.toByteArray(), height, width, Interpolation.NEAREST);

    assertEquals(List.of(), read.warnings());
    for (int i = 0; i < width * height; i++) {
      int sample = image.getRaster().getSample(i % width, i / width, 0);
      assertEquals(sample * 255, read.pixels()[3 * i] & 0xff, "pixel " + i);
    }
  }

  /** Behind the damage a fax of group 4 is lost; it is shown with a warning if that is little. */
  @Test
  void aDamagedFaxIsShownWithAWarningOrRefused() throws IOException {
    byte[] whole = fax("CCITT T.4");
    int warned = 0;
    int silent = 0;
    for (int at = 400; at + 8 < whole.length - 400; at += 40) {
      byte[] damaged = whole.clone();
      Arrays.fill(damaged, at, at + 8, (byte) 0x15);
      try {
        List<PageWarning> warnings = prepare(damaged).warnings();
        silent += warnings.isEmpty() ? 1 : 0;
        warned += warnings.size();
        assertTrue(warnings.stream().allMatch(warning -> warning.kind() == Kind.DAMAGED));
        assertEquals(
            Reason.CORRUPT,
            assertThrows(
                    InvalidImageException.class,
                    () -> strict.prepare(damaged, 8, 8, Interpolation.NEAREST))
                .reason());
      } catch (InvalidImageException refusal) {
        assertEquals(Reason.CORRUPT, refusal.reason());
      }
    }
    assertTrue(warned > 10, warned + " warned");
    assertEquals(0, silent);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDamagedJpegSaysSo(boolean progressive) {
    int width = 400;
    int height = 300;
    byte[] rgb = new byte[width * height * 3];
    Random random = new Random(4);
    for (int i = 0; i < rgb.length; i += 3) {
      boolean black = i / 3 / width % 20 < 11 && random.nextInt(4) == 0;
      Arrays.fill(rgb, i, i + 3, (byte) (black ? 0 : WHITE));
    }
    byte[] whole = TestImages.jpeg(rgb, width, height, progressive);
    byte[] expected = decoder.prepare(whole, height, width, Interpolation.NEAREST).pixels();
    int silent = 0;
    int warned = 0;
    int refused = 0;
    for (int round = 0; round < 100; round++) {
      byte[] damaged = whole.clone();
      int at = 700 + random.nextInt(whole.length - 720);
      for (int i = 0; i < 8; i++) {
        damaged[at + i] = (byte) random.nextInt(255);
      }
      try {
        PreparedImage image = decoder.prepare(damaged, height, width, Interpolation.NEAREST);
        if (image.warnings().isEmpty()) {
          silent += difference(expected, image.pixels()) > 2 ? 1 : 0;
        } else {
          assertEquals(Kind.DAMAGED, image.warnings().get(0).kind());
          warned++;
          assertThrows(
              InvalidImageException.class,
              () -> strict.prepare(damaged, 8, 8, Interpolation.NEAREST));
        }
      } catch (InvalidImageException refusal) {
        refused++;
      }
    }
    String all = "%d warned, %d refused, %d silent".formatted(warned, refused, silent);
    assertTrue(warned > 80, all);
    // a change within the bits of a mean moves the levels of what follows, and nothing tells of it
    assertTrue(silent <= 3, all);
  }

  private static double difference(byte[] one, byte[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
    }
    return sum / one.length;
  }

  @Test
  void theSettingHasTwoValues() {
    assertEquals(Damage.WARN, Damage.parse("quire.images.damaged", "warn"));
    assertEquals(Damage.REFUSE, Damage.parse("quire.images.damaged", " Refuse"));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Damage.parse("quire.images.damaged", "ignore"))
            .getMessage();
    assertTrue(message.contains("quire.images.damaged") && message.contains("refuse"), message);
  }

  /** Cut and closed again it has an end, as its header promises. */
  @Test
  void aJpegThatWasCutAndClosedSaysSo() {
    byte[] whole = TestImages.jpeg(TestImages.noise(200, 200), 200, 200, false);

    PreparedImage most = decoder.prepare(closed(whole, 0.8), 20, 20, Interpolation.CUBIC);

    assertEquals(Kind.DAMAGED, most.warnings().get(0).kind());
    assertEquals(Reason.TRUNCATED, refusal(closed(whole, 0.3)).reason());
  }

  private static byte[] closed(byte[] jpeg, double part) {
    byte[] cut = Arrays.copyOf(jpeg, (int) (jpeg.length * part));
    cut[cut.length - 2] = (byte) 0xff;
    cut[cut.length - 1] = (byte) 0xd9;
    return cut;
  }

  /** Each scan is nearly free to write. */
  @Test
  void scansTimesPixelsAreBoundedInTiffToo() {
    byte[] jpeg = TestImages.jpeg(TestImages.gradient(64, 48), 64, 48, true);
    int scan = jpeg.length - 2;
    while (jpeg[scan] != (byte) 0xff || jpeg[scan + 1] != (byte) 0xda) {
      scan--;
    }
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 600; i++) {
      many.write(jpeg, scan, jpeg.length - 2 - scan);
    }
    many.write(jpeg, jpeg.length - 2, 2);

    for (byte[] data : List.of(jpeg, many.toByteArray())) {
      byte[] file =
          new TiffFile(64, 48, 3, 8, new int[0])
              .tag(259, 7)
              .tag(262, 6)
              .strips(48)
              .of(List.of(data), false);
      if (data == jpeg) {
        assertEquals(List.of(), prepare(file).warnings());
      } else {
        assertEquals(Reason.CORRUPT, refusal(file).reason());
        assertTrue(refusal(file).getMessage().contains("scans"), refusal(file).getMessage());
        assertEquals(Reason.CORRUPT, refusal(data).reason());
      }
    }
  }

  @Test
  void scansAreBoundedByThePixelsThatTheyPass() {
    JpegEffort effort = new JpegEffort();
    effort.add(20, 10_000, 10_000);
    assertThrows(InvalidImageException.class, () -> effort.add(21, 10_000, 10_000));
    assertThrows(InvalidImageException.class, () -> new JpegEffort().add(501, 1, 1));
    new JpegEffort().add(500, 100, 100);
    new JpegEffort().add(400, 2000, 2000);
    assertThrows(InvalidImageException.class, () -> new JpegEffort().add(400, 4000, 4000));
  }

  private static byte[] transparent(int[] ink, int colour, int others) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < ink.length; i++) {
      int argb = ink[i] == 0 ? 0 : i % 2 == 0 ? colour : others;
      image.setRGB(i % WIDTH, i / WIDTH, argb);
    }
    return TestImages.encode(image, "png");
  }

  @Test
  void whiteInkOnNothingIsLaidOnBlack() {
    assertInk(transparent(ink(), 0xffffffff, 0xffffffff), WHITE, 0);
    assertInk(transparent(ink(), 0xffffffff, 0xffffffff), WHITE, 0);
    assertInk(transparent(ink(), 0xff000000, 0xff000000), 0, WHITE);
    int[] values = new int[2 * WIDTH * HEIGHT];
    int[] ink = ink();
    for (int i = 0; i < ink.length; i++) {
      values[2 * i] = WHITE;
      values[2 * i + 1] = ink[i] * WHITE;
    }
    assertInk(new TiffFile(WIDTH, HEIGHT, 2, 8, values).tag(338, 2).bytes(), WHITE, 0);
  }

  @Test
  void inkThatNoGroundShowsBothOfCarriesAWarning() {
    PreparedImage image = prepare(transparent(ink(), 0xffffffff, 0xff000000));

    assertEquals(Kind.INVISIBLE, image.warnings().get(0).kind());
    assertEquals(WHITE, image.pixels()[0] & 0xff);
  }

  /** As scanners and printers make them: white is transparent, and the edges of ink are not. */
  @Test
  void softEdgesOfInkOnNothingNeedNoWarning() {
    PreparedImage image = prepare(transparent(ink(), 0xfff0f0f0, 0xff000000));

    assertEquals(List.of(), image.warnings());
    assertEquals(WHITE, image.pixels()[0] & 0xff);
  }

  @Test
  void aPageThatIsTransparentThroughoutSaysSo() {
    PreparedImage image = prepare(transparent(new int[WIDTH * HEIGHT], 0, 0));

    assertEquals(Kind.INVISIBLE, image.warnings().get(0).kind());
  }

  /** Paper that is there stays paper, though nothing is on it. */
  @Test
  void aWhitePageWithClearCornersStaysWhite() {
    int[] paper = new int[WIDTH * HEIGHT];
    Arrays.fill(paper, 1);
    Arrays.fill(paper, 0, 500, 0);

    PreparedImage image = prepare(transparent(paper, 0xffffffff, 0xffffffff));

    assertEquals(WHITE, image.pixels()[0] & 0xff);
    assertEquals(List.of(), image.warnings());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bitmapsWithTransparency(boolean used) {
    int[] ink = ink();
    ByteBuffer bmp = ByteBuffer.allocate(14 + 108 + 4 * ink.length).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put(TestImages.ascii("BM")).putInt(bmp.capacity()).putInt(0).putInt(14 + 108);
    bmp.putInt(108).putInt(WIDTH).putInt(-HEIGHT).putShort((short) 1).putShort((short) 32);
    bmp.putInt(3).putInt(4 * ink.length).putInt(0).putInt(0).putInt(0).putInt(0);
    bmp.putInt(0xff0000).putInt(0xff00).putInt(0xff).putInt(0xff000000);
    for (int i = 0; i < ink.length; i++) {
      int colour = ink[i] == 1 || used ? 0 : 0xffffff;
      bmp.putInt(14 + 108 + 4 * i, colour | (used && ink[i] == 1 ? 0xff000000 : 0));
    }
    assertInk(bmp.array());
  }
}
