package dev.quire.train.pair.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.train.pair.Split;
import dev.quire.train.pair.SyntheticPairs;
import dev.quire.train.pair.Triplet;
import dev.quire.train.pair.net.PairMini;
import dev.quire.train.pair.net.SortedBatch;
import dev.quire.train.pair.piece.PieceLearner;
import dev.quire.train.pair.piece.Vocabulary;
import dev.quire.train.pair.piece.WordPiece;
import dev.quire.train.pair.run.PairCheckpoint.Progress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairLearnerTest {

  private final SyntheticPairs pairs = new SyntheticPairs(1, Split.TRAIN);
  private final Vocabulary vocabulary =
      PieceLearner.learn(
          IntStream.range(0, 200).mapToObj(pairs::triplet).map(Triplet::anchor), 5000);
  private final WordPiece tokens = new WordPiece(vocabulary, 64);
  private final PairMini net = new PairMini(vocabulary.size(), 16);

  @TempDir Path folder;

  @Test
  void learnsToFitABatch() {
    List<Triplet> batch = new TripletFeed(pairs, 0).take(8);
    try (PairLearner learner = new PairLearner(PairLearner.fresh(net, 5), tokens)) {
      double before = learner.step(batch, 5e-3f).total();
      double after = before;
      for (int i = 0; i < 30; i++) {
        after = learner.step(batch, 5e-3f).total();
      }
      assertTrue(after < 0.6 * before, before + " → " + after);
    }
  }

  @Test
  void goesOnFromACheckpointAsIfNothingHadHappened() throws Exception {
    TripletFeed feed = new TripletFeed(pairs, 0);
    Progress progress = new Progress(2, 1234, feed.next());
    assertFalse(PairCheckpoint.in(folder));
    PairCheckpoint expected;
    List<Triplet> third;
    try (PairLearner learner = new PairLearner(PairLearner.fresh(net, 5), tokens)) {
      learner.step(feed.take(4), 1e-3f);
      learner.step(feed.take(4), 1e-3f);
      learner.checkpoint(progress).save(folder);
      third = feed.take(4);
      learner.step(third, 1e-3f);
      expected = learner.checkpoint(progress);
    }

    assertTrue(PairCheckpoint.in(folder));
    PairCheckpoint loaded = PairCheckpoint.load(folder);
    assertEquals(progress, loaded.progress());
    assertEquals(net, loaded.net());
    try (PairLearner learner = new PairLearner(loaded, tokens)) {
      learner.step(third, 1e-3f);
      PairCheckpoint actual = learner.checkpoint(progress);
      assertEquals(3, learner.steps());
      assertArrayEquals(expected.values(), actual.values(), 1e-6f);
      assertArrayEquals(expected.average(), actual.average(), 1e-6f);
      assertArrayEquals(expected.mean(), actual.mean(), 1e-6f);
      assertArrayEquals(expected.square(), actual.square(), 1e-6f);
    }
  }

  @Test
  void noTwoTripletsOfABatchSayTheSame() {
    TripletFeed feed = new TripletFeed(pairs, 0);
    List<String> meanings = feed.take(300).stream().map(Triplet::meaning).toList();

    assertEquals(meanings.size(), new HashSet<>(meanings).size());
    assertTrue(feed.next() > 300, "some were left out: " + feed.next());
  }

  @Test
  void theOrderOfSortedSentencesIsKept() {
    List<int[]> sentences = Stream.of(5, 1, 4, 2, 3).map(length -> new int[length]).toList();

    SortedBatch batch = SortedBatch.of(sentences, 2);

    assertArrayEquals(new int[] {1, 3, 4, 2, 0}, batch.order());
    assertEquals(List.of(3, 5), batch.parts().stream().map(p -> p.length()).toList());
    assertEquals(List.of(3, 2), batch.parts().stream().map(p -> p.rows()).toList());
  }
}
