package dev.quire.task.layout;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How boxes are stretched about their centres: PaddleX's {@code layout_unclip_ratio}. */
public sealed interface Unclip {

  /** Boxes stay as they are. */
  static Unclip none() {
    return new PerClass(Map.of());
  }

  /** What boxes of a class are stretched by, or empty if they are not. */
  Optional<Ratio> ratio(int classId);

  /**
   * What a box is multiplied by.
   *
   * @param width above 0
   * @param height above 0
   */
  record Ratio(double width, double height) {

    public Ratio {
      if (!isRatio(width) || !isRatio(height)) {
        throw new IllegalArgumentException(
            "An unclip ratio is above 0 and finite, not %s by %s".formatted(width, height));
      }
    }

    private static boolean isRatio(double value) {
      return value > 0 && Double.isFinite(value);
    }
  }

  /** All boxes by the same. */
  record Everywhere(Ratio ratio) implements Unclip {

    public Everywhere {
      Objects.requireNonNull(ratio, "ratio");
    }

    @Override
    public Optional<Ratio> ratio(int classId) {
      return Optional.of(ratio);
    }
  }

  /**
   * The boxes of each class by their own.
   *
   * @param ratios by class id; boxes of a class that is missing stay as they are
   */
  record PerClass(Map<Integer, Ratio> ratios) implements Unclip {

    public PerClass {
      ratios = Map.copyOf(ratios);
    }

    @Override
    public Optional<Ratio> ratio(int classId) {
      return Optional.ofNullable(ratios.get(classId));
    }
  }
}
