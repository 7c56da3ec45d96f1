package dev.quire.train.pair.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairLossTest {

  @Test
  void ranksByCrossEntropy() {
    double[][] gradient = new double[1][2];

    double loss = new Ranking(0.5).evaluate(new double[][] {{0.9, 0.4}}, 1, gradient);

    // softmax of 1.8 and 0.8: the second weighs 1 / (1 + e)
    double wrong = 1 / (1 + Math.E);
    assertEquals(-Math.log(1 - wrong), loss, 1e-12);
    assertArrayEquals(new double[] {-wrong / 0.5, wrong / 0.5}, gradient[0], 1e-12);
  }

  @Test
  void gradesCouplesOfPairsOfDifferentGrades() {
    double[] gradient = new double[3];

    double loss =
        new Grading(1).evaluate(new double[] {0.5, 0.2, 0.2}, new double[] {1, 0.5, 0.5}, gradient);

    // two couples, each lower pair 0.3 below the higher one
    double term = Math.exp(-0.3);
    double sum = 1 + 2 * term;
    assertEquals(Math.log(sum), loss, 1e-12);
    assertArrayEquals(new double[] {-2 * term / sum, term / sum, term / sum}, gradient, 1e-12);
  }

  @Test
  void perfectSentencesCostLittleAndAreAllRight() {
    // two anchors at a right angle, their nears opposite to them
    float[] vectors = {1, 0, 0, 1, 1, 0, 0, 1, -1, 0, 0, -1};

    PairLoss.Result result = PairLoss.STANDARD.evaluate(vectors, 2, 2);

    assertEquals(1, result.right());
    assertEquals(0, result.ranking(), 1e-6);
  }

  @Test
  void derivativesAgreeWithDifferences() {
    int triplets = 4;
    int width = 5;
    Random random = new Random(7);
    float[] vectors = new float[3 * triplets * width];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    PairLoss loss = new PairLoss(new Ranking(0.3), new Grading(0.4), 0.7);

    float[] gradient = loss.evaluate(vectors, triplets, width).gradient();

    float step = 1e-3f;
    for (int i = 0; i < vectors.length; i++) {
      float[] more = vectors.clone();
      float[] less = vectors.clone();
      more[i] += step;
      less[i] -= step;
      double slope =
          (loss.evaluate(more, triplets, width).total()
                  - loss.evaluate(less, triplets, width).total())
              / (more[i] - less[i]);
      assertEquals(slope, gradient[i], 1e-4, "derivative " + i);
    }
  }
}
