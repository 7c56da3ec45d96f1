package dev.quire.image;

import dev.quire.image.TiffFile.Packing;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Image files of every kind, and damage done to them. */
public final class FuzzedImages {

  private static final int DARK = 128;

  private FuzzedImages() {}

  /**
   * A page in every format and coding.
   *
   * @return files by their kinds
   */
  public static Map<String, byte[]> of(BufferedImage page) throws IOException {
    int width = page.getWidth();
    int height = page.getHeight();
    byte[] rgb = new byte[3 * width * height];
    int[] values = new int[rgb.length];
    int[] grey = new int[width * height];
    int[] rgba = new int[4 * grey.length];
    byte[] rgbaBytes = new byte[rgba.length];
    for (int i = 0; i < grey.length; i++) {
      int colour = page.getRGB(i % width, i / width);
      grey[i] = colour & 0xff;
      for (int channel = 0; channel < 3; channel++) {
        values[3 * i + channel] = colour >> 16 - 8 * channel & 0xff;
        rgb[3 * i + channel] = (byte) values[3 * i + channel];
        rgba[4 * i + channel] = values[3 * i + channel];
      }
      rgba[4 * i + 3] = 255 - grey[i];
    }
    for (int i = 0; i < rgba.length; i++) {
      rgbaBytes[i] = (byte) rgba[i];
    }
    int[] bits = Arrays.stream(grey).map(level -> level > DARK ? 1 : 0).toArray();
    int[] wide = Arrays.stream(values).map(level -> level * 257).toArray();
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] jpeg = TestImages.jpeg(rgb, width, height, false);
    files.put("jpeg", jpeg);
    files.put("jpeg again", jpeg);
    files.put("jpeg progressive", TestImages.jpeg(rgb, width, height, true));
    files.put("jpeg grey", TestImages.encode(as(page, BufferedImage.TYPE_BYTE_GRAY), "jpg"));
    files.put("jpeg exif", TestImages.jpegWithExif(jpeg, 3));
    files.put("png", TestImages.png(rgb, width, height));
    files.put("png bilevel", TestImages.encode(as(page, BufferedImage.TYPE_BYTE_BINARY), "png"));
    files.put("png alpha", TestImages.encode(as(page, BufferedImage.TYPE_INT_ARGB), "png"));
    files.put("webp", TestImages.webp(rgb, width, height, 3, 90));
    files.put("webp lossless", TestImages.webp(rgb, width, height, 3, 101));
    files.put("webp alpha", TestImages.webp(rgbaBytes, width, height, 4, 90));
    files.put("bmp", TestImages.encode(as(page, BufferedImage.TYPE_INT_RGB), "bmp"));
    for (Packing packing : Packing.values()) {
      files.put(
          "tiff bilevel " + packing,
          new TiffFile(width, height, 1, 1, bits).packing(packing).strips(64).bytes());
      files.put(
          "tiff grey " + packing,
          new TiffFile(width, height, 1, 8, grey).packing(packing).tiles(64, 64).bytes());
      files.put(
          "tiff rgb " + packing,
          new TiffFile(width, height, 3, 8, values)
              .packing(packing)
              .planar()
              .order(ByteOrder.BIG_ENDIAN)
              .strips(50)
              .bytes());
      files.put(
          "tiff deep " + packing,
          new TiffFile(width, height, 3, 16, wide).packing(packing).strips(height).bytes());
      files.put(
          "tiff alpha " + packing,
          new TiffFile(width, height, 4, 8, rgba).packing(packing).tag(338, 2).bytes());
    }
    for (String fax : List.of("CCITT RLE", "CCITT T.4", "CCITT T.6")) {
      files.put("tiff " + fax, TestImages.tiff(as(page, BufferedImage.TYPE_BYTE_BINARY), fax));
    }
    files.put("tiff jpeg", TestImages.tiff(as(page, BufferedImage.TYPE_INT_RGB), "JPEG"));
    return files;
  }

  private static BufferedImage as(BufferedImage page, int type) {
    BufferedImage image = new BufferedImage(page.getWidth(), page.getHeight(), type);
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(page, 0, 0, null);
    graphics.dispose();
    return image;
  }

  /** A file with one to six changes: bits, bytes, stretches overwritten, moved or cut out. */
  public static byte[] changed(String kind, byte[] file, Random random) {
    byte[] changed = file.clone();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      // the heads and the directories at the ends hold more that may break
      int area = random.nextInt(4);
      int at =
          area == 0
              ? random.nextInt(Math.min(file.length, 200))
              : area == 1
                  ? file.length - 1 - random.nextInt(Math.min(file.length, 200))
                  : random.nextInt(file.length);
      int length = Math.min(1 + random.nextInt(40), file.length - at);
      switch (random.nextInt(6)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> changed[at] = (byte) random.nextInt();
        case 2 -> {
          for (int j = at; j < at + length; j++) {
            changed[j] = (byte) random.nextInt();
          }
        }
        case 3 -> Arrays.fill(changed, at, at + length, (byte) (random.nextBoolean() ? 0 : 255));
        case 4 ->
            System.arraycopy(
                changed, random.nextInt(file.length - length + 1), changed, at, length);
        default -> {
          int cut = Math.min(length, changed.length - at);
          System.arraycopy(changed, at + cut, changed, at, changed.length - at - cut);
        }
      }
    }
    return kind.startsWith("png") && random.nextInt(3) > 0
        ? TestImages.withChecksums(changed)
        : changed;
  }
}
