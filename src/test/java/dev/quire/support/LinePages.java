package dev.quire.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.restassured.path.json.JsonPath;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Pages that say to the simulated models where their lines are: black bars, one below the other,
 * each of which is read as its own width.
 */
public final class LinePages {

  /** Rows from one line to the next. */
  public static final int STEP = 80;

  private static final int MARGIN = 48;
  private static final int BAR = 24;
  private static final int MARK = 24;
  private static final int AROUND = 24;

  /** Pages of lines of many widths are to share batches, too. */
  private static final int COARSE = 256;

  /** Of a line when it is read. */
  private static final int ROWS = 48;

  private LinePages() {}

  /** A PNG with a line of each of these widths, in pixels. */
  public static byte[] png(List<Integer> widths) {
    return png(widths, -1);
  }

  /** The same, with one line that the model fails on. */
  public static byte[] png(List<Integer> widths, int poisoned) {
    int most = widths.stream().mapToInt(Integer::intValue).max().orElse(0);
    BufferedImage page =
        new BufferedImage(
            (most + 2 * MARGIN + COARSE - 1) / COARSE * COARSE,
            STEP * widths.size() + MARGIN,
            BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
    graphics.setColor(Color.CYAN);
    graphics.fillRect(0, 0, MARK, MARK);
    for (int line = 0; line < widths.size(); line++) {
      int top = MARGIN + STEP * line;
      if (line == poisoned) {
        graphics.setColor(Color.MAGENTA);
        graphics.fillRect(
            MARGIN - AROUND, top - AROUND, widths.get(line) + 2 * AROUND, BAR + 2 * AROUND);
      }
      graphics.setColor(Color.BLACK);
      graphics.fillRect(MARGIN, top, widths.get(line), BAR);
    }
    graphics.dispose();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(page, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes sure that an answer is that of a page: each line where it is, and read as itself.
   *
   * @param answer JSON
   * @param poisoned the line that the model fails on; -1 for none
   */
  public static void assertRead(String answer, List<Integer> widths, int poisoned) {
    JsonPath json = JsonPath.from(answer);
    assertEquals(widths.size(), json.getList("lines").size(), answer);
    for (int line = 0; line < widths.size(); line++) {
      List<Float> box = json.getList("lines[%d].box".formatted(line), Float.class);
      double width = box.get(2) - box.get(0);
      double height = box.get(3) - box.get(1);
      // a line's box is larger than its bar by as much on all sides
      assertEquals(widths.get(line) + height - BAR, width, 4, answer);
      assertEquals(MARGIN + STEP * line + BAR / 2.0, (box.get(1) + box.get(3)) / 2, 4, answer);
      String text = json.getString("lines[%d].text".formatted(line));
      String error = json.getString("lines[%d].error".formatted(line));
      if (line == poisoned) {
        assertEquals("The model failed on this line", error, answer);
        assertEquals("", text, answer);
      } else {
        assertNull(error, answer);
        double read = ROWS * width / height;
        assertEquals(read, Integer.parseInt(text), 0.05 * read, answer);
      }
    }
  }

  /** So many widths from one up to another, drawn at random. */
  public static List<Integer> widths(Random random, int lines, int least, int most) {
    return IntStream.range(0, lines).mapToObj(line -> random.nextInt(least, most + 1)).toList();
  }
}
