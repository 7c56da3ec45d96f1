package dev.quire.document.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well the words of one reader match those of another, order aside.
 *
 * @param shared how many both have
 * @param ours how many one has
 * @param theirs how many the other has
 * @param onlyOurs which the other lacks
 * @param onlyTheirs which the one lacks
 */
record WordScore(int shared, int ours, int theirs, List<String> onlyOurs, List<String> onlyTheirs) {

  static WordScore of(List<String> ours, List<String> theirs) {
    Map<String, Integer> counts = new HashMap<>();
    theirs.forEach(word -> counts.merge(word, 1, Integer::sum));
    List<String> onlyOurs = new ArrayList<>();
    int shared = 0;
    for (String word : ours) {
      if (counts.getOrDefault(word, 0) > 0) {
        counts.merge(word, -1, Integer::sum);
        shared++;
      } else {
        onlyOurs.add(word);
      }
    }
    List<String> onlyTheirs = new ArrayList<>();
    counts.forEach(
        (word, count) -> {
          for (int i = 0; i < count; i++) {
            onlyTheirs.add(word);
          }
        });
    return new WordScore(shared, ours.size(), theirs.size(), onlyOurs, onlyTheirs);
  }

  WordScore plus(WordScore other) {
    List<String> moreOurs = new ArrayList<>(onlyOurs);
    moreOurs.addAll(other.onlyOurs);
    List<String> moreTheirs = new ArrayList<>(onlyTheirs);
    moreTheirs.addAll(other.onlyTheirs);
    return new WordScore(
        shared + other.shared, ours + other.ours, theirs + other.theirs, moreOurs, moreTheirs);
  }

  /** The harmonic mean of precision and recall; 1 where neither has a word. */
  double f1() {
    return ours + theirs == 0 ? 1 : 2.0 * shared / (ours + theirs);
  }
}
