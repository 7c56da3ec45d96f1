package dev.quire.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Bitmap;
import dev.quire.image.Drawing;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.PageImage;
import dev.quire.image.Point;
import dev.quire.image.Quad;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LinePainterTest {

  private static final int WHITE = 0xffffff;
  private static final int BLUE = 0x1566ad;
  private static final Subject LINES = new Subject.Regions(true);

  private final LinePainter painter = new LinePainter();

  @Test
  void outlinesALineWhereItIs() {
    BufferedImage picture = lines(800, 1000, upright(100, 400, 500, 440));

    assertLine(picture, 300, 400);
    assertLine(picture, 300, 439);
    assertLine(picture, 499, 420);
    assertNotEquals(WHITE, rgb(picture, 300, 420), "within it");
    assertEquals(WHITE, rgb(picture, 300, 390));
    assertEquals(WHITE, rgb(picture, 300, 450));
  }

  @Test
  void outlinesATurnedLineByItsCorners() {
    BufferedImage picture =
        lines(
            800,
            1000,
            new Quad(
                new Point(100, 500),
                new Point(500, 100),
                new Point(530, 130),
                new Point(130, 530)));

    assertLine(picture, 300, 300);
    assertNotEquals(WHITE, rgb(picture, 315, 315), "within it");
    assertEquals(WHITE, rgb(picture, 200, 200), "within its upright box alone");
  }

  @Test
  void numbersEachLineInTheMargin() {
    Quad[] lines =
        IntStream.range(0, 12)
            .mapToObj(i -> upright(200, 100 + 40 * i, 600, 128 + 40 * i))
            .toArray(Quad[]::new);

    BufferedImage picture = lines(800, 1000, lines);

    for (int i = 0; i < lines.length; i++) {
      int inMargin = 0;
      for (int y = 100 + 40 * i; y < 128 + 40 * i; y++) {
        for (int x = 150; x < 196; x++) {
          inMargin += rgb(picture, x, y) == BLUE ? 1 : 0;
        }
      }
      assertTrue(inMargin > 50, "line " + i + " has " + inMargin + " blue pixels beside it");
    }
  }

  @Test
  void drawsWhatLiesOutsideAtTheEdge() {
    BufferedImage picture = lines(400, 300, upright(-50, -20, 900, 40));

    assertLine(picture, 200, 0);
    assertLine(picture, 200, 40);
    assertEquals(400, picture.getWidth());
  }

  @Test
  void followsThePagesReduction() {
    BufferedImage picture = lines(4000, 2000, upright(400, 400, 2000, 600));

    assertEquals(2000, picture.getWidth());
    assertLine(picture, 600, 200);
    assertLine(picture, 600, 300);
  }

  @Test
  void leavesTheBarePageBare() {
    List<byte[]> files =
        painter.paint(
            white(200, 100),
            List.of(upright(20, 20, 180, 60)),
            List.of(png(new Subject.Page()), png(LINES)));

    assertEquals(WHITE, rgb(read(files.get(0)), 100, 20));
    assertLine(read(files.get(1)), 100, 20);
  }

  @Test
  void drawsAPageWithoutText() {
    assertEquals(WHITE, rgb(lines(200, 100), 100, 50));
  }

  @Test
  void saysSoWhereDrawingIsLeftOut() {
    LinePainter none = new LinePainter(Drawing.LEFT_OUT);
    PageImage page = white(40, 40);

    assertThrows(
        DrawingLeftOutException.class, () -> none.paint(page, List.of(), List.of(png(LINES))));
  }

  private BufferedImage lines(int width, int height, Quad... lines) {
    return read(painter.paint(white(width, height), List.of(lines), List.of(png(LINES))).get(0));
  }

  private static Quad upright(double left, double top, double right, double bottom) {
    return new Quad(
        new Point(left, top),
        new Point(right, top),
        new Point(right, bottom),
        new Point(left, bottom));
  }

  private static PageImage white(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    Arrays.fill(rgb, (byte) 255);
    return new Bitmap(width, height, rgb, 0);
  }

  private static PictureOptions png(Subject subject) {
    return new PictureOptions(subject, SizeLimit.paddlex(), new PictureFormat.Png());
  }

  private static BufferedImage read(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A line is about one pixel wide, and its edges are smoothed. */
  private static void assertLine(BufferedImage picture, int x, int y) {
    int darkest = 255;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int column = Math.max(0, Math.min(x + dx, picture.getWidth() - 1));
        int row = Math.max(0, Math.min(y + dy, picture.getHeight() - 1));
        darkest = Math.min(darkest, rgb(picture, column, row) >> 16);
      }
    }
    assertTrue(darkest < 0xa0, "no line at %d, %d: red is %d".formatted(x, y, darkest));
  }

  private static int rgb(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & WHITE;
  }
}
