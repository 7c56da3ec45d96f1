package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.Nms;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases worked out by hand: threshold 0.5, least IoU 0.9, boxes 100 wide and 10 high. */
class AgreementTest {

  private static final int TEXT = 0;
  private static final int TABLE = 2;
  private static final double THRESHOLD = 0.5;
  private static final double LEAST_IOU = 0.9;

  @Test
  void nothingAgreesWithNothing() {
    Agreement agreement = compare(List.of(), List.of());

    assertEquals(Agreement.NOTHING, agreement);
    assertEquals(1, agreement.matchedShare());
    assertEquals(1, agreement.orderShare());
    assertEquals(1, agreement.meanIou());
    assertTrue(agreement.within(1, 1));
    assertEquals(Agreement.NOTHING, Agreement.of(List.of(), List.of(), THRESHOLD, LEAST_IOU));
  }

  @Test
  void nothingDoesNotAgreeWithSomething() {
    Agreement agreement = compare(List.of(), List.of(text(0, 0.9f, 1)));

    assertEquals(0, agreement.matchedShare());
    assertEquals(1, agreement.orderShare());
    assertEquals(0, agreement.meanIou());
    assertEquals(1, agreement.invented());
    assertFalse(agreement.within(0.99, 0.99));
  }

  @Test
  void countsLostAndInventedRegions() {
    List<Region> reference = List.of(text(0, 0.9f, 1), text(20, 0.9f, 2), text(40, 0.9f, 3));
    List<Region> other = List.of(text(0, 0.9f, 1), text(20, 0.9f, 2), text(60, 0.9f, 3));

    Agreement agreement = compare(reference, other);

    assertEquals(6, agreement.regions());
    assertEquals(2, agreement.matched());
    assertEquals(1, agreement.lost());
    assertEquals(1, agreement.invented());
    assertEquals(4 / 6.0, agreement.matchedShare());
    assertEquals(4 / 5.0, compare(reference, other.subList(0, 2)).matchedShare());
    assertEquals(4 / 5.0, compare(other.subList(0, 2), reference).matchedShare());
  }

  /** Moved by 5 of 100 pixels 95 are shared of 105, 0.905; moved by 6 it is 94 of 106, 0.887. */
  @Test
  void matchesFromTheLeastOverlapOn() {
    Region region = box(TEXT, 0.9f, 0, 0, null);

    assertEquals(1, compare(List.of(region), List.of(box(TEXT, 0.9f, 5, 0, null))).matched());
    assertEquals(
        95 / 105.0, compare(List.of(region), List.of(box(TEXT, 0.9f, 5, 0, null))).meanIou(), 1e-9);
    assertEquals(0, compare(List.of(region), List.of(box(TEXT, 0.9f, 6, 0, null))).matched());
    assertEquals(
        1,
        Agreement.of(
                List.of(List.of(region)),
                List.of(List.of(box(TEXT, 0.9f, 6, 0, null))),
                THRESHOLD,
                94 / 106.0 - 1e-9)
            .matched());
  }

  @Test
  void matchesOneClassOnly() {
    Agreement agreement =
        compare(List.of(box(TEXT, 0.9f, 0, 0, null)), List.of(box(TABLE, 0.9f, 0, 0, null)));

    assertEquals(0, agreement.matchedShare());
    assertEquals(2, agreement.regions());
  }

  @Test
  void matchesOneToOne() {
    List<Region> one = List.of(text(0, 0.9f, 1));
    List<Region> two = List.of(text(0, 0.9f, 1), text(0, 0.8f, 2));

    assertEquals(2 / 3.0, compare(one, two).matchedShare());
    assertEquals(2 / 3.0, compare(two, one).matchedShare());
  }

  @Test
  void aScoreThatCrossesTheThresholdByAHairIsNoDifference() {
    Agreement lost = compare(List.of(text(0, 0.51f, 1)), List.of(text(0, 0.49f, 1)));
    Agreement invented = compare(List.of(text(0, 0.49f, 1)), List.of(text(0, 0.51f, 1)));

    assertEquals(new Agreement(1, 1, 1, 0, 0, 1), lost);
    assertEquals(lost, invented);
  }

  @Test
  void whatIsBelowTheThresholdOnBothSidesDoesNotCount() {
    Agreement agreement =
        compare(
            List.of(text(0, 0.49f, 1), text(20, 0.5f, 2)),
            List.of(text(0, 0.49f, 1), text(60, 0.5f, 2)));

    assertEquals(Agreement.NOTHING, agreement);
  }

  /** The weak region fits better, but then the other one above the threshold would be lost. */
  @Test
  void aWeakRegionTakesNoStrongOnesPlace() {
    List<Region> reference = List.of(box(TEXT, 0.9f, 0, 0, null), box(TEXT, 0.49f, 3, 0, null));
    List<Region> other = List.of(box(TEXT, 0.9f, 3, 0, null));

    Agreement agreement = compare(reference, other);

    assertEquals(new Agreement(1, 1, 1, 0, 0, agreement.sumOfIou()), agreement);
    assertEquals(97 / 103.0, agreement.meanIou(), 1e-9);
  }

  @Test
  void comparesTheOrderOfPairs() {
    List<Region> reference = List.of(text(0, 0.9f, 1), text(20, 0.9f, 2), text(40, 0.9f, 3));
    List<Region> swapped = List.of(text(0, 0.9f, 2), text(20, 0.9f, 1), text(40, 0.9f, 3));
    List<Region> reversed = List.of(text(0, 0.9f, 3), text(20, 0.9f, 2), text(40, 0.9f, 1));

    assertEquals(3, compare(reference, swapped).orderPairs());
    assertEquals(2 / 3.0, compare(reference, swapped).orderShare());
    assertEquals(0, compare(reference, reversed).orderShare());
    assertFalse(compare(reference, swapped).within(1, 0.67));
    assertTrue(compare(reference, swapped).within(1, 0.66));
  }

  /** What precedes a pair may be lost on one side: all later numbers change, the order does not. */
  @Test
  void comparesTheOrderAndNotTheNumbers() {
    List<Region> reference = List.of(text(0, 0.9f, 1), text(20, 0.9f, 2), text(40, 0.9f, 3));
    List<Region> other = List.of(text(20, 0.9f, 1), text(40, 0.9f, 2));

    assertEquals(1, compare(reference, other).orderPairs());
    assertEquals(1, compare(reference, other).orderShare());
  }

  @Test
  void leavesOutWhatHasNoPlaceInTheOrder() {
    List<Region> reference = List.of(text(0, 0.9f, 1), text(20, 0.9f, 2), text(40, 0.9f, null));
    List<Region> other = List.of(text(0, 0.9f, 1), text(20, 0.9f, null), text(40, 0.9f, 2));

    assertEquals(3, compare(reference, other).matched());
    assertEquals(0, compare(reference, other).orderPairs());
    assertEquals(1, compare(reference, other).orderShare());
  }

  @Test
  void addsUpPagesAndRuns() {
    List<Region> full = List.of(text(0, 0.9f, 1), text(20, 0.9f, 2));
    List<Region> half = List.of(text(0, 0.9f, 1));

    Agreement pages =
        Agreement.of(
            List.of(full, full, List.of()), List.of(full, half, List.of()), THRESHOLD, LEAST_IOU);

    assertEquals(new Agreement(4, 3, 3, 1, 1, 3), pages);
    assertEquals(pages, compare(full, full).plus(compare(full, half)).plus(Agreement.NOTHING));
  }

  @Test
  void lowersTheThresholdByTheSlackAndNotBelowZero() {
    LayoutParameters parameters = new LayoutParameters(0.5, Nms.standard(), Set.of("table"));

    assertEquals(parameters.withThreshold(0.48), Agreement.lenient(parameters));
    assertEquals(parameters.withThreshold(0), Agreement.lenient(parameters.withThreshold(0.01)));
  }

  @Test
  void refusesDifferentNumbersOfPages() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Agreement.of(List.of(List.of()), List.of(), THRESHOLD, LEAST_IOU));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void refusesThresholdsOutOfRange(double threshold) {
    assertThrows(
        IllegalArgumentException.class,
        () -> Agreement.of(List.of(), List.of(), threshold, LEAST_IOU));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void refusesOverlapsOutOfRange(double leastIou) {
    assertThrows(
        IllegalArgumentException.class,
        () -> Agreement.of(List.of(), List.of(), THRESHOLD, leastIou));
  }

  @Test
  void refusesImpossibleCounts() {
    assertThrows(IllegalArgumentException.class, () -> new Agreement(1, 2, 2, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Agreement(1, 2, -1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Agreement(2, 2, 2, 1, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> new Agreement(2, 2, 2, 1, -1, 2));
  }

  private static Agreement compare(List<Region> reference, List<Region> other) {
    return Agreement.of(List.of(reference), List.of(other), THRESHOLD, LEAST_IOU);
  }

  private static Region text(float y, float score, Integer order) {
    return box(TEXT, score, 0, y, order);
  }

  private static Region box(int classId, float score, float x, float y, Integer order) {
    return new Region(
        classId, LayoutFixture.LABELS.get(classId), score, x, y, x + 100, y + 10, order);
  }
}
