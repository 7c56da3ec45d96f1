package dev.quire.train.pair.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

  @Test
  void spearmanIsOneForTheSameOrderAndSharesRanksAmongTies() {
    assertEquals(1, Agreement.spearman(pairs(0.1, 0, 0.2, 0.5, 0.9, 1)), 1e-12);
    assertEquals(-1, Agreement.spearman(pairs(0.9, 0, 0.2, 0.5, 0.1, 1)), 1e-12);
    // ranks 1 2 3 4 against 1.5 1.5 3.5 3.5: 4 / √(5 · 4)
    assertEquals(
        4 / Math.sqrt(20), Agreement.spearman(pairs(0.1, 0, 0.2, 0, 0.3, 1, 0.4, 1)), 1e-12);
  }

  @Test
  void aucCountsWinsAndHalvesOfTies() {
    assertEquals(1, Agreement.auc(List.of(0.8, 0.9), List.of(0.1, 0.7)));
    assertEquals(0.625, Agreement.auc(List.of(0.5, 0.9), List.of(0.5, 0.7)));
  }

  @Test
  void theThresholdWeighsBothKindsAlike() {
    // one that says the same among many that do not
    List<Scored> pairs = pairs(0.9, 0, 0.8, 1, 0.3, 0, 0.2, 0.5, 0.1, 0);

    assertEquals(0.8, Agreement.bestThreshold(pairs));
    assertEquals(0.8, Agreement.accuracy(pairs, 0.8), 1e-12);
  }

  @Test
  void bigramsAreCountedOnce() {
    SharedBigrams bigrams = new SharedBigrams();

    // ab bc against bc cd: one of three
    assertEquals(1.0 / 3, bigrams.score("abc", "BCD"), 1e-12);
    assertEquals(1, bigrams.score("一二三", "一二三"));
    assertEquals(0, bigrams.score("abc", "xyz"));
  }

  private static List<Scored> pairs(double... scoresAndGrades) {
    List<Scored> pairs = new java.util.ArrayList<>();
    for (int i = 0; i < scoresAndGrades.length; i += 2) {
      pairs.add(new Scored(scoresAndGrades[i], scoresAndGrades[i + 1]));
    }
    return pairs;
  }
}
