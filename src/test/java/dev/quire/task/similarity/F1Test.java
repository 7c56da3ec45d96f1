package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class F1Test {

  @Test
  void scoresThatPartTheSimilarOnesArePerfect() {
    assertEquals(
        new F1(1, 0.8),
        F1.best(new double[] {0.2, 0.8, 0.7, 0.9}, List.of(false, true, false, true)));
  }

  /** From 0.9 on: 2·1/(1+2); from 0.7 on: 2·2/(3+2). */
  @Test
  void theBestThresholdIsTaken() {
    assertEquals(
        new F1(0.8, 0.7),
        F1.best(new double[] {0.9, 0.8, 0.7, 0.1}, List.of(true, false, true, false)));
  }

  @Test
  void whereAllScoresAreTheSameAllPairsAreTaken() {
    assertEquals(new F1(2.0 / 3, 0.5), F1.best(new double[] {0.5, 0.5}, List.of(false, true)));
  }

  @Test
  void isThatOfTryingEveryThreshold() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      int count = 1 + random.nextInt(12);
      double[] scores = new double[count];
      List<Boolean> similar = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        // coarse, so that scores meet
        scores[i] = random.nextInt(9) / 4.0 - 1;
        similar.add(i == 0 || random.nextBoolean());
      }

      F1 best = F1.best(scores, similar);

      double most = 0;
      for (double threshold : scores) {
        most = Math.max(most, at(threshold, scores, similar));
      }
      assertEquals(most, best.value(), 1e-12);
      assertEquals(most, at(best.threshold(), scores, similar), 1e-12);
    }
  }

  /** By the definitions of precision and recall. */
  private static double at(double threshold, double[] scores, List<Boolean> similar) {
    double taken = 0;
    double found = 0;
    double wanted = 0;
    for (int i = 0; i < scores.length; i++) {
      taken += scores[i] >= threshold ? 1 : 0;
      found += scores[i] >= threshold && similar.get(i) ? 1 : 0;
      wanted += similar.get(i) ? 1 : 0;
    }
    double precision = found / taken;
    double recall = found / wanted;
    return found == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  @Test
  void withoutASimilarPairThereIsNone() {
    assertThrows(IllegalArgumentException.class, () -> F1.best(new double[] {0.5}, List.of(false)));
    assertThrows(IllegalArgumentException.class, () -> F1.best(new double[0], List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> F1.best(new double[] {0.5}, List.of(true, true)));
  }
}
