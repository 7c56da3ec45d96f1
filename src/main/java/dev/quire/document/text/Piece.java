package dev.quire.document.text;

import java.util.ArrayList;
import java.util.List;

/** Characters painted one after the other in one line. Lengths are a frame's. */
final class Piece {

  /** Kerning and slanted letters overlap. */
  private static final double MOST_OVERLAP = 0.35;

  /** As far as a baseline may be off in one line, in heights of the font. */
  private static final double BASELINE = 0.3;

  private static final double SAME_SIZE = 1.1;

  /**
   * Of raised and lowered characters, which browsers set at five sixths and TeX at seven tenths,
   * and of capitals larger than the rest.
   */
  private static final double OTHER_SIZE = 2.2;

  private static final double LEAST_SHARED = 0.4;
  private static final double ASCENT = 0.85;
  private static final double DESCENT = 0.2;

  /** Of initials over several lines, only the baseline tells where they belong. */
  private static final double EXACT = 0.1;

  private final Frame frame;
  private final List<Glyph> glyphs = new ArrayList<>();
  private double start;
  private double end;
  private double size;

  Piece(Frame frame, Glyph first) {
    this.frame = frame;
    this.start = frame.start(first);
    this.end = start;
    add(first);
  }

  private void add(Glyph glyph) {
    glyphs.add(glyph);
    end = Math.max(end, frame.end(glyph));
    size = Math.max(size, glyph.size());
  }

  /** Takes a character if it goes on with the piece. */
  boolean accepts(Glyph glyph, double mostGap) {
    Glyph last = glyphs.get(glyphs.size() - 1);
    double gap = frame.start(glyph) - frame.end(last);
    boolean next =
        gap >= -MOST_OVERLAP * glyph.size()
            && frame.start(glyph) >= frame.start(last)
            && gap <= mostGap
            && isAlike(last.size(), frame.line(last), glyph.size(), frame.line(glyph));
    if (next) {
      add(glyph);
    }
    return next;
  }

  /** Whether another one, which begins later, may be in the same line. */
  boolean goesOnWith(Piece next) {
    return sameLine(lastSize(), endLine(), next.firstSize(), next.startLine());
  }

  /** Whether two characters are of one size and on one baseline. */
  private static boolean isAlike(double size, double line, double otherSize, double otherLine) {
    double small = Math.min(size, otherSize);
    return Math.max(size, otherSize) <= SAME_SIZE * small
        && Math.abs(line - otherLine) <= BASELINE * small;
  }

  private static boolean sameLine(double size, double line, double otherSize, double otherLine) {
    double small = Math.min(size, otherSize);
    double large = Math.max(size, otherSize);
    double apart = Math.abs(line - otherLine);
    if (large <= SAME_SIZE * small) {
      return isAlike(size, line, otherSize, otherLine);
    }
    if (large > OTHER_SIZE * small) {
      return apart <= EXACT * small;
    }
    double top = Math.max(line - ASCENT * size, otherLine - ASCENT * otherSize);
    double bottom = Math.min(line + DESCENT * size, otherLine + DESCENT * otherSize);
    return bottom - top >= LEAST_SHARED * small;
  }

  List<Glyph> glyphs() {
    return glyphs;
  }

  double start() {
    return start;
  }

  double end() {
    return end;
  }

  double size() {
    return size;
  }

  double firstSize() {
    return glyphs.get(0).size();
  }

  private double lastSize() {
    return glyphs.get(glyphs.size() - 1).size();
  }

  double startLine() {
    return frame.line(glyphs.get(0));
  }

  double endLine() {
    return frame.line(glyphs.get(glyphs.size() - 1));
  }
}
