package dev.quire.train.pair.run;

import dev.quire.train.pair.SyntheticPairs;
import dev.quire.train.pair.Triplet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Supplies batches in which no two triplets say the same. Not thread-safe. */
final class TripletFeed {

  private final SyntheticPairs source;
  private long next;

  /** Starts at the triplet with the index given. */
  TripletFeed(SyntheticPairs source, long next) {
    this.source = source;
    this.next = next;
  }

  /** The index of the first triplet that was not looked at. */
  long next() {
    return next;
  }

  List<Triplet> take(int count) {
    List<Triplet> batch = new ArrayList<>();
    Set<String> meanings = new HashSet<>();
    while (batch.size() < count) {
      Triplet triplet = source.triplet(next++);
      // an equal meaning would be counted as another one, and pushed away
      if (meanings.add(triplet.meaning())) {
        batch.add(triplet);
      }
    }
    return batch;
  }
}
