package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScoreAgreementTest {

  private static final double EXACT = 1e-12;

  /** The first and second have changed places; the third and fourth are a tie. */
  @Test
  void countsDifferencesAndOrder() {
    ScoreAgreement agreement =
        ScoreAgreement.of(
            new double[] {0.1, 0.2, 0.5, 0.509}, new double[] {0.105, 0.09, 0.5, 0.5});

    assertEquals(4, agreement.pairs());
    assertEquals(0.11, agreement.largest(), EXACT);
    assertEquals((0.005 + 0.11 + 0 + 0.009) / 4, agreement.mean(), EXACT);
    assertEquals(3, agreement.within());
    assertEquals(5, agreement.told());
    assertEquals(4, agreement.ordered());
    assertEquals(0.75, agreement.withinShare());
    assertEquals(0.8, agreement.orderShare());
  }

  /** A cosine may be negative. */
  @Test
  void aDifferenceHasNoSign() {
    ScoreAgreement agreement =
        ScoreAgreement.of(new double[] {-0.5, 0.5}, new double[] {-0.75, 0.75});

    assertEquals(0.25, agreement.largest());
    assertEquals(0.25, agreement.mean());
    assertEquals(0, agreement.withinShare());
    assertEquals(1, agreement.orderShare());
  }

  @Test
  void twoThatBecameATieLostTheirOrder() {
    assertEquals(
        0, ScoreAgreement.of(new double[] {0.1, 0.2}, new double[] {0.15, 0.15}).orderShare());
  }

  @Test
  void nothingAgreesWithNothing() {
    assertEquals(
        new ScoreAgreement(0, 0, 0, 0, 0, 0), ScoreAgreement.of(new double[0], new double[0]));
    assertEquals(1, ScoreAgreement.of(new double[0], new double[0]).withinShare());
    assertEquals(1, ScoreAgreement.of(new double[] {1}, new double[] {0}).orderShare());
  }

  @Test
  void bothRunsHaveTheSamePairs() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ScoreAgreement.of(new double[] {1}, new double[] {1, 2}));
  }
}
