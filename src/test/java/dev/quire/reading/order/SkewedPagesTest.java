package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages scanned askew are read like straight ones. */
class SkewedPagesTest {

  private static final int LINES = 12;

  @ParameterizedTest
  @ValueSource(doubles = {-1.5, -1, -0.5, 0, 0.5, 1, 1.5})
  void columnsUnderATitle(double degrees) {
    Pages page = new Pages();
    StringBuilder expected = new StringBuilder("title");
    region(page, degrees, "doc_title", 100, 60, 900, 90);
    line(page, degrees, "title", 100, 60, 900, 90);
    for (String column : new String[] {"a", "b"}) {
      double left = column.equals("a") ? 50 : 515;
      for (int paragraph = 0; paragraph < 3; paragraph++) {
        double top = 120 + 370 * paragraph;
        region(page, degrees, "text", left, top, left + 435, top + 30 * LINES - 10);
        for (int i = 0; i < LINES; i++) {
          String text = column + paragraph + "." + i;
          line(page, degrees, text, left, top + 30 * i, left + 435, top + 30 * i + 20);
          expected.append(' ').append(text);
        }
      }
    }
    assertEquals(expected.toString(), page.read());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1.5, -1, 1, 1.5})
  void linesWithoutRegions(double degrees) {
    Pages page = new Pages();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3 * LINES; i++) {
      line(page, degrees, "l" + i, 50, 100 + 30 * i, 950, 120 + 30 * i);
      expected.append(" l").append(i);
    }
    assertEquals(expected.toString().strip(), page.read());
  }

  private static void region(Pages page, double degrees, String label, double... box) {
    page.empty(label, null, turned(degrees, box));
  }

  private static void line(Pages page, double degrees, String text, double... box) {
    page.line(text, turned(degrees, box));
  }

  /** The upright rectangle around a rectangle turned about the middle of the page. */
  private static double[] turned(double degrees, double... box) {
    double sin = Math.sin(Math.toRadians(degrees));
    double cos = Math.cos(Math.toRadians(degrees));
    Area around = null;
    for (int corner = 0; corner < 4; corner++) {
      double x = box[corner % 2 * 2] - Pages.WIDTH / 2.0;
      double y = box[corner / 2 * 2 + 1] - Pages.HEIGHT / 2.0;
      double atX = cos * x - sin * y + Pages.WIDTH / 2.0;
      double atY = sin * x + cos * y + Pages.HEIGHT / 2.0;
      Area point = new Area(atX, atY, atX, atY);
      around = around == null ? point : around.union(point);
    }
    return new double[] {around.left(), around.top(), around.right(), around.bottom()};
  }
}
