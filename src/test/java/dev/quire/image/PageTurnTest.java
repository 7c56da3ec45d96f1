package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PageTurnTest {

  private static final int WIDTH = 71;
  private static final int HEIGHT = 40;

  /** Each quarter is one step of a rule that is simple enough to be seen to be right. */
  @ParameterizedTest
  @EnumSource(PageAngle.class)
  void pixelsAreThoseOfSoManyQuarters(PageAngle angle) {
    Bitmap upright = noise();
    Bitmap sent = upright;
    for (int quarters = 0; quarters < angle.degrees() / 90; quarters++) {
      sent = clockwise(sent);
    }

    PageTurn turn = new PageTurn(angle, sent.width(), sent.height());
    Bitmap found = turn.upright(sent);

    assertEquals(WIDTH, turn.uprightWidth());
    assertEquals(HEIGHT, turn.uprightHeight());
    assertEquals(WIDTH, found.width());
    assertArrayEquals(upright.bgr(), found.bgr());
  }

  /** The middle of a pixel comes to the middle of the pixel of the same colour. */
  @ParameterizedTest
  @EnumSource(PageAngle.class)
  void placesFollowTheirPixels(PageAngle angle) {
    int width = angle.swapsSides() ? HEIGHT : WIDTH;
    int height = angle.swapsSides() ? WIDTH : HEIGHT;
    byte[] pixels = new byte[3 * width * height];
    pixels[3 * (5 * width + 8)] = 1;
    PageTurn turn = new PageTurn(angle, width, height);

    Bitmap upright = turn.upright(new Bitmap(width, height, pixels, 0));

    Point place = turn.upright(new Point(8.5, 5.5));
    assertEquals(
        1, upright.bgr()[3 * ((int) place.y() * upright.width() + (int) place.x())], "at " + place);
    assertEquals(new Point(8.5, 5.5), turn.sent(place));
  }

  @ParameterizedTest
  @CsvSource({"UPRIGHT,2,3", "QUARTER,97,2", "HALF,98,197", "THREE_QUARTERS,3,198"})
  void cornersKeepTheirOrder(PageAngle angle, double x, double y) {
    PageTurn turn = new PageTurn(angle, 100, 200);
    Quad upright = new Quad(new Point(2, 3), new Point(30, 3), new Point(30, 9), new Point(2, 9));

    Quad sent = turn.sent(upright);

    assertEquals(new Point(x, y), sent.topLeft());
    assertEquals(clockwise(upright), clockwise(sent));
    assertEquals(upright, turn.upright(sent));
  }

  @Test
  void anUprightPageIsItself() {
    Bitmap page = noise();
    assertSame(page, new PageTurn(PageAngle.UPRIGHT, WIDTH, HEIGHT).upright(page));
  }

  @Test
  void otherPagesAreRefused() {
    PageTurn turn = new PageTurn(PageAngle.HALF, HEIGHT, WIDTH);
    assertThrows(IllegalArgumentException.class, () -> turn.upright(noise()));
    assertThrows(IllegalArgumentException.class, () -> new PageTurn(PageAngle.HALF, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> PageAngle.ofDegrees(45));
    assertEquals(PageAngle.THREE_QUARTERS, PageAngle.ofDegrees(270));
  }

  @ParameterizedTest
  @EnumSource(PageAngle.class)
  void aPagePreparedUprightIsPreparedAsTheUprightOneIs(PageAngle angle) {
    Bitmap upright = noise();
    Bitmap sent = upright;
    for (int quarters = 0; quarters < angle.degrees() / 90; quarters++) {
      sent = clockwise(sent);
    }

    UprightPage page = new UprightPage(sent, new PageTurn(angle, sent.width(), sent.height()));

    assertEquals(List.of(WIDTH, HEIGHT), List.of(page.width(), page.height()));
    assertArrayEquals(upright.bgr(), page.bitmap().bgr());
    PreparedImage found = page.prepare(HEIGHT, WIDTH, Interpolation.LINEAR);
    PreparedImage expected = upright.prepare(HEIGHT, WIDTH, Interpolation.LINEAR);
    assertEquals(expected.targetWidth(), found.targetWidth());
    assertArrayEquals(expected.pixels(), found.pixels());
  }

  private static Bitmap noise() {
    byte[] pixels = new byte[3 * WIDTH * HEIGHT];
    new Random(3).nextBytes(pixels);
    return new Bitmap(WIDTH, HEIGHT, pixels, 0);
  }

  /** The first column, from below, becomes the first row. */
  private static Bitmap clockwise(Bitmap page) {
    byte[] pixels = new byte[page.bgr().length];
    int to = 0;
    for (int x = 0; x < page.width(); x++) {
      for (int y = page.height() - 1; y >= 0; y--) {
        System.arraycopy(page.bgr(), 3 * (y * page.width() + x), pixels, to, 3);
        to += 3;
      }
    }
    return new Bitmap(page.height(), page.width(), pixels, 0);
  }

  /** Whether corners go clockwise as one looks at them, y going down. */
  private static boolean clockwise(Quad quad) {
    List<Point> corners = quad.corners();
    double twice = 0;
    for (int i = 0; i < corners.size(); i++) {
      Point corner = corners.get(i);
      Point next = corners.get((i + 1) % corners.size());
      twice += corner.x() * next.y() - next.x() * corner.y();
    }
    return twice > 0;
  }
}
