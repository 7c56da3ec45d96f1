package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.InvalidImageException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is not a whole image of a fair size is refused, with the right reason and without a crash.
 */
class ImageRefusalTest {

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @Test
  void refusesNothing() {
    assertEquals(Reason.EMPTY, refusal(new byte[0]).reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%PDF-1.7 and so on",
        "GIF89a and so on",
        "\0\0\0\u001cftypheic and so on",
        "II+\0 and so on",
        "<html></html>",
        "x",
        "RIFF\0\0\0\0WAVEfmt "
      })
  void refusesOtherFormats(String contents) {
    InvalidImageException refusal = refusal(TestImages.ascii(contents));

    assertEquals(Reason.UNSUPPORTED_FORMAT, refusal.reason());
    assertTrue(refusal.getMessage().contains("JPEG, PNG, WebP, BMP and TIFF"));
  }

  /** A bit count of 0 stands for a JPEG or PNG file within the BMP file. */
  @Test
  void refusesBmpFilesThatHoldAnotherFormat() {
    byte[] bmp = wholeFiles().get("bmp").clone();
    bmp[28] = 0;

    assertEquals(Reason.UNSUPPORTED_FORMAT, refusal(bmp).reason());
  }

  @Test
  void saysThatAPdfIsAPdf() {
    assertTrue(refusal(TestImages.ascii("%PDF-1.7")).getMessage().contains("PDF"));
  }

  @Test
  void refusesEveryFormatCutShort() {
    wholeFiles()
        .forEach(
            (name, file) -> {
              for (int cut = 1; cut <= 40; cut++) {
                int length = Math.max(12, file.length - 1 - (file.length - 13) * (cut - 1) / 39);
                byte[] part = Arrays.copyOf(file, length);
                InvalidImageException refusal =
                    assertThrows(
                        InvalidImageException.class,
                        () -> decoder.inspect(part),
                        name + " cut to " + length);
                assertEquals(Reason.TRUNCATED, refusal.reason(), name + " cut to " + length);
              }
            });
  }

  @Test
  void refusesEveryFirstBytes() {
    wholeFiles()
        .forEach(
            (name, file) -> {
              for (int length = 1; length < Math.min(200, file.length); length++) {
                assertNotNull(refusal(Arrays.copyOf(file, length)).reason(), name + length);
              }
            });
  }

  @Test
  void refusesAPngWhosePictureDataEndEarly() {
    byte[] png = TestImages.png(TestImages.noise(20, 20), 20, 20);

    assertEquals(Reason.CORRUPT, refusal(TestImages.pngClaiming(png, 20, 30)).reason());
  }

  @Test
  void refusesAFlippedBitInAPng() {
    byte[] png = TestImages.png(TestImages.noise(20, 20), 20, 20);
    png[100] ^= 4;

    assertEquals(Reason.CORRUPT, refusal(png).reason());
  }

  @Test
  void refusesAJpegOfHeadersOnly() {
    byte[] file = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9};

    assertEquals(Reason.CORRUPT, refusal(file).reason());
  }

  @Test
  void refusesAJpegOfThousandsOfScans() {
    byte[] jpeg = TestImages.jpeg(TestImages.gradient(64, 48), 64, 48, true);
    int scan = lastScan(jpeg);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 1000; i++) {
      bomb.write(jpeg, scan, jpeg.length - 2 - scan);
    }
    bomb.write(jpeg, jpeg.length - 2, 2);

    assertEquals(Reason.CORRUPT, refusal(bomb.toByteArray()).reason());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, BAD_DIMENSIONS",
    "10, 0, BAD_DIMENSIONS",
    "100000, 1, BAD_DIMENSIONS",
    "1, 100000, BAD_DIMENSIONS",
    "20001, 20, BAD_DIMENSIONS",
    "10001, 10000, TOO_LARGE",
    "20000, 20000, TOO_LARGE",
    "30000, 30000, TOO_LARGE",
    "65535, 65535, TOO_LARGE",
    "2147483647, 2147483647, TOO_LARGE",
    "-1, -1, TOO_LARGE"
  })
  void refusesSizesBeforeDecoding(int width, int height, Reason reason) {
    byte[] png =
        TestImages.pngClaiming(TestImages.png(TestImages.noise(4, 4), 4, 4), width, height);

    InvalidImageException refusal =
        assertThrows(InvalidImageException.class, () -> decoder.inspect(png));
    assertEquals(reason, refusal.reason());
  }

  /** 225 megapixels in some two hundred kilobytes, every chunk of them valid. */
  @Test
  void refusesACompressedBombByItsHeader() throws Exception {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(data, new Deflater(9))) {
      byte[] row = new byte[1 + 15_000];
      for (int y = 0; y < 15_000; y++) {
        deflated.write(row);
      }
    }
    assertEquals(Reason.TOO_LARGE, refusal(ofSide15000(data.toByteArray())).reason());
    // nor is what cannot be inflated ever inflated
    byte[] noise = new byte[data.size()];
    new Random(5).nextBytes(noise);
    assertEquals(Reason.TOO_LARGE, refusal(ofSide15000(noise)).reason());
  }

  private static byte[] ofSide15000(byte[] data) {
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + data.length + 12);
    png.put(TestImages.ascii("\u0089PNG\r\n\u001a\n"));
    png.putInt(13).put(TestImages.ascii("IHDR")).putInt(15_000).putInt(15_000);
    png.put(new byte[] {8, 0, 0, 0, 0}).putInt(0);
    png.putInt(data.length).put(TestImages.ascii("IDAT")).put(data).putInt(0);
    png.putInt(0).put(TestImages.ascii("IEND")).putInt(0);
    return TestImages.withChecksums(png.array());
  }

  @Test
  void holdsItsOwnLimits() {
    ImageDecoder strict = new ImageDecoder(new ImageLimits(400, 30, 10));
    byte[] fits = TestImages.png(TestImages.noise(20, 20), 20, 20);
    byte[] thin = TestImages.png(TestImages.noise(9, 20), 9, 20);
    byte[] large = TestImages.png(TestImages.noise(20, 21), 20, 21);

    assertEquals(20, strict.inspect(fits).width());
    assertEquals(
        Reason.BAD_DIMENSIONS,
        assertThrows(InvalidImageException.class, () -> strict.inspect(thin)).reason());
    assertEquals(
        Reason.TOO_LARGE,
        assertThrows(InvalidImageException.class, () -> strict.inspect(large)).reason());
  }

  @Test
  void refusesImpossibleLimits() {
    assertThrows(IllegalArgumentException.class, () -> new ImageLimits(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ImageLimits(1L << 31, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ImageLimits(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ImageLimits(1, 1, 2));
  }

  @Test
  void refusesTiffOfFloatsOddSamplesAndHugeTiles() {
    byte[] samples = new byte[4 * 4 * 3];

    assertEquals(
        Reason.UNSUPPORTED_FORMAT, refusal(TestImages.tiff(samples, 2, 2, 1, 32, 339, 3)).reason());
    assertEquals(Reason.UNSUPPORTED_FORMAT, refusal(TestImages.tiff(samples, 4, 4, 2, 8)).reason());
    assertEquals(
        Reason.CORRUPT,
        refusal(TestImages.tiff(samples, 4, 4, 3, 8, 322, 1 << 20, 323, 1 << 10)).reason());
  }

  /** Thousands of damaged files: each decodes or is refused, and the process lives on. */
  @Test
  void survivesDamage() {
    Random random = new Random(42);
    Map<String, byte[]> files = wholeFiles();
    Set<Reason> allowed =
        Set.of(
            Reason.CORRUPT,
            Reason.TRUNCATED,
            Reason.UNSUPPORTED_FORMAT,
            Reason.TOO_LARGE,
            Reason.BAD_DIMENSIONS);
    ImageDecoder small = new ImageDecoder(new ImageLimits(1_000_000, 10_000, 1));
    int decoded = 0;
    int refused = 0;
    for (int round = 0; round < 250; round++) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        byte[] damaged = file.getValue().clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
          int at = random.nextInt(random.nextBoolean() ? damaged.length : 120);
          damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : damaged[at] ^ 1);
        }
        if (file.getKey().startsWith("png") && random.nextInt(4) > 0) {
          damaged = TestImages.withChecksums(damaged);
        }
        try {
          small.prepare(damaged, 8, 8, Interpolation.CUBIC);
          decoded++;
        } catch (InvalidImageException e) {
          assertTrue(allowed.contains(e.reason()));
          refused++;
        }
      }
    }
    assertTrue(decoded > 100 && refused > 500, decoded + " decoded, " + refused + " refused");
  }

  @Test
  void survivesNoiseBehindEveryMagicNumber() {
    Random random = new Random(7);
    for (byte[] file : wholeFiles().values()) {
      for (int round = 0; round < 100; round++) {
        byte[] noise = new byte[20 + random.nextInt(2000)];
        random.nextBytes(noise);
        System.arraycopy(file, 0, noise, 0, 16);
        assertNotNull(refusal(noise).reason());
      }
    }
  }

  private static Map<String, byte[]> wholeFiles() {
    int width = 40;
    int height = 30;
    byte[] rgb = TestImages.noise(width, height);
    byte[] rgba = new byte[width * height * 4];
    new Random(5).nextBytes(rgba);
    byte[] png = TestImages.png(rgb, width, height);
    byte[] webp = TestImages.webp(rgb, width, height, 3, 101);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("jpeg", TestImages.jpeg(rgb, width, height, false));
    files.put("jpeg progressive", TestImages.jpeg(rgb, width, height, true));
    files.put("jpeg exif", TestImages.jpegWithExif(TestImages.jpeg(rgb, width, height, false), 6));
    files.put("png", png);
    files.put("png exif", TestImages.pngWithChunk(png, "eXIf", TestImages.exif(6)));
    files.put(
        "png animated", TestImages.pngWithChunk(png, "acTL", new byte[] {0, 0, 0, 1, 0, 0, 0, 0}));
    files.put("webp lossless", webp);
    files.put("webp lossy", TestImages.webp(rgb, width, height, 3, 80));
    files.put("webp alpha", TestImages.webp(rgba, width, height, 4, 80));
    files.put("webp exif", TestImages.webpWithExif(webp, width, height, 6));
    files.put("bmp", TestImages.encode(TestImages.buffered(rgb, width, height), "bmp"));
    files.put("tiff", TestImages.tiff(rgb, width, height, 3, 8));
    files.put("tiff alpha", TestImages.tiff(rgba, width, height, 4, 8, 338, 2));
    files.put("tiff jdk", TestImages.encode(TestImages.buffered(rgb, width, height), "tiff"));
    return files;
  }

  private static int lastScan(byte[] jpeg) {
    for (int at = jpeg.length - 2; ; at--) {
      if (jpeg[at] == (byte) 0xff && jpeg[at + 1] == (byte) 0xda) {
        return at;
      }
    }
  }

  private InvalidImageException refusal(byte[] file) {
    return assertThrows(
        InvalidImageException.class, () -> decoder.prepare(file, 8, 8, Interpolation.CUBIC));
  }
}
