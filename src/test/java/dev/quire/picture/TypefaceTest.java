package dev.quire.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class TypefaceTest {

  private static final double CLOSE = 1e-9;

  private final Typeface typeface = Typeface.load();

  @Test
  void drawsEveryPrintableCharacter() {
    for (char c = 0x21; c < 0x7f; c++) {
      String text = String.valueOf(c);
      Rectangle2D bounds = typeface.outline(text, 100, 0, 0).getBounds2D();
      assertTrue(bounds.getWidth() > 3 && bounds.getHeight() > 3, text);
      assertTrue(bounds.getMinX() > -10 && bounds.getMaxX() < typeface.width(text, 100) + 10, text);
    }
    assertTrue(typeface.width(" ", 100) > 10);
    assertTrue(typeface.outline(" ", 100, 0, 0).getBounds2D().isEmpty());
  }

  @Test
  void standsOnItsBaselineAndIsAsHighAsItSays() {
    Rectangle2D bounds = typeface.outline("H", 100, 20, 300).getBounds2D();

    assertEquals(300, bounds.getMaxY(), CLOSE);
    assertEquals(300 - typeface.capHeight(100), bounds.getMinY(), CLOSE);
    assertTrue(bounds.getMinX() >= 20);
  }

  @Test
  void digitsAreAllAsWide() {
    for (char digit = '1'; digit <= '9'; digit++) {
      assertEquals(typeface.width("0", 10), typeface.width(String.valueOf(digit), 10), CLOSE);
    }
  }

  @Test
  void widthsAddUpAndGrowWithTheSize() {
    double apart = typeface.width("table", 12) + typeface.width(" 0.87", 12);

    assertEquals(apart, typeface.width("table 0.87", 12), CLOSE);
    assertEquals(2 * apart, typeface.width("table 0.87", 24), CLOSE);
  }

  @Test
  void whatIsNotAsciiBecomesAQuestionMark() {
    assertEquals(typeface.width("a?b", 10), typeface.width("a\u7248b", 10), CLOSE);
    assertEquals(
        typeface.outline("?", 10, 0, 0).getBounds2D(),
        typeface.outline("\n", 10, 0, 0).getBounds2D());
  }
}
