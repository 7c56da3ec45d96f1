package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.image.Bitmap;
import dev.quire.task.Golden.Likeness;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionGoldenTest {

  private static final int SIDE = 128;

  private final DetectionGolden golden =
      new DetectionGolden(
          List.of(new Bitmap(SIDE, SIDE, new byte[SIDE * SIDE * 3], 0)),
          new TextPagePreparation(new SideLimit(SideLimit.Kind.MIN, 64), InputLadder.EXACT),
          DetectionParameters.paddlex());

  @Test
  void agreesWithItself() {
    List<ProbabilityMap> maps = List.of(map(0.9f, 10, 40, 70));

    assertEquals(1, golden.items().size());
    assertEquals(new Likeness(6, 1, 1), golden.compare(maps, maps));
  }

  @Test
  void countsWhatOneSideLacks() {
    List<ProbabilityMap> three = List.of(map(0.9f, 10, 40, 70));
    List<ProbabilityMap> two = List.of(map(0.9f, 10, 70));

    assertEquals(new Likeness(5, 4.0 / 5, 1), golden.compare(three, two));
    assertEquals(new Likeness(5, 4.0 / 5, 1), golden.compare(two, three));
  }

  /** Twenty pixels high, moved by ten: half of each. */
  @Test
  void linesElsewhereAreOthers() {
    assertEquals(
        new Likeness(2, 0, 1), golden.compare(List.of(map(0.9f, 40)), List.of(map(0.9f, 50))));
  }

  /** The threshold is 0.6. */
  @Test
  void scoresMayCrossTheThresholdByAHair() {
    List<ProbabilityMap> above = List.of(map(0.605f, 40));
    List<ProbabilityMap> below = List.of(map(0.595f, 40));
    List<ProbabilityMap> farBelow = List.of(map(0.55f, 40));

    assertEquals(new Likeness(2, 1, 1), golden.compare(above, below));
    assertEquals(new Likeness(1, 0, 1), golden.compare(above, farBelow));
    assertEquals(new Likeness(0, 1, 1), golden.compare(below, below));
  }

  @Test
  void comparesEveryPage() {
    assertThrows(
        IllegalArgumentException.class, () -> golden.compare(List.of(), List.of(map(0.9f, 40))));
  }

  /** Bars of 20 rows from some rows on. */
  private static ProbabilityMap map(float probability, int... rows) {
    float[] values = new float[SIDE * SIDE];
    for (int row : rows) {
      for (int y = row; y < row + 20; y++) {
        Arrays.fill(values, y * SIDE + 20, y * SIDE + 100, probability);
      }
    }
    return new ProbabilityMap(SIDE, SIDE, values);
  }
}
