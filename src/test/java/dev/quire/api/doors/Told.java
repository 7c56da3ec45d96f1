package dev.quire.api.doors;

import java.util.List;
import java.util.Optional;

/**
 * What a door says of a file, in words that all doors share.
 *
 * @param status of the file as a whole, wherever the door tells it; 200 if it was answered
 * @param pages in their order; none if it was refused
 * @param words why it was refused
 */
record Told(int status, List<OfPage> pages, String words) {

  /**
   * What it says of a page.
   *
   * @param warnings types of its warnings
   * @param problem why it has no layout
   */
  record OfPage(List<Region> regions, List<String> warnings, Optional<String> problem) {

    static OfPage laidOut(List<Region> regions, List<String> warnings) {
      return new OfPage(regions, warnings, Optional.empty());
    }

    static OfPage faulty(String problem) {
      return new OfPage(List.of(), List.of(), Optional.of(problem));
    }
  }

  /**
   * A region.
   *
   * @param box left, top, right, bottom
   */
  record Region(String label, double score, List<Double> box) {

    /** Whether it is the same but for what doors round. */
    boolean isLike(Region other) {
      for (int i = 0; i < box.size(); i++) {
        if (Math.abs(box.get(i) - other.box().get(i)) > 1) {
          return false;
        }
      }
      return label.equals(other.label()) && Math.abs(score - other.score()) < 1e-3;
    }
  }

  static Told answered(List<OfPage> pages) {
    return new Told(200, pages, "");
  }

  static Told refused(int status, String words) {
    return new Told(status, List.of(), words);
  }

  boolean isRefusal() {
    return status != 200;
  }
}
