package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.task.layout.Merging.Everywhere;
import dev.quire.task.layout.Unclip.Ratio;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases worked out by hand. Each detection is told by its row. */
class LayoutStepsTest {

  private static final int TEXT = 0;
  private static final int IMAGE = 1;
  private static final int NONE = -1;

  @Test
  void roundsHalvesToTheEvenPixel() {
    Detection rounded =
        LayoutSteps.rounded(List.of(box(0, TEXT, -0.5f, 1.5f, 2.5f, 3.4999f))).get(0);

    assertEquals(0, Math.abs(rounded.x1()));
    assertEquals(2, rounded.y1());
    assertEquals(2, rounded.x2());
    assertEquals(3, rounded.y2());
  }

  /** 0.5 holds for class 4, which has none of its own. */
  @Test
  void takesEachClassByItsThreshold() {
    List<Detection> detections =
        List.of(
            scored(0, 4, 0.51f),
            scored(1, 2, 0.31f),
            scored(2, 2, 0.3f),
            scored(3, 0, 0.9f),
            scored(4, 0, 0.7f),
            scored(5, 2, 0.8f),
            scored(6, 4, 0.5f),
            scored(7, -1, 0.99f));

    assertEquals(
        List.of(3, 1, 5, 0),
        rows(LayoutSteps.aboveThresholds(detections, Map.of(2, 0.3, 0, 0.7, -1, 0.0), 0.5)));
  }

  /** 0.82 of a page wider than high, 0.93 of another; a square is another. */
  @ParameterizedTest
  @CsvSource({"200, 100, 164", "100, 200, 93", "100, 100, 93"})
  void dropsImagesLargerThanAShareOfThePage(int width, int height, int most) {
    Detection text = box(0, TEXT, 0, 0, width, height);
    Detection at = box(1, IMAGE, 0, 0, most, height);
    Detection beyond = box(2, IMAGE, 0, 0, most + 0.5f, height);
    Detection overTheEdge = box(3, IMAGE, -50, -50, most, height + 50);
    Detection other = box(4, TEXT, 0, 0, most + 1, height);

    assertEquals(
        List.of(0, 1, 3, 4),
        rows(
            LayoutSteps.withoutLargeImages(
                List.of(text, at, beyond, overTheEdge, other), IMAGE, width, height)));
    assertEquals(
        List.of(2, 2),
        rows(LayoutSteps.withoutLargeImages(List.of(beyond, beyond), IMAGE, width, height)));
    assertEquals(
        List.of(2), rows(LayoutSteps.withoutLargeImages(List.of(beyond), IMAGE, width, height)));
    assertEquals(
        List.of(0, 2),
        rows(LayoutSteps.withoutLargeImages(List.of(text, beyond), NONE, width, height)));
  }

  /** 90 of 100 lie in the other, then 89. */
  @Test
  void countsNineTenthsAsInside() {
    Detection outer = box(0, TEXT, 0, 0, 100, 100);

    assertEquals(true, box(1, TEXT, 91, 0, 101, 10).isIn(outer));
    assertEquals(false, box(1, TEXT, 92, 0, 102, 10).isIn(outer));
    assertEquals(false, outer.isIn(box(1, TEXT, 0, 0, 50, 50)));
    assertEquals(false, box(1, TEXT, 5, 5, 5, 9).isIn(outer), "it has no area");
  }

  @Test
  void keepsTheOuterTheInnerOrBoth() {
    List<Detection> nested =
        List.of(
            box(0, TEXT, 0, 0, 100, 100),
            box(1, TEXT, 10, 10, 60, 60),
            box(2, TEXT, 20, 20, 40, 40),
            box(3, TEXT, 200, 0, 220, 20));

    assertEquals(List.of(0, 3), merged(nested, new Everywhere(MergeMode.LARGE)));
    // what holds another stays if it lies in one itself
    assertEquals(List.of(1, 2, 3), merged(nested, new Everywhere(MergeMode.SMALL)));
    assertEquals(List.of(0, 1, 2, 3), merged(nested, new Everywhere(MergeMode.UNION)));
    assertEquals(List.of(0, 1, 2, 3), merged(nested, Merging.none()));
  }

  @Test
  void mergesByTheClassOfTheOuterOrTheInner() {
    List<Detection> nested =
        List.of(box(0, 5, 0, 0, 100, 100), box(1, 6, 10, 10, 60, 60), box(2, 7, 20, 20, 40, 40));

    assertEquals(List.of(0), merged(nested, perClass(5, MergeMode.LARGE)));
    assertEquals(List.of(0, 1), merged(nested, perClass(6, MergeMode.LARGE)));
    assertEquals(List.of(0, 1, 2), merged(nested, perClass(7, MergeMode.LARGE)));
    assertEquals(List.of(2), merged(nested, perClass(7, MergeMode.SMALL)));
    assertEquals(List.of(1, 2), merged(nested, perClass(6, MergeMode.SMALL)));
    assertEquals(
        List.of(),
        merged(nested, new Merging.PerClass(Map.of(5, MergeMode.LARGE, 7, MergeMode.SMALL))));
    assertEquals(List.of(0, 1, 2), merged(nested, perClass(6, MergeMode.UNION)));
  }

  /** Class 9 stands for formulas. */
  @Test
  void leavesFormulasInTheirTexts() {
    List<Detection> nested =
        List.of(box(0, TEXT, 0, 0, 100, 100), box(1, 9, 10, 10, 60, 60), box(2, 9, 20, 20, 40, 40));

    assertEquals(List.of(0, 1), rows(Nesting.merge(nested, new Everywhere(MergeMode.LARGE), 9)));
    assertEquals(List.of(0, 2), rows(Nesting.merge(nested, new Everywhere(MergeMode.SMALL), 9)));
  }

  @Test
  void stretchesBoxesAboutTheirCentres() {
    List<Detection> boxes = List.of(box(0, 3, 100, 50, 200, 90), box(1, 4, 0, 0, 10, 10));

    List<Detection> all = LayoutSteps.unclipped(boxes, new Unclip.Everywhere(new Ratio(1.1, 0.5)));
    List<Detection> one =
        LayoutSteps.unclipped(boxes, new Unclip.PerClass(Map.of(4, new Ratio(2, 3))));

    // In float32, as NumPy computes it, 100 · 1.1 is 110; in float64 it is a little more.
    assertEquals(box(0, 3, 95, 60, 205, 80), all.get(0));
    assertEquals(-0.5f, all.get(1).x1());
    assertEquals(boxes.get(0), one.get(0));
    assertEquals(box(1, 4, -5, -10, 15, 20), one.get(1));
    assertEquals(boxes, LayoutSteps.unclipped(boxes, Unclip.none()));
  }

  @Test
  void cutsBoxesToWholePixelsOfThePage() {
    List<Detection> boxes =
        List.of(
            box(0, TEXT, -3.5f, 2.9f, 17.9f, 300.5f),
            box(1, TEXT, 5.1f, 5, 5.9f, 9),
            box(2, TEXT, 150, 0, 160, 9),
            box(3, TEXT, -9, 0, -0.5f, 9),
            box(4, TEXT, 0, Float.NaN, 9, 9));

    assertEquals(List.of(box(0, TEXT, 0, 2, 17, 200)), LayoutSteps.onPage(boxes, 100, 200, true));
    assertEquals(
        List.of(box(0, TEXT, 0, 2.9f, 17.9f, 200), box(1, TEXT, 5.1f, 5, 5.9f, 9)),
        LayoutSteps.onPage(boxes, 100, 200, false));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1", "1, NaN", "Infinity, 1"})
  void refusesRatiosThatAreNone(double width, double height) {
    assertThrows(IllegalArgumentException.class, () -> new Ratio(width, height));
  }

  private static Merging perClass(int classId, MergeMode mode) {
    return new Merging.PerClass(Map.of(classId, mode));
  }

  private static List<Integer> merged(List<Detection> detections, Merging merging) {
    return rows(Nesting.merge(detections, merging, NONE));
  }

  private static List<Integer> rows(List<Detection> detections) {
    return detections.stream().map(Detection::row).toList();
  }

  private static Detection box(int row, int classId, float x1, float y1, float x2, float y2) {
    return new Detection(classId, 0.9f, x1, y1, x2, y2, 0, 0).withRow(row);
  }

  private static Detection scored(int row, int classId, float score) {
    return new Detection(classId, score, 0, 0, 10, 10, 0, 0).withRow(row);
  }
}
