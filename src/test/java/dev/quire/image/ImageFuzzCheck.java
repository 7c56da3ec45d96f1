package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.TiffFile.Packing;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of image files with some bytes changed, cut out, repeated or moved: each is refused, or
 * shown as it was, or shown with a warning; none is blank in silence. No other exception comes, and
 * no file takes long.
 *
 * <p>A change that leaves a file as its format wants it cannot be found out, such as another level
 * in data that are not compressed: what counts as lost in silence is a page of which most of the
 * ink is gone. It is no fault in bitmaps, in PNG whose checksums were made to fit what was changed,
 * and in lossy WebP, whose data mean something whatever they are.
 *
 * <p>Run by hand with {@code ./mvnw test -Dtest=ImageFuzzCheck}; {@code -Dimages.files=12000},
 * {@code -Dimages.seed=1} and {@code -Dimages.first=0} to begin with another file.
 */
class ImageFuzzCheck {

  private static final int FILES = Integer.getInteger("images.files", 12_000);
  private static final int FIRST = Integer.getInteger("images.first", 0);
  private static final long SEED = Long.getLong("images.seed", 1);
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final long MOST_NANOS = 5_000_000_000L;
  private static final int DARK = 128;

  private final ByteBudget memory = ByteBudget.ofOneStage(256L << 20);
  private final ImageDecoder decoder =
      new ImageDecoder(new ImageLimits(4_000_000, 8_000, 1), memory);

  /** How the files of a kind came out. */
  private static final class Row {
    private int same;
    private int changed;
    private int warned;
    private int refused;
    private int lost;
    private long slowest;
  }

  @Test
  void noFileBreaksAnythingOrIsLostInSilence() throws IOException {
    List<Map.Entry<String, byte[]>> files = new ArrayList<>(files().entrySet());
    Map<String, Row> table = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    Map<String, byte[]> whole = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> file : files) {
      PreparedImage image = prepare(file.getValue());
      assertEquals(List.of(), image.warnings(), file.getKey());
      whole.put(file.getKey(), image.pixels());
    }
    for (int number = FIRST; number < FIRST + FILES; number++) {
      Map.Entry<String, byte[]> file = files.get(number % files.size());
      Random random = new Random(SEED * 1_000_003 + number);
      byte[] changed = changed(file.getKey(), file.getValue(), random);
      Row row = table.computeIfAbsent(file.getKey(), kind -> new Row());
      long start = System.nanoTime();
      try {
        count(row, whole.get(file.getKey()), prepare(changed), number, file.getKey(), faults);
      } catch (InvalidImageException | MemoryExhaustedException e) {
        row.refused++;
      } catch (RuntimeException | Error e) {
        faults.add("%d %s: %s".formatted(number, file.getKey(), e));
      }
      long taken = System.nanoTime() - start;
      row.slowest = Math.max(row.slowest, taken);
      if (taken > MOST_NANOS) {
        faults.add("%d %s: took %d ms".formatted(number, file.getKey(), taken / 1_000_000));
      }
      assertEquals(0, memory.reserved(), "file " + number);
    }
    print(table);
    faults.stream().limit(40).forEach(System.out::println);
    System.out.printf("%d files, seed %d, %d faults%n", FILES, SEED, faults.size());
    assertTrue(faults.isEmpty(), faults.size() + " faults");
  }

  private static void print(Map<String, Row> table) {
    System.out.printf(
        "%-22s %6s %8s %7s %8s %6s %8s%n",
        "kind", "same", "changed", "warned", "refused", "lost", "slowest");
    table.forEach(
        (kind, row) ->
            System.out.printf(
                "%-22s %6d %8d %7d %8d %6d %5d ms%n",
                kind,
                row.same,
                row.changed,
                row.warned,
                row.refused,
                row.lost,
                row.slowest / 1_000_000));
  }

  private PreparedImage prepare(byte[] file) {
    return decoder.prepare(file, HEIGHT, WIDTH, Interpolation.AREA);
  }

  private static void count(
      Row row, byte[] whole, PreparedImage image, int number, String kind, List<String> faults) {
    if (!image.warnings().isEmpty()) {
      row.warned++;
    } else if (Arrays.equals(whole, image.pixels())) {
      row.same++;
    } else if (even(image.pixels()) || contrast(image.pixels()) * 4 < contrast(whole)) {
      row.lost++;
      if (!kind.equals("bmp") && !kind.equals("webp") && !kind.startsWith("png")) {
        faults.add("%d %s: the ink is gone".formatted(number, kind));
      }
    } else {
      row.changed++;
    }
  }

  private static boolean even(byte[] pixels) {
    for (byte pixel : pixels) {
      if (Math.abs((pixel & 0xff) - (pixels[0] & 0xff)) > 16) {
        return false;
      }
    }
    return true;
  }

  /** How often neighbours differ as ink does from paper. */
  private static int contrast(byte[] pixels) {
    int edges = 0;
    for (int i = 3; i < pixels.length; i += 3) {
      edges += Math.abs((pixels[i] & 0xff) - (pixels[i - 3] & 0xff)) > DARK / 2 ? 1 : 0;
    }
    return edges;
  }

  private static byte[] changed(String kind, byte[] file, Random random) {
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

  private static BufferedImage page(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(java.awt.Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(java.awt.Color.BLACK);
    graphics.setFont(new Font(Font.SERIF, Font.PLAIN, 12));
    for (int y = 20; y < HEIGHT - 10; y += 14) {
      graphics.fillRect(12, y, 6, 3);
      for (int x = 24; x < WIDTH - 20; x += 7) {
        graphics.fillRect(x, y - x % 5, 3 + x % 3, 7);
      }
    }
    graphics.dispose();
    return image;
  }

  private static Map<String, byte[]> files() throws IOException {
    BufferedImage page = page(BufferedImage.TYPE_INT_RGB);
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    int[] values = new int[rgb.length];
    int[] grey = new int[WIDTH * HEIGHT];
    int[] rgba = new int[4 * grey.length];
    byte[] rgbaBytes = new byte[rgba.length];
    for (int i = 0; i < grey.length; i++) {
      int colour = page.getRGB(i % WIDTH, i / WIDTH);
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
    byte[] jpeg = TestImages.jpeg(rgb, WIDTH, HEIGHT, false);
    files.put("jpeg", jpeg);
    files.put("jpeg again", jpeg);
    files.put("jpeg progressive", TestImages.jpeg(rgb, WIDTH, HEIGHT, true));
    files.put("jpeg grey", TestImages.encode(page(BufferedImage.TYPE_BYTE_GRAY), "jpg"));
    files.put("jpeg exif", TestImages.jpegWithExif(jpeg, 3));
    files.put("png", TestImages.png(rgb, WIDTH, HEIGHT));
    files.put("png bilevel", TestImages.encode(page(BufferedImage.TYPE_BYTE_BINARY), "png"));
    files.put("png alpha", TestImages.encode(page(BufferedImage.TYPE_INT_ARGB), "png"));
    files.put("webp", TestImages.webp(rgb, WIDTH, HEIGHT, 3, 90));
    files.put("webp lossless", TestImages.webp(rgb, WIDTH, HEIGHT, 3, 101));
    files.put("webp alpha", TestImages.webp(rgbaBytes, WIDTH, HEIGHT, 4, 90));
    files.put("bmp", TestImages.encode(page(BufferedImage.TYPE_INT_RGB), "bmp"));
    for (Packing packing : Packing.values()) {
      files.put(
          "tiff bilevel " + packing,
          new TiffFile(WIDTH, HEIGHT, 1, 1, bits).packing(packing).strips(64).bytes());
      files.put(
          "tiff grey " + packing,
          new TiffFile(WIDTH, HEIGHT, 1, 8, grey).packing(packing).tiles(64, 64).bytes());
      files.put(
          "tiff rgb " + packing,
          new TiffFile(WIDTH, HEIGHT, 3, 8, values)
              .packing(packing)
              .planar()
              .order(ByteOrder.BIG_ENDIAN)
              .strips(50)
              .bytes());
      files.put(
          "tiff deep " + packing,
          new TiffFile(WIDTH, HEIGHT, 3, 16, wide).packing(packing).strips(HEIGHT).bytes());
      files.put(
          "tiff alpha " + packing,
          new TiffFile(WIDTH, HEIGHT, 4, 8, rgba).packing(packing).tag(338, 2).bytes());
    }
    for (String fax : List.of("CCITT RLE", "CCITT T.4", "CCITT T.6")) {
      files.put("tiff " + fax, written(page(BufferedImage.TYPE_BYTE_BINARY), fax));
    }
    files.put("tiff jpeg", written(page, "JPEG"));
    return files;
  }

  private static byte[] written(BufferedImage image, String compression) throws IOException {
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
    return bytes.toByteArray();
  }
}
