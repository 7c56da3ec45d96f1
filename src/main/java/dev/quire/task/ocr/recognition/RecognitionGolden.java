package dev.quire.task.ocr.recognition;

import dev.quire.image.LineImage;
import dev.quire.task.Golden;
import java.util.List;

/**
 * Lines on which a recogniser is compared with itself: characters match that stand in both texts in
 * the same order. Immutable and thread-safe.
 */
public final class RecognitionGolden implements Golden<PreparedLine, LineCodes> {

  private final List<PreparedLine> lines;
  private final CtcDecoder decoder;

  /**
   * Prepares the lines.
   *
   * @param decoder makes text of what the recogniser gives
   */
  public RecognitionGolden(List<LineImage> lines, RecognitionTask task, CtcDecoder decoder) {
    this.lines = lines.stream().map(task::prepare).toList();
    this.decoder = decoder;
  }

  @Override
  public List<PreparedLine> items() {
    return lines;
  }

  /** {@inheritDoc} The matched share is 2·|M| / (|R| + |O|) of the characters of all lines. */
  @Override
  public Likeness compare(List<LineCodes> reference, List<LineCodes> other) {
    if (reference.size() != other.size()) {
      throw new IllegalArgumentException(
          "%d and %d lines cannot be compared".formatted(reference.size(), other.size()));
    }
    long compared = 0;
    long matched = 0;
    for (int i = 0; i < reference.size(); i++) {
      int[] one = characters(reference.get(i));
      int[] two = characters(other.get(i));
      compared += one.length + two.length;
      matched += 2L * common(one, two);
    }
    return new Likeness(compared, compared == 0 ? 1 : (double) matched / compared, 1);
  }

  /** A wrong character in two hundred is one in every other line. */
  @Override
  public double leastShareInInt8() {
    return 0.995;
  }

  private int[] characters(LineCodes codes) {
    return decoder.decode(codes).text().codePoints().toArray();
  }

  /** The length of the longest sequence that both have. */
  private static int common(int[] one, int[] two) {
    int[] row = new int[two.length + 1];
    for (int character : one) {
      int diagonal = 0;
      for (int j = 1; j <= two.length; j++) {
        int above = row[j];
        row[j] = character == two[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[two.length];
  }
}
