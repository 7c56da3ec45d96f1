package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Cases worked out by hand. */
class ContoursTest {

  private static final double EXACT = 0;

  @Test
  void stretchesAMaskToASize() {
    byte[] left = {1, 0};

    assertEquals(
        points(0, 0, 0, 5, 9, 5, 9, 0),
        Contours.largest(left, 1, 2, 6, 20, EXACT),
        "its left half");
  }

  @Test
  void takesTheNearestCell() {
    byte[] middle = {0, 7, 0};

    // 8 pixels over 3 cells: pixel p shows cell ⌊3p/8⌋, so the middle one spans 3 to 5.
    assertEquals(points(3, 0, 3, 1, 5, 1, 5, 0), Contours.largest(middle, 1, 3, 2, 8, EXACT));
  }

  @Test
  void outlinesTheLargestPatchWithoutItsHoles() {
    byte[] mask = {
      1, 1, 0, 0, 0, 0, 0,
      1, 1, 0, 1, 1, 1, 1,
      0, 0, 0, 1, 0, 0, 1,
      0, 0, 0, 1, 0, 0, 1,
      0, 0, 0, 1, 1, 1, 1
    };

    assertEquals(points(3, 1, 3, 4, 6, 4, 6, 1), Contours.largest(mask, 5, 7, 5, 7, EXACT));
  }

  @Test
  void straysByTheToleranceAtMost() {
    byte[] mask = new byte[400];
    Arrays.fill(mask, 20, 400, (byte) 1);
    mask[10] = 1; // a pixel that sticks out of the upper edge of 19 rows of 20

    int exact = Contours.largest(mask, 20, 20, 20, 20, EXACT).size();
    List<Point> coarse = Contours.largest(mask, 20, 20, 20, 20, 0.05);

    assertTrue(exact > 4, exact + " vertices");
    assertEquals(4, coarse.size());
  }

  @Test
  void findsNothingInNothing() {
    assertEquals(List.of(), Contours.largest(new byte[6], 2, 3, 20, 30, EXACT));
  }

  /** Of four cells in a row, two pixels show the first and the third. */
  @Test
  void findsNothingInWhatShrinksAway() {
    assertEquals(List.of(), Contours.largest(new byte[] {0, 1, 0, 1}, 1, 4, 1, 2, EXACT));
  }

  @Test
  void turnsTheSmallestRectangle() {
    List<Point> diamond = points(50, 0, 100, 50, 50, 100, 0, 50);
    List<Point> withMore = new ArrayList<>(diamond);
    withMore.add(new Point(50, 50));

    List<Point> corners = new ArrayList<>(Contours.smallestRectangle(withMore));

    Comparator<Point> order =
        Comparator.comparingLong((Point point) -> Math.round(point.x()))
            .thenComparingLong(point -> Math.round(point.y()));
    corners.sort(order);
    List<Point> expected = diamond.stream().sorted(order).toList();
    for (int i = 0; i < 4; i++) {
      assertEquals(expected.get(i).x(), corners.get(i).x(), 1e-3);
      assertEquals(expected.get(i).y(), corners.get(i).y(), 1e-3);
    }
  }

  @Test
  void refusesWhatIsNoMask() {
    assertThrows(
        IllegalArgumentException.class, () -> Contours.largest(new byte[5], 2, 3, 1, 1, EXACT));
    assertThrows(
        IllegalArgumentException.class, () -> Contours.largest(new byte[6], 2, 3, 0, 1, EXACT));
    assertThrows(IllegalArgumentException.class, () -> Contours.smallestRectangle(List.of()));
  }

  @Test
  void freesWhatItAllocates() {
    Random random = new Random(5);
    byte[] noise = new byte[50 * 50];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) random.nextInt(2);
    }
    List<Point> outline = Contours.largest(noise, 50, 50, 100, 100, EXACT);
    Contours.smallestRectangle(outline);
    long before = Pointer.totalBytes();

    for (int i = 0; i < 100; i++) {
      assertEquals(outline, Contours.largest(noise, 50, 50, 100, 100, EXACT));
      Contours.smallestRectangle(outline);
    }

    assertTrue(Pointer.totalBytes() <= before, Pointer.totalBytes() + " bytes, before " + before);
  }

  private static List<Point> points(double... values) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      points.add(new Point(values[i], values[i + 1]));
    }
    return points;
  }
}
