package dev.quire.pipeline.read;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Bitmap;
import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.WritingMode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A line of 20 rows from (60, 40), and what stands before it. */
class DrawnBulletsTest {

  private static final Area LINE = new Area(60, 40, 200, 60);

  @Test
  void discsSquaresAndRingsAreBullets() {
    assertTrue(shows(page -> page.fillOval(44, 47, 7, 7)));
    assertTrue(shows(page -> page.fillRect(40, 46, 7, 7)));
    assertTrue(
        shows(
            page -> {
              page.setStroke(new BasicStroke(1));
              page.drawOval(44, 47, 7, 7);
            }));
  }

  @Test
  void lightOnesOnDarkPagesAreToo() {
    assertTrue(
        shows(
            page -> {
              page.setColor(Color.BLACK);
              page.fillRect(0, 0, 240, 100);
              page.setColor(Color.WHITE);
              page.fillOval(44, 47, 7, 7);
            }));
  }

  @Test
  void whatStandsElsewhereOrIsLargerOrLongerIsNone() {
    assertFalse(shows(page -> {}));
    assertFalse(shows(page -> page.fillOval(44, 56, 5, 5)), "a point on the base line");
    assertFalse(shows(page -> page.fillOval(42, 42, 15, 15)), "a blot");
    assertFalse(shows(page -> page.fillRect(45, 40, 3, 20)), "a bar");
    assertFalse(shows(page -> page.fillRect(30, 49, 14, 3)), "a dash");
    assertFalse(shows(page -> page.fillOval(2, 47, 7, 7)), "too far away");
  }

  @Test
  void moreThanOneIsNone() {
    assertFalse(
        shows(
            page -> {
              page.fillOval(30, 47, 7, 7);
              page.fillOval(44, 47, 7, 7);
            }));
  }

  @Test
  void lettersAreNone() {
    assertFalse(
        shows(
            page -> {
              page.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 18));
              page.drawString("abc", 24, 56);
            }));
  }

  @Test
  void rightToLeftLinesHaveThemAtTheRight() {
    Bitmap page = page(graphics -> graphics.fillOval(210, 47, 7, 7));

    assertTrue(new DrawnBullets(page).test(line(LINE, WritingMode.RIGHT_TO_LEFT)));
    assertFalse(new DrawnBullets(page).test(line(LINE, WritingMode.LEFT_TO_RIGHT)));
  }

  @Test
  void linesTooTallForTheirPageAreNotLookedAt() {
    Consumer<Graphics2D> bullet = page -> page.fillOval(40, 45, 9, 9);

    assertTrue(shows(bullet, new Area(60, 40, 200, 60)));
    assertFalse(shows(bullet, new Area(60, 39.5, 200, 60)));
  }

  @Test
  void linesAtEdgesAndWithoutSizeAreLookedAtSafely() {
    DrawnBullets bullets = new DrawnBullets(page(page -> page.fillRect(0, 0, 240, 100)));

    for (Area area :
        List.of(
            new Area(0, 0, 240, 100),
            new Area(-50, -50, -10, -10),
            new Area(300, 300, 400, 320),
            new Area(60, 40, 60, 40),
            new Area(1, 99, 2, 130))) {
      for (WritingMode mode : WritingMode.values()) {
        assertFalse(bullets.test(line(area, mode)), area::toString);
      }
    }
  }

  private static boolean shows(Consumer<Graphics2D> drawing) {
    return shows(drawing, LINE);
  }

  private static boolean shows(Consumer<Graphics2D> drawing, Area line) {
    return new DrawnBullets(page(drawing)).test(line(line, WritingMode.LEFT_TO_RIGHT));
  }

  private static ReadLine line(Area area, WritingMode mode) {
    return new ReadLine("text", area, mode, 1, List.of());
  }

  private static Bitmap page(Consumer<Graphics2D> drawing) {
    BufferedImage image = new BufferedImage(240, 100, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 240, 100);
    graphics.setColor(Color.BLACK);
    drawing.accept(graphics);
    graphics.dispose();
    return new Bitmap(240, 100, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0);
  }
}
