package dev.quire.task.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far two runs over the same pages agree: a model in half precision with itself in full, or at
 * a smaller resolution with its own. All values are sums over pages, so that agreements can be
 * added up; the shares are computed from the sums and weigh every region alike.
 *
 * <p>With R and O the counted regions of the two sides and M the matched pairs:
 *
 * <pre>
 * matchedShare = 2·|M| / (|R| + |O|)
 * orderShare   = pairs of M that stand in the same order on both sides / pairs of M with orders
 * meanIou      = sum of the IoU of M / |M|
 * </pre>
 *
 * <p>The matched share is the F1 score of one side against the other, whichever is taken for the
 * truth: lost and invented regions lower it alike. Where there is nothing to compare, a share is 1.
 *
 * @param referenceRegions counted regions of the reference, |R|
 * @param otherRegions counted regions of the other side, |O|
 * @param matched matched pairs, |M|; at most the smaller of both
 * @param orderPairs pairs of matched regions of one page that have a place in the reading order on
 *     both sides
 * @param sameOrder how many of these stand in the same order on both sides
 * @param sumOfIou sum of the matched pairs' intersections over unions
 */
public record Agreement(
    long referenceRegions,
    long otherRegions,
    long matched,
    long orderPairs,
    long sameOrder,
    double sumOfIou) {

  /** What comparing no pages gives: full agreement, and nothing to add to others. */
  public static final Agreement NOTHING = new Agreement(0, 0, 0, 0, 0, 0);

  /** How far below the threshold a region's score may lie to answer for one above it. */
  public static final double SCORE_SLACK = 0.02;

  public Agreement {
    if (matched < 0 || matched > Math.min(referenceRegions, otherRegions)) {
      throw new IllegalArgumentException(
          "%d of %d and %d regions cannot be matched"
              .formatted(matched, referenceRegions, otherRegions));
    }
    if (sameOrder < 0 || sameOrder > orderPairs) {
      throw new IllegalArgumentException(
          "%d of %d pairs cannot stand in the same order".formatted(sameOrder, orderPairs));
    }
  }

  /**
   * Parameters to make regions with for {@link #of}: the same with a threshold lower by {@link
   * #SCORE_SLACK}. The regions above the old threshold stay what they were, since a weaker region
   * suppresses no stronger one and the order of those present does not change.
   */
  public static LayoutParameters lenient(LayoutParameters parameters) {
    return parameters.withThreshold(Math.max(0, parameters.threshold() - SCORE_SLACK));
  }

  /**
   * Compares the regions of the same pages from two runs.
   *
   * <p>Regions match one to one if they are of the same class, overlap enough, and at least one of
   * them scores above the threshold. Counted are the regions above the threshold and those below it
   * that one above is matched with: a score that crosses the threshold by a hair is no difference,
   * one that falls by more than the slack is.
   *
   * <p>Pairs are taken greedily: first those with both scores above the threshold, in each group
   * the largest overlap first. Where regions of one class on one side overlap each other by less
   * than 2·leastIou − 1, as they do after suppression at 0.6 with a least IoU of 0.9, no region has
   * two candidates (1 − IoU is a metric: two boxes close to a third are close to each other), and
   * any matching is the best one. Elsewhere it may miss a pair that an optimal one would find; it
   * then errs on the side of disagreement.
   *
   * @param reference each page's regions, made with a threshold below the given one by the slack
   *     that is wanted, see {@link #lenient}; their order in the list does not matter
   * @param other the same pages' regions from the other run, made with the same parameters
   * @param threshold score a region must exceed to be counted for itself, 0 to 1
   * @param leastIou intersection over union from which boxes match, above 0 and at most 1
   * @throws IllegalArgumentException if the numbers of pages differ or a value is out of range
   */
  public static Agreement of(
      List<List<Region>> reference, List<List<Region>> other, double threshold, double leastIou) {
    if (reference.size() != other.size()) {
      throw new IllegalArgumentException(
          "%d pages cannot be compared with %d".formatted(reference.size(), other.size()));
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be between 0 and 1, not " + threshold);
    }
    if (!(leastIou > 0 && leastIou <= 1)) {
      throw new IllegalArgumentException("leastIou must be above 0 and at most 1, not " + leastIou);
    }
    Agreement sum = NOTHING;
    for (int page = 0; page < reference.size(); page++) {
      sum = sum.plus(ofPage(reference.get(page), other.get(page), (float) threshold, leastIou));
    }
    return sum;
  }

  /** Both together, as if their pages had been compared at once. */
  public Agreement plus(Agreement more) {
    return new Agreement(
        referenceRegions + more.referenceRegions,
        otherRegions + more.otherRegions,
        matched + more.matched,
        orderPairs + more.orderPairs,
        sameOrder + more.sameOrder,
        sumOfIou + more.sumOfIou);
  }

  /** Counted regions of both sides, |R| + |O|. */
  public long regions() {
    return referenceRegions + otherRegions;
  }

  /** Regions of the reference that the other side lacks. */
  public long lost() {
    return referenceRegions - matched;
  }

  /** Regions of the other side that the reference lacks. */
  public long invented() {
    return otherRegions - matched;
  }

  /** 2·|M| / (|R| + |O|), 0 to 1; 1 if neither side has a region. */
  public double matchedShare() {
    return regions() == 0 ? 1 : 2.0 * matched / regions();
  }

  /** Share of the pairs that stand in the same order, 0 to 1; 1 if there is no pair. */
  public double orderShare() {
    return orderPairs == 0 ? 1 : (double) sameOrder / orderPairs;
  }

  /** Mean IoU of the matched pairs, 0 to 1; without any, 1 if neither side has a region, else 0. */
  public double meanIou() {
    if (matched == 0) {
      return regions() == 0 ? 1 : 0;
    }
    return sumOfIou / matched;
  }

  /**
   * Whether both runs agree well enough.
   *
   * @param leastMatched least {@link #matchedShare}, 0 to 1
   * @param leastOrder least {@link #orderShare}, 0 to 1
   */
  public boolean within(double leastMatched, double leastOrder) {
    return matchedShare() >= leastMatched && orderShare() >= leastOrder;
  }

  private static Agreement ofPage(
      List<Region> reference, List<Region> other, float threshold, double leastIou) {
    List<Match> matches = matches(reference, other, threshold, leastIou);
    List<Match> ordered = matches.stream().filter(Match::ordered).toList();
    long pairs = 0;
    long same = 0;
    for (int i = 0; i < ordered.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs++;
        same += ordered.get(i).standsLike(ordered.get(j)) ? 1 : 0;
      }
    }
    return new Agreement(
        counted(reference, matches.stream().map(Match::reference), threshold),
        counted(other, matches.stream().map(Match::other), threshold),
        matches.size(),
        pairs,
        same,
        matches.stream().mapToDouble(Match::iou).sum());
  }

  /** The regions above the threshold and the matched ones below it. */
  private static long counted(List<Region> regions, Stream<Region> matched, float threshold) {
    return regions.stream().filter(region -> region.score() > threshold).count()
        + matched.filter(region -> region.score() <= threshold).count();
  }

  private static List<Match> matches(
      List<Region> reference, List<Region> other, float threshold, double leastIou) {
    List<Match> candidates = new ArrayList<>();
    for (int i = 0; i < reference.size(); i++) {
      for (int j = 0; j < other.size(); j++) {
        Match match = new Match(i, reference.get(i), j, other.get(j));
        if (match.sameClass() && match.higherScore() > threshold && match.iou() >= leastIou) {
          candidates.add(match);
        }
      }
    }
    candidates.sort(
        Comparator.comparing((Match match) -> match.lowerScore() <= threshold)
            .thenComparing(Match.BEST_FIRST));
    Set<Integer> taken = new HashSet<>();
    Set<Integer> takenOfOther = new HashSet<>();
    List<Match> matches = new ArrayList<>();
    for (Match match : candidates) {
      if (!taken.contains(match.index()) && !takenOfOther.contains(match.indexOfOther())) {
        taken.add(match.index());
        takenOfOther.add(match.indexOfOther());
        matches.add(match);
      }
    }
    return matches;
  }

  /** Two regions, one of each side, that are or may become a pair. */
  private record Match(int index, Region reference, int indexOfOther, Region other, double iou) {

    private static final Comparator<Region> BY_CONTENT =
        Comparator.comparing(Region::x1)
            .thenComparing(Region::y1)
            .thenComparing(Region::x2)
            .thenComparing(Region::y2)
            .thenComparing(Region::score)
            .thenComparing(Region::order, Comparator.nullsLast(Comparator.naturalOrder()));

    /**
     * The largest overlap first. Equal ones by what the regions hold, so that neither the order of
     * the lists nor which side is the reference decides.
     */
    static final Comparator<Match> BEST_FIRST =
        Comparator.comparingDouble((Match match) -> -match.iou)
            .thenComparing(Match::smaller, BY_CONTENT)
            .thenComparing(Match::larger, BY_CONTENT);

    Match(int index, Region reference, int indexOfOther, Region other) {
      this(index, reference, indexOfOther, other, overlap(reference, other));
    }

    boolean sameClass() {
      return reference.classId() == other.classId();
    }

    float higherScore() {
      return Math.max(reference.score(), other.score());
    }

    float lowerScore() {
      return Math.min(reference.score(), other.score());
    }

    /** Whether both regions have a place in the reading order. */
    boolean ordered() {
      return reference.order() != null && other.order() != null;
    }

    /** Whether both sides have this pair on the same side of another. */
    boolean standsLike(Match pair) {
      return reference.order().compareTo(pair.reference.order())
          == other.order().compareTo(pair.other.order());
    }

    private Region smaller() {
      return BY_CONTENT.compare(reference, other) <= 0 ? reference : other;
    }

    private Region larger() {
      return BY_CONTENT.compare(reference, other) <= 0 ? other : reference;
    }

    /** On areas: a box from 0 to 9 is nine wide, as coordinates are fractions of pixels. */
    private static double overlap(Region one, Region two) {
      double width = Math.min(one.x2(), two.x2()) - (double) Math.max(one.x1(), two.x1());
      double height = Math.min(one.y2(), two.y2()) - (double) Math.max(one.y1(), two.y1());
      double intersection = Math.max(0, width) * Math.max(0, height);
      return intersection / (area(one) + area(two) - intersection);
    }

    private static double area(Region region) {
      return (region.x2() - (double) region.x1()) * (region.y2() - (double) region.y1());
    }
  }
}
