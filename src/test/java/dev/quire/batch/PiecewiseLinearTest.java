package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

class PiecewiseLinearTest {

  private static final double STEEP = 100;

  private final PiecewiseLinear line = new PiecewiseLinear(points -> STEEP);

  @Test
  void withoutPointsItIsZero() {
    assertTrue(line.isEmpty());
    assertEquals(0, line.at(1));
    assertEquals(Map.of(), line.points());
  }

  @Test
  void goesThroughItsPoints() {
    threePoints();

    assertFalse(line.isEmpty());
    assertEquals(10, line.at(2));
    assertEquals(40, line.at(8));
    assertEquals(30, line.at(12));
  }

  @Test
  void interpolatesBetweenNeighboursUpwardsAndDownwards() {
    threePoints();

    assertEquals(15, line.at(3), "a sixth of the way from 10 to 40");
    assertEquals(25, line.at(5), "half of it");
    assertEquals(32.5, line.at(11), "three quarters of the way from 40 to 30");
  }

  @Test
  void isConstantBelowItsPoints() {
    threePoints();

    assertEquals(10, line.at(1));
    assertEquals(10, line.at(-100));
  }

  @Test
  void followsItsOwnersSlopeBeyondItsPoints() {
    threePoints();

    assertEquals(30 + STEEP, line.at(13));
    assertEquals(30 + 8 * STEEP, line.at(20));
  }

  @Test
  void theSlopeIsAskedOfAllPointsAndOnlyBeyondThem() {
    List<NavigableMap<Integer, Double>> asked = new ArrayList<>();
    PiecewiseLinear curious =
        new PiecewiseLinear(
            points -> {
              asked.add(points);
              return PiecewiseLinear.slope(points.firstEntry(), points.lastEntry());
            });
    curious.put(2, 10);
    curious.put(4, 14);

    curious.at(1);
    curious.at(3);
    curious.at(4);
    assertEquals(List.of(), asked);
    assertEquals(16, curious.at(5));
    assertEquals(List.of(Map.of(2, 10.0, 4, 14.0)), asked);
  }

  @Test
  void aSinglePointIsEnough() {
    line.put(4, 7);

    assertEquals(7, line.at(1));
    assertEquals(7, line.at(4));
    assertEquals(7 + 2 * STEEP, line.at(6));
  }

  @Test
  void theOrderInWhichPointsAreSetDoesNotMatter() {
    threePoints();
    PiecewiseLinear other = new PiecewiseLinear(points -> STEEP);
    other.put(12, 30);
    other.put(2, 10);
    other.put(8, 40);

    assertEquals(List.of(2, 8, 12), List.copyOf(other.points().keySet()));
    for (int size = 0; size < 20; size++) {
      assertEquals(line.at(size), other.at(size), "at " + size);
    }
  }

  @Test
  void aPointReplacesOneOfItsSize() {
    threePoints();

    line.put(8, 22);

    assertEquals(22, line.at(8));
    assertEquals(16, line.at(5));
    assertEquals(26, line.at(10));
    assertEquals(3, line.points().size());
  }

  @Test
  void slopesAreRatios() {
    assertEquals(-2.5, PiecewiseLinear.slope(Map.entry(8, 40.0), Map.entry(12, 30.0)));
  }

  @Test
  void itsPointsCannotBeChangedFromOutside() {
    threePoints();

    assertThrows(UnsupportedOperationException.class, () -> line.points().clear());
    assertThrows(UnsupportedOperationException.class, () -> line.points().put(1, 1.0));
  }

  private void threePoints() {
    line.put(2, 10);
    line.put(8, 40);
    line.put(12, 30);
  }
}
