package dev.quire.train.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FocalTest {

  @Test
  void weighsCrossEntropyByTheSquaredError() {
    assertEquals(0.25 * Math.log(2), Focal.present(0, 1).loss(), 1e-12);
    assertEquals(0, Focal.present(Math.log(3), 0.75).gradient(), 1e-12);
  }

  @Test
  void derivativesAgreeWithDifferences() {
    for (double x : new double[] {-6, -1.5, 0, 0.7, 4}) {
      for (double q : new double[] {0, 0.3, 0.8, 1}) {
        double h = 1e-5;
        double slope = (Focal.present(x + h, q).loss() - Focal.present(x - h, q).loss()) / (2 * h);
        assertEquals(slope, Focal.present(x, q).gradient(), 1e-8);
      }
    }
  }

  @Test
  void absentClassesAreTheCaseOfNoQuality() {
    float[] logits = {-9, -7.5f, -5, -3, -2.5f, 0, 3};
    float[] gradients = new float[logits.length];

    double sum = Focal.absent(logits, 0, logits.length, 2, gradients);

    double expected = 0;
    for (int i = 0; i < logits.length; i++) {
      Focal.Term term = Focal.present(logits[i], 0);
      expected += term.loss();
      assertEquals(2 * term.gradient(), gradients[i], 1e-6);
    }
    assertEquals(expected, sum, 1e-6);
  }
}
