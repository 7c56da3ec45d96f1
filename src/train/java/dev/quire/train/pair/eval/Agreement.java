package dev.quire.train.pair.eval;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How well scores agree with what is known of pairs. */
final class Agreement {

  private Agreement() {}

  /** Spearman's rank correlation of score and grade, ties sharing their mean rank; -1 to 1. */
  static double spearman(List<Scored> pairs) {
    double[] x = ranks(pairs, Scored::score);
    double[] y = ranks(pairs, Scored::grade);
    double middle = (pairs.size() + 1) / 2.0;
    double together = 0;
    double xs = 0;
    double ys = 0;
    for (int i = 0; i < x.length; i++) {
      together += (x[i] - middle) * (y[i] - middle);
      xs += (x[i] - middle) * (x[i] - middle);
      ys += (y[i] - middle) * (y[i] - middle);
    }
    return together / Math.sqrt(xs * ys);
  }

  /**
   * The chance that a pair of the first kind scores higher than one of the second, equal scores
   * counting half: the area under the ROC curve.
   */
  static double auc(List<Double> higher, List<Double> lower) {
    double wins = 0;
    for (double h : higher) {
      for (double l : lower) {
        wins += h > l ? 1 : h == l ? 0.5 : 0;
      }
    }
    return wins / ((double) higher.size() * lower.size());
  }

  /** The share of pairs that a threshold sorts rightly into the same and the rest. */
  static double accuracy(List<Scored> pairs, double threshold) {
    long right = pairs.stream().filter(p -> p.score() >= threshold == p.same()).count();
    return (double) right / pairs.size();
  }

  /**
   * The threshold, a score of one of the pairs, at which the mean of the two kinds' accuracies is
   * highest: it does not depend on how many there are of each.
   */
  static double bestThreshold(List<Scored> pairs) {
    List<Scored> sorted =
        pairs.stream().sorted(Comparator.comparingDouble(Scored::score).reversed()).toList();
    double same = pairs.stream().filter(Scored::same).count();
    double rest = pairs.size() - same;
    double gain = 0;
    double most = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sorted.size(); i++) {
      gain += sorted.get(i).same() ? 1 / same : -1 / rest;
      boolean last = i + 1 == sorted.size() || sorted.get(i + 1).score() < sorted.get(i).score();
      if (last && gain > most) {
        most = gain;
        best = sorted.get(i).score();
      }
    }
    return best;
  }

  private static double[] ranks(List<Scored> pairs, ToDoubleFunction<Scored> key) {
    List<Integer> order =
        IntStream.range(0, pairs.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> key.applyAsDouble(pairs.get(i))))
            .toList();
    double[] ranks = new double[pairs.size()];
    int from = 0;
    while (from < ranks.length) {
      double value = key.applyAsDouble(pairs.get(order.get(from)));
      int to = from;
      while (to < ranks.length && key.applyAsDouble(pairs.get(order.get(to))) == value) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order.get(i)] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
