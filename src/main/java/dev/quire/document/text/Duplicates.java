package dev.quire.document.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out characters that are painted again, a little aside, so that they look bold or have a
 * shadow. Of a pair the first stays, unless nobody sees it.
 */
final class Duplicates {

  /** How far aside, in heights of the font; a narrow letter takes 0.22. */
  private static final double ALONG = 0.2;

  private static final double ACROSS = 0.2;

  /** Next to itself a character stands its own width away. */
  private static final double SHARE_OF_WIDTH = 0.5;

  /** Sizes within one step are taken for the same. */
  private static final double SIZE_STEP = 1.2;

  private static final int STEP = 1024;

  private final TextGuard guard;
  private final Map<Place, Integer> places = new HashMap<>();

  private record Place(String text, int size, long column, long row) {}

  Duplicates(TextGuard guard) {
    this.guard = guard;
  }

  List<Glyph> removedFrom(List<Glyph> painted) {
    List<Glyph> once = new ArrayList<>(painted.size());
    for (int i = 0; i < painted.size(); i++) {
      if (i % STEP == 0) {
        guard.beforeStep();
      }
      Glyph glyph = painted.get(i);
      int size = (int) Math.round(Math.log(glyph.size()) / Math.log(SIZE_STEP));
      double cell = ALONG * Math.pow(SIZE_STEP, size) * SIZE_STEP;
      long column = (long) Math.floor(glyph.x() / cell);
      long row = (long) Math.floor(glyph.y() / cell);
      int twin = twin(glyph, size, column, row, once);
      if (twin < 0) {
        places.put(new Place(glyph.text(), size, column, row), once.size());
        once.add(glyph);
      } else if (once.get(twin).invisible() && !glyph.invisible()) {
        once.set(twin, glyph);
      }
    }
    return once;
  }

  private int twin(Glyph glyph, int size, long column, long row, List<Glyph> once) {
    for (long c = column - 1; c <= column + 1; c++) {
      for (long r = row - 1; r <= row + 1; r++) {
        Integer found = places.get(new Place(glyph.text(), size, c, r));
        if (found != null && same(once.get(found), glyph)) {
          return found;
        }
      }
    }
    return -1;
  }

  private static boolean same(Glyph one, Glyph other) {
    double x = other.x() - one.x();
    double y = other.y() - one.y();
    double along = Math.abs(x * one.dirX() + y * one.dirY());
    double across = Math.abs(y * one.dirX() - x * one.dirY());
    return along < Math.min(ALONG * one.size(), SHARE_OF_WIDTH * one.advance())
        && across < ACROSS * one.size()
        && one.dirX() * other.dirX() + one.dirY() * other.dirY() > 0.9;
  }
}
