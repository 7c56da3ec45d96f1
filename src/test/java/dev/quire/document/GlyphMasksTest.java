package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.PDVectorFont;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Characters painted from pictures look as if their outlines had been filled. */
class GlyphMasksTest {

  private static final int SIDE = 60;

  /** A level for the picture's samples and one for laying it on the page. */
  private static final int ROUNDING = 2;

  private final PDType1Font font = new PDType1Font(FontName.TIMES_ROMAN);
  private final GlyphMasks masks = new GlyphMasks();

  private static BufferedImage page() {
    BufferedImage page = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.dispose();
    return page;
  }

  private static Graphics2D graphics(BufferedImage page) {
    Graphics2D graphics = page.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    // as PDFBox has it: up is up
    graphics.translate(0, SIDE);
    graphics.scale(2, -2);
    return graphics;
  }

  private static AffineTransform at(double x, double y, double size, double degrees) {
    AffineTransform at = AffineTransform.getTranslateInstance(x, y);
    at.rotate(Math.toRadians(degrees));
    at.scale(size / 1000, size / 1000);
    return at;
  }

  private void fill(Graphics2D graphics, AffineTransform at, int code, Color colour)
      throws IOException {
    graphics.setColor(colour);
    graphics.fill(at.createTransformedShape(((PDVectorFont) font).getNormalizedPath(code)));
  }

  private static void assertAlike(BufferedImage expected, BufferedImage painted, int levels) {
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      int a = expected.getRGB(pixel % SIDE, pixel / SIDE);
      int b = painted.getRGB(pixel % SIDE, pixel / SIDE);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertEquals(a >> shift & 0xff, b >> shift & 0xff, levels, "pixel " + pixel);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 0, 0.125, 0", "10, 90, 0, 0.125", "14, 33, 0.125, 0.375", "24, 180, 0.25, 0.5"})
  void paintsWhatFillingTheOutlinePaints(double size, double degrees, double x, double y)
      throws IOException {
    for (Color colour : new Color[] {Color.BLACK, new Color(200, 30, 90)}) {
      BufferedImage expected = page();
      BufferedImage painted = page();
      // an eighth of a unit is a quarter of a pixel
      for (int place = 0; place < 4; place++) {
        AffineTransform at = at(12 + place * x, 15 + place * y, size, degrees);
        Graphics2D graphics = graphics(expected);
        fill(graphics, at, 'g', colour);
        graphics.dispose();
        graphics = graphics(painted);
        assertTrue(masks.paint(graphics, at, font, 'g', colour));
        assertEquals(2, graphics.getTransform().getScaleX());
        graphics.dispose();
      }
      assertAlike(expected, painted, ROUNDING);
    }
  }

  @Test
  void roundsPlacesToAQuarterOfAPixelAlongTheLineAndAWholeOneAcross() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      double x = 5 + 15 * random.nextDouble();
      double y = 5 + 15 * random.nextDouble();
      BufferedImage expected = page();
      Graphics2D graphics = graphics(expected);
      fill(graphics, at(Math.round(8 * x) / 8.0, Math.round(2 * y) / 2.0, 12, 0), 'k', Color.BLACK);
      graphics.dispose();
      BufferedImage painted = page();
      graphics = graphics(painted);
      masks.paint(graphics, at(x, y, 12, 0), font, 'k', Color.BLACK);
      graphics.dispose();

      assertAlike(expected, painted, ROUNDING);
    }
  }

  @Test
  void keepsToTheClipAndTheOpacity() throws IOException {
    BufferedImage expected = page();
    BufferedImage painted = page();
    for (BufferedImage page : new BufferedImage[] {expected, painted}) {
      Graphics2D graphics = graphics(page);
      graphics.clip(new Ellipse2D.Double(12, 12, 8, 8));
      graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.5f));
      AffineTransform at = at(10, 10, 20, 0);
      if (page == expected) {
        fill(graphics, at, 'H', Color.BLUE);
      } else {
        assertTrue(masks.paint(graphics, at, font, 'H', Color.BLUE));
      }
      graphics.dispose();
    }

    assertAlike(expected, painted, ROUNDING);
  }

  @Test
  void leavesToTheCallerWhatIsLargeFarAwayOrMissing() throws IOException {
    BufferedImage page = page();
    Graphics2D graphics = graphics(page);

    assertFalse(masks.paint(graphics, at(1, 1, 300, 0), font, 'W', Color.BLACK));
    assertFalse(masks.paint(graphics, at(1e9, 1, 10, 0), font, 'W', Color.BLACK));
    assertFalse(masks.paint(graphics, at(Double.NaN, 1, 10, 0), font, 'W', Color.BLACK));
    assertFalse(masks.paint(graphics, at(1, 1, 10, 0), font, 1, Color.BLACK));

    graphics.dispose();
    assertAlike(page(), page, 0);
  }

  @Test
  void aSpaceIsPaintedByPaintingNothing() {
    BufferedImage page = page();
    Graphics2D graphics = graphics(page);

    assertTrue(masks.paint(graphics, at(1, 1, 10, 0), font, ' ', Color.BLACK));

    graphics.dispose();
    assertAlike(page(), page, 0);
  }

  @Test
  void paintsRightHoweverManyCharactersThereWereBefore() throws IOException {
    BufferedImage page = page();
    Graphics2D graphics = graphics(page);
    for (int size = 0; size < 12_000; size++) {
      masks.paint(graphics, at(10, 10, 12 + size / 1000.0, 0), font, 'e', Color.BLACK);
    }
    graphics.dispose();
    assertTrue(masks.bytes() <= 4 << 20, "what they take");
    BufferedImage expected = page();
    graphics = graphics(expected);
    fill(graphics, at(10, 10, 12, 0), 'e', Color.BLACK);
    graphics.dispose();
    BufferedImage painted = page();
    graphics = graphics(painted);
    masks.paint(graphics, at(10, 10, 12, 0), font, 'e', Color.BLACK);
    graphics.dispose();

    assertAlike(expected, painted, ROUNDING);
  }

  @Test
  void tellsCharactersFontsAndSizesApart() throws IOException {
    BufferedImage expected = page();
    BufferedImage painted = page();
    Graphics2D wanted = graphics(expected);
    Graphics2D got = graphics(painted);
    double y = 2;
    for (PDType1Font each : new PDType1Font[] {font, new PDType1Font(FontName.HELVETICA)}) {
      for (int code : new int[] {'a', 'M'}) {
        for (double size : new double[] {5, 7}) {
          AffineTransform at = at(4, y, size, 0);
          wanted.setColor(Color.BLACK);
          wanted.fill(at.createTransformedShape(((PDVectorFont) each).getNormalizedPath(code)));
          assertTrue(masks.paint(got, at, each, code, Color.BLACK));
          y += 3;
        }
      }
    }
    wanted.dispose();
    got.dispose();

    assertAlike(expected, painted, 3 * ROUNDING);
  }

  @Test
  void keepsTheFontsOfNoMoreThanAFewDocuments() {
    BufferedImage page = page();
    Graphics2D graphics = graphics(page);
    for (int i = 0; i < 100; i++) {
      masks.paint(graphics, at(4, 4, 8, 0), new PDType1Font(FontName.COURIER), 'a', Color.BLACK);
    }
    graphics.dispose();

    assertTrue(masks.fonts() <= 16, masks.fonts() + " fonts are kept");
  }
}
