package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbabilityPlaneTest {

  private static final float[] FRAME = {
    0, 0, 0, 0, 0, 0, 0,
    0, 9, 9, 9, 9, 9, 0,
    0, 9, 1, 1, 1, 9, 0,
    0, 9, 1, 1, 1, 9, 0,
    0, 9, 9, 9, 9, 9, 0,
  };

  @Test
  void surroundsPatchesAndHoles() {
    try (ProbabilityPlane plane = new ProbabilityPlane(FRAME, 5, 7)) {
      List<RotatedRectangle> patches = plane.patches(1, false, 10);

      assertEquals(2, patches.size());
      assertEquals(1, plane.patches(1, false, 1).size(), "no more than wanted");
      assertEquals(1, plane.patches(0.5f, false, 10).size(), "no hole");
      assertEquals(0, plane.patches(9, false, 10).size(), "more than the threshold");
      assertTrue(
          patches.stream()
              .map(patch -> new HashSet<>(patch.corners()))
              .toList()
              .contains(Set.of(new Point(1, 1), new Point(5, 1), new Point(5, 4), new Point(1, 4))),
          patches.toString());
      assertEquals(3, Math.max(patches.get(0).shortSide(), patches.get(1).shortSide()));
    }
  }

  /** A hole of two rows by three gets smaller by one each; the outside grows to the right. */
  @Test
  void spreadsToTheRightAndDown() {
    try (ProbabilityPlane plane = new ProbabilityPlane(FRAME, 5, 7)) {
      List<RotatedRectangle> patches = plane.patches(1, true, 10);

      assertTrue(
          patches.stream()
              .map(patch -> new HashSet<>(patch.corners()))
              .toList()
              .contains(Set.of(new Point(1, 1), new Point(6, 1), new Point(6, 4), new Point(1, 4))),
          patches.toString());
    }
  }

  @Test
  void meansTheInsideWithItsBorder() {
    try (ProbabilityPlane plane = new ProbabilityPlane(FRAME, 5, 7)) {
      assertEquals((14 * 9 + 6) / 20.0, plane.meanInside(1, 1, 5, 4, 0, 0, 4, 0, 4, 3, 0, 3), 1e-9);
      assertEquals(1, plane.meanInside(1, 1, 5, 4, 1, 1, 3, 1, 3, 2, 1, 2), 1e-9);
      assertEquals(
          (14 * 9 + 6) / 20.0,
          plane.meanInside(1, 1, 5, 4, -3, -3, 8, -3, 8, 8, -3, 8),
          1e-9,
          "what reaches beyond the window does not count");
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(
        IllegalArgumentException.class, () -> new ProbabilityPlane(new float[5], 2, 3).close());
    try (ProbabilityPlane plane = new ProbabilityPlane(FRAME, 5, 7)) {
      assertThrows(
          IllegalArgumentException.class, () -> plane.meanInside(0, 0, 7, 4, 0, 0, 1, 0, 1, 1));
      assertThrows(
          IllegalArgumentException.class, () -> plane.meanInside(3, 0, 2, 4, 0, 0, 1, 0, 1, 1));
    }
  }
}
