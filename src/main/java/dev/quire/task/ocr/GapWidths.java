package dev.quire.task.ocr;

import java.util.stream.IntStream;

/**
 * From which width on a gap in a line's ink is a space, in pixels.
 *
 * @param usual between letters; above the gaps between the letters of a word
 * @param certain where letters stand apart anyway, at least {@code usual}
 */
record GapWidths(double usual, double certain) {

  /*
   * Shares of the height of a line's ink. A space is about 0.25 em wide, with the room beside its
   * neighbours 0.3 to 0.4 em; the ink's height is 0.7 to 0.9 em.
   */
  private static final double LEAST = 0.22;
  private static final double USUAL = 0.30;
  private static final double MOST = 0.36;
  private static final double CERTAIN = 0.45;

  /** Beyond it a gap says nothing on how wide spaces are. */
  private static final double WIDEST = 0.6;

  /** Spaces are on average as many times as wide as gaps between letters, if the line has both. */
  private static final double CLEARLY = 2.5;

  /** Fewer gaps make no classes. */
  private static final int FEWEST = 3;

  static GapWidths of(InkProfile profile) {
    double usual = usual(profile);
    return new GapWidths(usual, Math.max(usual, CERTAIN * profile.height()));
  }

  /**
   * Between the two classes that the line's gaps fall into. If these are not clearly two, all of
   * them may be gaps between letters.
   */
  private static double usual(InkProfile profile) {
    double height = profile.height();
    double[] widths =
        profile.gaps().stream()
            .mapToDouble(gap -> Math.min(gap.width(), WIDEST * height))
            .sorted()
            .toArray();
    if (widths.length < FEWEST) {
      return USUAL * height;
    }
    int parting = parting(widths);
    double middle = (widths[parting - 1] + widths[parting]) / 2;
    boolean clear = mean(widths, parting, widths.length) >= CLEARLY * mean(widths, 0, parting);
    return clear
        ? Math.max(LEAST * height, Math.min(middle, MOST * height))
        : Math.max(USUAL * height, middle);
  }

  /** Where the sorted widths part into two classes of the largest variance between them (Otsu). */
  private static int parting(double[] widths) {
    return IntStream.range(1, widths.length)
        .boxed()
        .max((one, other) -> Double.compare(variance(widths, one), variance(widths, other)))
        .orElseThrow();
  }

  private static double variance(double[] widths, int parting) {
    double apart = mean(widths, parting, widths.length) - mean(widths, 0, parting);
    return (double) parting * (widths.length - parting) * apart * apart;
  }

  private static double mean(double[] widths, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += widths[i];
    }
    return sum / (to - from);
  }
}
