package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
    List<Map.Entry<String, byte[]>> files = new ArrayList<>(FuzzedImages.of(page()).entrySet());
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
      byte[] changed = FuzzedImages.changed(file.getKey(), file.getValue(), random);
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

  private static BufferedImage page() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
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
}
