package dev.quire.document.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds lines that go down though their font knows nothing of it: ideographs painted one below the
 * other.
 */
final class Columns {

  /** Two may stand below each other by chance. */
  private static final int LEAST = 3;

  private static final double MOST_ASIDE = 0.25;
  private static final double LEAST_STEP = 0.5;
  private static final double MOST_STEP = 1.4;
  private static final double SAME_SIZE = 0.05;

  private Columns() {}

  /** The characters, with those of such lines standing in them. */
  static List<Glyph> found(List<Glyph> glyphs) {
    List<Glyph> found = new ArrayList<>(glyphs);
    int from = 0;
    for (int i = 1; i <= glyphs.size(); i++) {
      if (i == glyphs.size() || !isBelow(glyphs.get(i - 1), glyphs.get(i))) {
        if (i - from >= LEAST) {
          found.subList(from, i).replaceAll(Glyph::standing);
        }
        from = i;
      }
    }
    return found;
  }

  private static boolean isBelow(Glyph upper, Glyph lower) {
    double size = upper.size();
    double step = lower.box().getCenterY() - upper.box().getCenterY();
    return Frame.of(upper).equals(Frame.RIGHT)
        && Frame.of(lower).equals(Frame.RIGHT)
        && Scripts.isSquare(upper)
        && Scripts.isSquare(lower)
        && Math.abs(lower.size() - size) < SAME_SIZE * size
        && Math.abs(lower.box().getCenterX() - upper.box().getCenterX()) < MOST_ASIDE * size
        && step > LEAST_STEP * size
        && step < MOST_STEP * size;
  }
}
