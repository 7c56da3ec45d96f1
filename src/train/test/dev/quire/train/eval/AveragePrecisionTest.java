package dev.quire.train.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.train.eval.AveragePrecision.Image;
import dev.quire.train.page.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

  @Test
  void takesTheAreaUnderTheCeilingOfTheCurve() {
    // right, wrong, right of two present: precision 1, 1/2, 2/3
    Image image =
        new Image(
            List.of(at(0, 0.9, 0), at(0, 0.8, 500), at(0, 0.7, 100)),
            List.of(at(0, 1, 0), at(0, 1, 100)));

    assertEquals(
        0.5 + 0.5 * 2 / 3, AveragePrecision.of(List.of(image), 0, 0.5).orElseThrow(), 1e-9);
  }

  @Test
  void aSecondDetectionOfARegionIsWrong() {
    Image image =
        new Image(
            List.of(at(0, 0.9, 0), at(0, 0.8, 1), at(0, 0.7, 100)),
            List.of(at(0, 1, 0), at(0, 1, 100)));

    assertEquals(
        0.5 + 0.5 * 2 / 3, AveragePrecision.of(List.of(image), 0, 0.5).orElseThrow(), 1e-9);
  }

  @Test
  void averagesOverTheClassesPresent() {
    Image image =
        new Image(List.of(at(0, 0.9, 0), at(7, 0.9, 0)), List.of(at(0, 1, 0), at(3, 1, 300)));

    assertEquals(0.5, AveragePrecision.mean(List.of(image), 0.5), 1e-9);
    assertTrue(AveragePrecision.of(List.of(image), 7, 0.5).isEmpty());
  }

  @Test
  void countsByFold() {
    int text = Fold.TEXT.ordinal();
    Image image =
        new Image(
            List.of(at(text, 0.9, 0), at(text, 0.85, 2), at(text, 0.8, 300), at(text, 0.1, 100)),
            List.of(at(text, 1, 0), at(text, 1, 100)));

    FoldedScore.Counts counts = FoldedScore.total(FoldedScore.byFold(List.of(image), 0.3));

    assertEquals(new FoldedScore.Counts(1, 3, 2), counts);
    assertEquals(0.4, counts.f1(), 1e-9);
    assertEquals(0.05, FoldedScore.bestThreshold(List.of(image)), 1e-9);
  }

  @Test
  void countsPairsInReadingOrder() {
    int text = dev.quire.train.page.Label.TEXT.ordinal();
    List<Detection> truth = List.of(ranked(text, 0, 0), ranked(text, 100, 1), ranked(text, 200, 2));
    List<Detection> found =
        List.of(ranked(text, 0, 10), ranked(text, 100, 40), ranked(text, 200, 20));

    assertEquals(
        new ReadingOrder.Pairs(2, 3), ReadingOrder.of(List.of(new Image(found, truth)), 0.5));
  }

  private static Detection at(int label, double score, double y) {
    return new Detection(label, score, new Box(0, y, 50, y + 50), 0);
  }

  private static Detection ranked(int label, double y, double rank) {
    return new Detection(label, 0.9, new Box(0, y, 50, y + 50), rank);
  }
}
