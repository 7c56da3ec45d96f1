package dev.quire.train.eval;

import dev.quire.train.eval.AveragePrecision.Image;
import dev.quire.train.page.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well the ranks follow the reading order: of all pairs of body regions found on a page, the
 * share that stand in the right order.
 */
public final class ReadingOrder {

  private static final double IOU = 0.5;
  private static final Set<Label> BODY =
      Set.of(
          Label.TEXT,
          Label.PARAGRAPH_TITLE,
          Label.DOC_TITLE,
          Label.ABSTRACT,
          Label.REFERENCE_CONTENT,
          Label.DISPLAY_FORMULA,
          Label.ALGORITHM);

  private ReadingOrder() {}

  /** Pairs right and pairs in all. */
  public record Pairs(long right, long all) {

    public double share() {
      return all == 0 ? 0 : (double) right / all;
    }

    Pairs plus(Pairs o) {
      return new Pairs(right + o.right, all + o.all);
    }
  }

  /** Compares the ranks; the truth's are its places. */
  public static Pairs of(List<Image> images, double threshold) {
    return images.stream().map(i -> of(i, threshold)).reduce(new Pairs(0, 0), Pairs::plus);
  }

  private static Pairs of(Image image, double threshold) {
    List<Detection> truth =
        image.truth().stream().filter(t -> BODY.contains(Label.values()[t.label()])).toList();
    Set<Integer> used = new HashSet<>();
    List<Detection[]> matched = new ArrayList<>();
    for (Detection d : AveragePrecision.best(image.found())) {
      if (d.score() <= threshold || !BODY.contains(Label.values()[d.label()])) {
        continue;
      }
      int match = AveragePrecision.match(d, truth, used, IOU);
      if (match >= 0) {
        used.add(match);
        matched.add(new Detection[] {d, truth.get(match)});
      }
    }
    matched.sort(Comparator.comparingDouble(m -> m[1].rank()));
    long right = 0;
    long all = 0;
    for (int i = 0; i < matched.size(); i++) {
      for (int j = i + 1; j < matched.size(); j++) {
        all++;
        right += matched.get(i)[0].rank() < matched.get(j)[0].rank() ? 1 : 0;
      }
    }
    return new Pairs(right, all);
  }
}
