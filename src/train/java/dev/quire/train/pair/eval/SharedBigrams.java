package dev.quire.train.pair.eval;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The baseline: the Jaccard index of the sentences' sets of neighbouring characters. */
final class SharedBigrams implements Scorer {

  @Override
  public double score(String left, String right) {
    Set<String> a = bigrams(left);
    Set<String> b = bigrams(right);
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    int all = a.size() + b.size() - both.size();
    return all == 0 ? 1 : (double) both.size() / all;
  }

  private static Set<String> bigrams(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Set<String> bigrams = new HashSet<>();
    for (int i = 0; i + 1 < lower.length(); i++) {
      bigrams.add(lower.substring(i, i + 2));
    }
    return bigrams;
  }
}
