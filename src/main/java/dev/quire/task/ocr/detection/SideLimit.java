package dev.quire.task.ocr.detection;

import dev.quire.model.Resolution;
import java.util.Objects;

/**
 * How large a page is when the detection model sees it. Sides become multiples of 32, so the
 * proportions change a little.
 *
 * @param kind which side is limited
 * @param side pixels, 1 to {@value #MOST_SIDE}
 * @param most the longer side is not larger than this, whatever {@code side} asks for; {@value
 *     #STRIDE} to {@value #MOST_SIDE}, usually {@value #USUAL_MOST}
 */
public record SideLimit(Kind kind, int side, int most) {

  /** The model halves its input five times. */
  public static final int STRIDE = 32;

  /** What PaddleX takes for {@code most}. */
  public static final int USUAL_MOST = 4000;

  /** Largest value of {@code side} and {@code most}. */
  public static final int MOST_SIDE = 8000;

  /** Which side of a page is limited, and how. */
  public enum Kind {
    /** Pages whose shorter side is shorter are enlarged. */
    MIN,
    /** Pages whose longer side is longer are reduced. */
    MAX
  }

  public SideLimit {
    Objects.requireNonNull(kind, "kind");
    if (side < 1 || side > MOST_SIDE) {
      throw new IllegalArgumentException(
          "The limited side must be 1 to %d, not %d".formatted(MOST_SIDE, side));
    }
    if (most < STRIDE || most > MOST_SIDE) {
      throw new IllegalArgumentException(
          "The largest side must be %d to %d, not %d".formatted(STRIDE, MOST_SIDE, most));
    }
  }

  /** With the usual largest side. */
  public SideLimit(Kind kind, int side) {
    this(kind, side, USUAL_MOST);
  }

  /**
   * The size a page is resized to. Computed as PaddleX does: ratios in double, products truncated,
   * the quotient by 32 rounded half to even.
   *
   * @param page with its border, if it needs one: {@link PageSize#bordered}
   */
  public Resolution resized(PageSize page) {
    double ratio = ratio(page);
    long height = (long) (page.height() * ratio);
    long width = (long) (page.width() * ratio);
    if (Math.max(height, width) > most) {
      double reduction = (double) most / Math.max(height, width);
      height = (long) (height * reduction);
      width = (long) (width * reduction);
    }
    return new Resolution(multiple(height), multiple(width));
  }

  private double ratio(PageSize page) {
    int limited =
        kind == Kind.MAX
            ? Math.max(page.height(), page.width())
            : Math.min(page.height(), page.width());
    boolean beyond = kind == Kind.MAX ? limited > side : limited < side;
    return beyond ? (double) side / limited : 1;
  }

  private static int multiple(long pixels) {
    return (int) Math.max(Math.rint(pixels / (double) STRIDE) * STRIDE, STRIDE);
  }
}
