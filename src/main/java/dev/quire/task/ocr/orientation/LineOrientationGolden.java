package dev.quire.task.ocr.orientation;

import dev.quire.image.LineImage;
import dev.quire.task.Golden;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines on which an orientation model is compared with itself, each upright and turned: two runs
 * agree on a line if both turn it or neither does. A line whose score crosses the threshold by less
 * than {@value #SCORE_SLACK} is no difference. Immutable and thread-safe.
 */
public final class LineOrientationGolden implements Golden<FittedLine, LineOrientationScores> {

  /** How far beyond the threshold a score may lie and count as on its other side. */
  public static final double SCORE_SLACK = 0.02;

  private final List<FittedLine> lines;
  private final double threshold;

  /**
   * Prepares the lines.
   *
   * @param lines upright ones
   * @param threshold above which score lines are turned, 0 to 1
   */
  public LineOrientationGolden(List<LineImage> lines, LineOrientationTask task, double threshold) {
    this.lines =
        lines.stream().flatMap(line -> Stream.of(line, line.turned())).map(task::prepare).toList();
    this.threshold = threshold;
  }

  @Override
  public List<FittedLine> items() {
    return lines;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are more or fewer results than lines
   */
  @Override
  public Likeness compare(
      List<LineOrientationScores> reference, List<LineOrientationScores> other) {
    if (reference.size() != lines.size() || other.size() != lines.size()) {
      throw new IllegalArgumentException(
          "%d and %d results of %d lines".formatted(reference.size(), other.size(), lines.size()));
    }
    long matched =
        IntStream.range(0, lines.size()).filter(i -> agree(reference.get(i), other.get(i))).count();
    return new Likeness(
        2L * lines.size(), lines.isEmpty() ? 1 : (double) matched / lines.size(), 1);
  }

  private boolean agree(LineOrientationScores reference, LineOrientationScores other) {
    return reference.isTurned(threshold) == other.isTurned(threshold)
        || Math.abs(reference.turned() - other.turned()) < SCORE_SLACK;
  }
}
