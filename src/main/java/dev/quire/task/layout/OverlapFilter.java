package dev.quire.task.layout;

import dev.quire.task.PolygonOverlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Leaves one of regions that overlap: PaddleX's {@code filter_boxes}, newest version
 * (layout_analysis/processors.py). References go altogether, as their entries are regions of their
 * own; so does what is too small to read.
 *
 * <p>Immutable and thread-safe.
 */
final class OverlapFilter {

  private static final String DROPPED = "reference";
  private static final String FORMULA = "inline_formula";
  private static final String TABLE = "table";

  /** What may lie in regions of other classes. */
  private static final Set<String> PICTURES = Set.of("image", TABLE, "seal", "chart");

  private static final float LEAST_SIDE = 6;

  /** The share of the smaller region above which two overlap. */
  private static final double OVERLAP = 0.7;

  /** The same for formulas within a line. */
  private static final double FORMULA_OVERLAP = 0.5;

  /**
   * Keeps the regions that stand for themselves, in the order they come in.
   *
   * @param regions with outlines all or none
   */
  List<Region> apply(List<Region> regions) {
    List<Region> candidates =
        regions.stream().filter(region -> !region.label().equals(DROPPED)).toList();
    boolean[] dropped = new boolean[candidates.size()];
    for (int i = 0; i < dropped.length; i++) {
      dropped[i] |= isTiny(candidates.get(i));
      for (int j = i + 1; j < dropped.length; j++) {
        if (!dropped[i] && !dropped[j]) {
          Verdict verdict = compare(candidates.get(i), candidates.get(j));
          dropped[i] = verdict.dropsFirst();
          dropped[j] = verdict.dropsSecond();
        }
      }
    }
    List<Region> kept = new ArrayList<>();
    for (int i = 0; i < dropped.length; i++) {
      if (!dropped[i]) {
        kept.add(candidates.get(i));
      }
    }
    return kept;
  }

  private static boolean isTiny(Region region) {
    return region.x2() - region.x1() < LEAST_SIDE || region.y2() - region.y1() < LEAST_SIDE;
  }

  private static Verdict compare(Region first, Region second) {
    double overlap = overlap(first, second);
    boolean firstFormula = first.label().equals(FORMULA);
    boolean secondFormula = second.label().equals(FORMULA);
    if ((firstFormula || secondFormula) && overlap > FORMULA_OVERLAP) {
      return new Verdict(firstFormula, secondFormula);
    }
    if (!(overlap > OVERLAP) || belongTogether(first, second) || areApart(first, second)) {
      return Verdict.BOTH_STAY;
    }
    boolean firstLarger = area(first) >= area(second);
    return new Verdict(!firstLarger, firstLarger);
  }

  /** Whether the boxes overlap, but what they surround does not. */
  private static boolean areApart(Region first, Region second) {
    return !first.polygon().isEmpty()
        && PolygonOverlap.of(first.polygon(), second.polygon()).overSmaller() < OVERLAP;
  }

  /** A picture and something else, unless it is a text and a table. */
  private static boolean belongTogether(Region first, Region second) {
    boolean picture = PICTURES.contains(first.label());
    boolean otherPicture = PICTURES.contains(second.label());
    boolean table = first.label().equals(TABLE) || second.label().equals(TABLE);
    return (picture || otherPicture)
        && !first.label().equals(second.label())
        && (!table || picture && otherPicture);
  }

  /** Intersection over the smaller box. */
  private static double overlap(Region one, Region two) {
    double width = Math.min(one.x2(), two.x2()) - (double) Math.max(one.x1(), two.x1());
    double height = Math.min(one.y2(), two.y2()) - (double) Math.max(one.y1(), two.y1());
    return Math.max(0, width) * Math.max(0, height) / Math.min(area(one), area(two));
  }

  private static double area(Region region) {
    return (region.x2() - (double) region.x1()) * (region.y2() - (double) region.y1());
  }

  /** Which of two regions go. */
  private record Verdict(boolean dropsFirst, boolean dropsSecond) {

    static final Verdict BOTH_STAY = new Verdict(false, false);
  }
}
