package dev.quire.document.text;

/** Where one word ends and the next begins. */
final class WordGaps {

  /** Between characters of one piece of a line, in heights of the font. */
  static final double MOST = 0.6;

  /** Set tightly, words are 0.2 apart; kerning leaves 0.1 at most. */
  private static final double LETTERS = 0.15;

  /** Ideographs are spaced to fill a line. */
  private static final double SQUARES = 0.5;

  /** Where a space is painted it need not be wide, but it must not have been taken back. */
  private static final double PAINTED = 0.03;

  private WordGaps() {}

  /** Whether a word ends between two characters, the second of which stands behind the first. */
  static boolean between(Frame frame, Glyph first, Glyph second) {
    double size = Math.min(first.size(), second.size());
    double spacing = first.order() <= second.order() ? first.spacing() : second.spacing();
    double gap = frame.start(second) - frame.end(first) - Math.min(spacing, size);
    boolean painted =
        first.order() <= second.order() ? second.spaceBefore() : first.spaceBefore();
    if (painted) {
      return gap > PAINTED * size || second.replaced() || first.replaced();
    }
    boolean squares = Scripts.isSquare(first) && Scripts.isSquare(second);
    return gap > (squares ? SQUARES : LETTERS) * size;
  }
}
