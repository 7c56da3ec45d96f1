package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels: files of known contents come out as they went in. */
class ImageDecoderTest {

  private static final int WIDTH = 13;
  private static final int HEIGHT = 7;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void readsLosslessFormatsExactly(String format) {
    byte[] rgb = TestImages.noise(WIDTH, HEIGHT);

    byte[] file = TestImages.encode(TestImages.buffered(rgb, WIDTH, HEIGHT), format);

    assertArrayEquals(rgb, pixels(file, WIDTH, HEIGHT));
  }

  @Test
  void readsLosslessWebp() {
    byte[] rgb = TestImages.noise(WIDTH, HEIGHT);

    assertArrayEquals(rgb, pixels(TestImages.webp(rgb, WIDTH, HEIGHT, 3, 101), WIDTH, HEIGHT));
  }

  @Test
  void readsLossyWebp() {
    byte[] rgb = TestImages.gradient(64, 48);

    byte[] decoded = pixels(TestImages.webp(rgb, 64, 48, 3, 95), 64, 48);

    assertWithin(12, rgb, decoded);
  }

  /** The JDK's decoder and OpenCV's are both libjpeg: one level allows for other builds of it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsJpegLikeTheJdk(boolean progressive) throws IOException {
    byte[] file = TestImages.jpeg(TestImages.gradient(64, 48), 64, 48, progressive);

    assertWithin(1, imageIo(file), pixels(file, 64, 48));
  }

  @Test
  void acceptsBytesAfterTheEndOfAJpeg() {
    byte[] file = TestImages.jpeg(TestImages.gradient(64, 48), 64, 48, false);
    byte[] longer = Arrays.copyOf(file, file.length + 1000);

    assertArrayEquals(pixels(file, 64, 48), pixels(longer, 64, 48));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CCITT T.4", "CCITT T.6", "LZW", "Deflate", "PackBits", "ZLib", "JPEG"})
  void readsCompressedTiff(String compression) throws IOException {
    BufferedImage image =
        compression.startsWith("CCITT")
            ? blackAndWhite()
            : TestImages.buffered(TestImages.noise(WIDTH, HEIGHT), WIDTH, HEIGHT);
    byte[] file = TestImages.tiff(image, compression);

    assertWithin(compression.equals("JPEG") ? 1 : 0, imageIo(file), pixels(file, WIDTH, HEIGHT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void readsBlackAndWhite(String format) throws IOException {
    byte[] file = TestImages.encode(blackAndWhite(), format);

    assertArrayEquals(imageIo(file), pixels(file, WIDTH, HEIGHT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void readsPalettes(String format) throws IOException {
    byte[] file =
        TestImages.encode(
            indexed(new IndexColorModel(8, 256, random(256, 1), random(256, 2), random(256, 3))),
            format);

    assertArrayEquals(imageIo(file), pixels(file, WIDTH, HEIGHT));
  }

  @Test
  void laysPaletteTransparencyOnWhite() {
    BufferedImage image =
        indexed(
            new IndexColorModel(
                8, 256, random(256, 1), random(256, 2), random(256, 3), random(256, 4)));
    byte[] rgba = new byte[WIDTH * HEIGHT * 4];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int argb = image.getRGB(i % WIDTH, i / WIDTH);
      rgba[4 * i] = (byte) (argb >> 16);
      rgba[4 * i + 1] = (byte) (argb >> 8);
      rgba[4 * i + 2] = (byte) argb;
      rgba[4 * i + 3] = (byte) (argb >> 24);
    }

    assertArrayEquals(onWhite(rgba, 4), pixels(TestImages.encode(image, "png"), WIDTH, HEIGHT));
  }

  @Test
  void laysAlphaOnWhite() {
    byte[] rgba = random(WIDTH * HEIGHT * 4, 1);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int argb =
          (rgba[4 * i + 3] & 0xff) << 24
              | (rgba[4 * i] & 0xff) << 16
              | (rgba[4 * i + 1] & 0xff) << 8
              | rgba[4 * i + 2] & 0xff;
      image.setRGB(i % WIDTH, i / WIDTH, argb);
    }
    byte[] expected = onWhite(rgba, 4);

    assertArrayEquals(expected, pixels(TestImages.encode(image, "png"), WIDTH, HEIGHT));
    assertArrayEquals(
        expected, pixels(TestImages.webp(rgba, WIDTH, HEIGHT, 4, 101), WIDTH, HEIGHT));
    assertArrayEquals(
        expected, pixels(TestImages.tiff(rgba, WIDTH, HEIGHT, 4, 8, 338, 2), WIDTH, HEIGHT));
  }

  @Test
  void readsAlphaOf16BitTiff() {
    byte[] rgba = random(WIDTH * HEIGHT * 4, 1);
    byte[] wide = new byte[rgba.length * 2];
    for (int i = 0; i < rgba.length; i++) {
      wide[2 * i] = rgba[i];
      wide[2 * i + 1] = rgba[i];
    }

    assertArrayEquals(
        onWhite(rgba, 4),
        pixels(TestImages.tiff(wide, WIDTH, HEIGHT, 4, 16, 338, 2), WIDTH, HEIGHT));
  }

  @Test
  void addsWhiteToPremultipliedTiff() {
    byte[] file = TestImages.tiff(new byte[] {60, 30, 0, 100}, 1, 1, 4, 8, 338, 1);

    assertArrayEquals(new byte[] {(byte) 215, (byte) 185, (byte) 155}, pixels(file, 1, 1));
  }

  @Test
  void laysGreyWithAlphaOnWhite() {
    byte[] greyAlpha = random(WIDTH * HEIGHT * 2, 2);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(greyAlpha, greyAlpha.length),
            WIDTH,
            HEIGHT,
            WIDTH * 2,
            2,
            new int[] {0, 1},
            null);
    ComponentColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, 3, DataBuffer.TYPE_BYTE);
    byte[] file = TestImages.encode(new BufferedImage(colours, raster, false, null), "png");

    assertArrayEquals(onWhite(greyAlpha, 2), pixels(file, WIDTH, HEIGHT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void rounds16BitsTo8(String format) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
    short[] samples = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
    Random random = new Random(3);
    byte[] expected = new byte[samples.length * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) random.nextInt();
      Arrays.fill(expected, 3 * i, 3 * i + 3, (byte) Math.round((samples[i] & 0xffff) / 257.0));
    }

    assertArrayEquals(expected, pixels(TestImages.encode(image, format), WIDTH, HEIGHT));
  }

  /** Without an Adobe marker OpenCV takes the four planes as inverted: 255 is no ink. */
  @Test
  void readsCmykJpeg() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, new int[] {255, 200, 100, 255});
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    }

    byte[] first = Arrays.copyOf(pixels(bytes.toByteArray(), 16, 16), 3);

    assertWithin(3, new byte[] {(byte) 255, (byte) 200, 100}, first);
  }

  @Test
  void readsCmykTiff() {
    byte[] cmyk = {0, 0, 0, 0, 0, 0, 0, (byte) 255, (byte) 255, 0, 0, 0};

    byte[] rgb = pixels(TestImages.tiff(cmyk, 3, 1, 4, 8, 262, 5), 3, 1);

    assertArrayEquals(new byte[] {-1, -1, -1, 0, 0, 0, 0, -1, -1}, rgb);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsThePageUpright(int orientation) {
    byte[] stored = TestImages.noise(WIDTH, HEIGHT);
    byte[] upright = upright(stored, orientation);

    byte[] png = TestImages.png(stored, WIDTH, HEIGHT);
    byte[] webp = TestImages.webp(stored, WIDTH, HEIGHT, 3, 101);
    byte[] exif = TestImages.exif(orientation);
    assertUpright(upright, orientation, TestImages.pngWithChunk(png, "eXIf", exif));
    assertUpright(upright, orientation, TestImages.webpWithExif(webp, WIDTH, HEIGHT, orientation));
    assertUpright(
        upright, orientation, TestImages.tiff(stored, WIDTH, HEIGHT, 3, 8, 274, orientation));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsAJpegUpright(int orientation) {
    byte[] jpeg = TestImages.jpeg(TestImages.noise(WIDTH, HEIGHT), WIDTH, HEIGHT, false);
    byte[] stored = pixels(jpeg, WIDTH, HEIGHT);

    assertUpright(
        upright(stored, orientation), orientation, TestImages.jpegWithExif(jpeg, orientation));
  }

  @Test
  void ignoresDamagedExif() {
    byte[] png = TestImages.png(TestImages.noise(WIDTH, HEIGHT), WIDTH, HEIGHT);

    byte[] file = TestImages.pngWithChunk(png, "eXIf", TestImages.ascii("II*\0\u00ff\u00ff"));

    assertArrayEquals(pixels(png, WIDTH, HEIGHT), pixels(file, WIDTH, HEIGHT));
  }

  @Test
  void takesTheDefaultPictureOfAnAnimatedPng() {
    byte[] rgb = TestImages.noise(WIDTH, HEIGHT);
    byte[] png = TestImages.png(rgb, WIDTH, HEIGHT);

    byte[] animated = TestImages.pngWithChunk(png, "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});

    assertArrayEquals(rgb, pixels(animated, WIDTH, HEIGHT));
  }

  @Test
  void reportsTheOriginalSizeAndBothTimes() {
    byte[] jpeg =
        TestImages.jpegWithExif(TestImages.jpeg(TestImages.gradient(64, 48), 64, 48, false), 6);

    PreparedImage image = decoder.prepare(jpeg, 20, 30, Interpolation.CUBIC);

    assertEquals(48, image.width());
    assertEquals(64, image.height());
    assertEquals(30, image.targetWidth());
    assertEquals(20, image.targetHeight());
    assertEquals(30 * 20 * 3, image.pixels().length);
    assertTrue(image.decodeNanos() > 0);
    assertTrue(image.resizeNanos() > 0);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void keepsAnEvenPageEvenUnderAllInterpolations(Interpolation interpolation) {
    byte[] rgb = new byte[40 * 30 * 3];
    Arrays.fill(rgb, (byte) 77);

    byte[] resized = decoder.prepare(TestImages.png(rgb, 40, 30), 17, 51, interpolation).pixels();

    for (byte value : resized) {
      assertEquals(77, value);
    }
  }

  @Test
  void refusesToResizeToNothing() {
    byte[] png = TestImages.png(TestImages.noise(4, 4), 4, 4);

    assertThrows(
        IllegalArgumentException.class, () -> decoder.prepare(png, 0, 5, Interpolation.CUBIC));
  }

  private void assertUpright(byte[] expected, int orientation, byte[] file) {
    int width = orientation >= 5 ? HEIGHT : WIDTH;
    int height = orientation >= 5 ? WIDTH : HEIGHT;
    PreparedImage image = decoder.prepare(file, height, width, Interpolation.CUBIC);
    assertEquals(width, image.width());
    assertEquals(height, image.height());
    assertArrayEquals(expected, image.pixels());
  }

  /** What the eight EXIF orientations mean: where the stored row 0 and column 0 are shown. */
  private static byte[] upright(byte[] stored, int orientation) {
    int width = orientation >= 5 ? HEIGHT : WIDTH;
    int height = orientation >= 5 ? WIDTH : HEIGHT;
    byte[] shown = new byte[stored.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int left = width - 1 - x;
        int below = height - 1 - y;
        int[] from =
            switch (orientation) {
              case 1 -> new int[] {x, y};
              case 2 -> new int[] {left, y};
              case 3 -> new int[] {left, below};
              case 4 -> new int[] {x, below};
              case 5 -> new int[] {y, x};
              case 6 -> new int[] {y, left};
              case 7 -> new int[] {below, left};
              default -> new int[] {below, x};
            };
        System.arraycopy(stored, (from[1] * WIDTH + from[0]) * 3, shown, (y * width + x) * 3, 3);
      }
    }
    return shown;
  }

  /** At the picture's own size every interpolation returns the picture. */
  private byte[] pixels(byte[] file, int width, int height) {
    return decoder.prepare(file, height, width, Interpolation.CUBIC).pixels();
  }

  private static byte[] onWhite(byte[] channels, int perPixel) {
    byte[] rgb = new byte[channels.length / perPixel * 3];
    for (int i = 0; i < rgb.length / 3; i++) {
      double alpha = (channels[i * perPixel + perPixel - 1] & 0xff) / 255.0;
      for (int c = 0; c < 3; c++) {
        int colour = channels[i * perPixel + (perPixel == 4 ? c : 0)] & 0xff;
        rgb[3 * i + c] = (byte) Math.round(colour * alpha + 255 * (1 - alpha));
      }
    }
    return rgb;
  }

  private static BufferedImage blackAndWhite() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    new Random(9).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    return image;
  }

  private static BufferedImage indexed(IndexColorModel palette) {
    BufferedImage image =
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, palette);
    new Random(9).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    return image;
  }

  private static byte[] random(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] imageIo(byte[] file) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    int width = image.getWidth();
    byte[] rgb = new byte[width * image.getHeight() * 3];
    for (int i = 0; i < rgb.length / 3; i++) {
      int value = image.getRGB(i % width, i / width);
      rgb[3 * i] = (byte) (value >> 16);
      rgb[3 * i + 1] = (byte) (value >> 8);
      rgb[3 * i + 2] = (byte) value;
    }
    return rgb;
  }

  private static void assertWithin(int levels, byte[] expected, byte[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] & 0xff, actual[i] & 0xff, levels, "sample " + i);
    }
  }
}
