package dev.quire.train.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.train.page.Box;
import dev.quire.train.page.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {

  @Test
  void takesTheCellsInTheMiddle() {
    // centre (32, 32), reach 8 across and 4 down: centres 28 and 36 both ways
    Targets targets = Targets.assign(List.of(truth(16, 24, 48, 40)), 8, 8);

    assertArrayEquals(new int[] {3 * 8 + 3, 3 * 8 + 4, 4 * 8 + 3, 4 * 8 + 4}, targets.cells());
    assertArrayEquals(new float[] {1.5f, 1.5f, 1.5f, 1.5f}, targets.weights());
  }

  @Test
  void aThinLineKeepsACell() {
    Targets targets = Targets.assign(List.of(truth(0, 9, 64, 11)), 8, 8);

    assertEquals(1, targets.cells()[0] / 8);
    assertEquals(1, targets.cells()[targets.cells().length - 1] / 8);
  }

  @Test
  void aHugeRegionTakesABoundedNumber() {
    Targets targets = Targets.assign(List.of(truth(0, 0, 512, 512)), 64, 64);

    // 40 × 28 pixels around (256, 256): centres 236 to 276 and 244 to 268
    assertEquals(6 * 4, targets.cells().length);
  }

  @Test
  void theSmallestRegionWins() {
    Truth large = truth(0, 0, 64, 64);
    Truth small = truth(30, 30, 42, 42);

    Targets targets = Targets.assign(List.of(small, large), 8, 8);

    for (int i = 0; i < targets.cells().length; i++) {
      if (targets.cells()[i] == 4 * 8 + 4) {
        assertEquals(0, targets.owners()[i]);
      }
    }
    assertEquals(3, targets.weights()[indexOf(targets, 4 * 8 + 4)]);
  }

  @Test
  void aRareLabelCountsMore() {
    Box box = new Box(16, 24, 48, 40);
    Truth code = new Truth(Label.ALGORITHM.ordinal(), box, 0);

    float[] usual = Targets.assign(List.of(truth(16, 24, 48, 40)), 8, 8).weights();
    float[] rare = Targets.assign(List.of(code), 8, 8).weights();

    assertEquals(3 * usual[0], rare[0]);
  }

  private static int indexOf(Targets targets, int cell) {
    for (int i = 0; i < targets.cells().length; i++) {
      if (targets.cells()[i] == cell) {
        return i;
      }
    }
    throw new AssertionError("cell " + cell + " is not positive");
  }

  private static Truth truth(double x1, double y1, double x2, double y2) {
    return new Truth(Label.TEXT.ordinal(), new Box(x1, y1, x2, y2), 0);
  }
}
