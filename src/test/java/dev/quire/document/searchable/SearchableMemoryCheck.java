package dev.quire.document.searchable;

import dev.quire.image.Bitmap;
import dev.quire.reading.ReadPage;
import dev.quire.reading.WritingMode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Writes 300 scanned pages of 500 words, each page 1 to 2 MB of JPEG: to be run with less heap than
 * the pages take. Prints what was written and how long it took.
 */
final class SearchableMemoryCheck {

  private static final int PAGES = 300;
  private static final int WIDTH = 1240;
  private static final int HEIGHT = 1754;

  private SearchableMemoryCheck() {}

  public static void main(String[] arguments) throws IOException {
    Path scanned = Files.createTempFile("scanned", ".pdf");
    try {
      ImageIO.setUseCache(false);
      byte[] jpeg = jpeg();
      Bitmap size = new Bitmap(WIDTH, HEIGHT, new byte[3 * WIDTH * HEIGHT], 0);
      long start = System.nanoTime();
      try (PicturePdf pdf = new PicturePdf(Scratch.defaults());
          OutputStream out = Files.newOutputStream(scanned)) {
        for (int number = 1; number <= PAGES; number++) {
          pdf.add(PagePicture.of(jpeg, size), page(number));
        }
        print("pictures", pdf.save(out), Files.size(scanned), start);
      }
    } finally {
      Files.delete(scanned);
    }
  }

  private static void print(String what, Written written, long bytes, long start) {
    System.out.printf(
        "%s: %s, %.0f MB of file, %.0f MB of heap at most, %.1f s%n",
        what,
        written,
        bytes / 1e6,
        Runtime.getRuntime().maxMemory() / 1e6,
        (System.nanoTime() - start) / 1e9);
  }

  private static ReadPage page(int number) {
    Sheet sheet = new Sheet(WIDTH, HEIGHT);
    String[] words = new String[10];
    Arrays.fill(words, "words" + number % 7);
    for (int row = 0; row < 50; row++) {
      sheet.line(50, 50 + 30 * row, 20, WritingMode.LEFT_TO_RIGHT, words);
    }
    return sheet.page(number);
  }

  private static byte[] jpeg() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(3);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }
}
