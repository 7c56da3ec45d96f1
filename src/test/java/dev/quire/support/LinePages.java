package dev.quire.support;

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
            most + 2 * MARGIN, STEP * widths.size() + MARGIN, BufferedImage.TYPE_3BYTE_BGR);
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

  /** So many widths from one up to another, drawn at random. */
  public static List<Integer> widths(Random random, int lines, int least, int most) {
    return IntStream.range(0, lines).mapToObj(line -> random.nextInt(least, most + 1)).toList();
  }
}
