package dev.quire.document.text;

import java.util.Arrays;
import java.util.List;

/** Where in a line one word ends and the next begins. */
final class WordGaps {

  /** Between characters of one piece of a line, in heights of the font. */
  static final double MOST = 0.6;

  /** Set as usual, words are 0.2 apart at least; kerning leaves 0.1 at most. */
  private static final double LETTERS = 0.15;

  /** Lines that are squeezed have words so far apart, and letters less. */
  private static final double SQUEEZED = 0.08;

  /** Of the usual gap between the words of the line. */
  private static final double SHARE_OF_USUAL = 0.6;

  /** Words have fewer letters; if they seem to have more, the gaps are kerning. */
  private static final int MOST_LETTERS = 12;

  /** Ideographs are spaced to fill a line. */
  private static final double SQUARES = 0.5;

  /** Where a space is painted it need not be wide, but it must not have been taken back. */
  private static final double PAINTED = 0.03;

  /** Letters that are all so evenly apart are one word, drawn out. */
  private static final double EVEN = 0.06;

  private static final int LEAST_EVEN = 4;

  private final List<Glyph> glyphs;
  private final double[] gaps;
  private final double[] tracked;
  private final double letters;

  /**
   * @param glyphs as they stand along the frame
   */
  WordGaps(Frame frame, List<Glyph> glyphs) {
    this.glyphs = glyphs;
    this.gaps = new double[glyphs.size()];
    for (int i = 1; i < gaps.length; i++) {
      gaps[i] = (frame.start(glyphs.get(i)) - frame.end(glyphs.get(i - 1))) / size(i);
    }
    double[] sorted = Arrays.copyOfRange(gaps, Math.min(1, gaps.length), gaps.length);
    Arrays.sort(sorted);
    double usual = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    boolean drawnOut = usual > SQUEEZED && (hasSpaces() || isOneWord(sorted));
    this.tracked = new double[gaps.length];
    for (int i = 1; i < gaps.length; i++) {
      tracked[i] = gaps[i] - (drawnOut ? usual : between(usual, spacing(i)));
    }
    this.letters = letters();
  }

  private double size(int index) {
    return Math.min(glyphs.get(index - 1).size(), glyphs.get(index).size());
  }

  /** What the page says to put between all characters; it may take it back from each. */
  private double spacing(int index) {
    Glyph first = glyphs.get(index - 1);
    Glyph second = glyphs.get(index);
    double spacing = first.order() <= second.order() ? first.spacing() : second.spacing();
    return spacing / size(index);
  }

  /** As much of the one as the other allows, which may be negative. */
  private static double between(double usual, double spacing) {
    return spacing > 0
        ? Math.max(0, Math.min(usual, spacing))
        : Math.min(0, Math.max(usual, spacing));
  }

  private boolean hasSpaces() {
    for (int i = 1; i < gaps.length; i++) {
      if (isPainted(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOneWord(double[] sorted) {
    return glyphs.size() >= LEAST_EVEN
        && sorted[sorted.length - 1] - sorted[0] < EVEN
        && glyphs.stream().allMatch(glyph -> Character.isLetter(glyph.text().codePointAt(0)));
  }

  private double letters() {
    double[] wide = Arrays.stream(tracked).filter(gap -> gap > SQUEEZED).sorted().toArray();
    if (wide.length * MOST_LETTERS < glyphs.size() || wide.length < 2) {
      return LETTERS;
    }
    return Math.max(SQUEEZED, Math.min(LETTERS, SHARE_OF_USUAL * wide[wide.length / 2]));
  }

  private boolean isPainted(int index) {
    Glyph first = glyphs.get(index - 1);
    Glyph second = glyphs.get(index);
    return first.order() <= second.order() ? second.spaceBefore() : first.spaceBefore();
  }

  /** Whether a word ends before a character that is not the first. */
  boolean before(int index) {
    Glyph first = glyphs.get(index - 1);
    Glyph second = glyphs.get(index);
    if (isPainted(index)) {
      return gaps[index] > PAINTED || second.replaced() || first.replaced();
    }
    boolean squares = Scripts.isSquare(first) && Scripts.isSquare(second);
    return tracked[index] > (squares ? SQUARES : letters);
  }
}
