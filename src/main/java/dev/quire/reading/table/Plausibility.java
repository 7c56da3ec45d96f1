package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Tells a table from prose, lists, several columns of text and program text. */
final class Plausibility {
  private static final Pattern MARKER =
      Pattern.compile("[\\p{Pd}•◦▪●○■□‣·*+>→✓✔§]|[(\\[]?[0-9]{1,4}[.):\\]]?|\\(?[a-zA-Z]{1,4}[.)]");

  private static final Pattern BULLET = Pattern.compile("[•◦▪●○■□‣·*].*");

  private static final Pattern CODE =
      Pattern.compile(
          ".*[;{}]\\s*|\\s*(//|/\\*|\\*/|#include|#!|def |return\\b|import ).*|.*\\w\\(.*\\).*"
              + "|.*( = | == | := |->|=>|\\+=|&&|\\|\\|).*",
          Pattern.DOTALL);

  private final Framework framework;
  private final List<TextRow> rows;
  private final List<Segment> segments;
  private final Filling filling;
  private final double[] cuts;
  private final double em;

  Plausibility(
      Framework framework,
      List<TextRow> rows,
      List<Segment> segments,
      double[] cuts,
      Filling filling,
      double em) {
    this.framework = framework;
    this.rows = rows;
    this.segments = segments;
    this.cuts = cuts;
    this.filling = filling;
    this.em = em;
  }

  /** Whether rules and words look like a table of so many rows of cells. */
  boolean plausible(int height) {
    if (cuts.length == 0 || height < 2) {
      return false;
    }
    if (framework.lattice() && !framework.rows().isEmpty()) {
      return columnsWithText() >= 2;
    }
    return filledTogether(height) && !marked() && !prose() && !code();
  }

  private int columnsWithText() {
    int columns = 0;
    for (int column = 0; column <= cuts.length; column++) {
      columns += filledRows(column) > 0 ? 1 : 0;
    }
    return columns;
  }

  private int filledRows(int column) {
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      count += filling.filled(row, column) ? 1 : 0;
    }
    return count;
  }

  /** Whether enough rows fill at least two columns. */
  private boolean filledTogether(int height) {
    int together = 0;
    for (int row = 0; row < rows.size(); row++) {
      together += filling.count(row) >= 2 ? 1 : 0;
    }
    int least = framework.full() >= 2 || cuts.length >= 2 ? 2 : 3;
    return together >= least && together >= 0.5 * height;
  }

  /** Whether the first of two columns holds bullets or numbers, or most words begin with one. */
  private boolean marked() {
    int first = 0;
    int markers = 0;
    int bullets = 0;
    for (Segment segment : segments) {
      String text = segment.text();
      bullets += BULLET.matcher(text).matches() ? 1 : 0;
      if (Cuts.index(cuts, segment.centre()) == 0) {
        first++;
        markers += MARKER.matcher(text).matches() ? 1 : 0;
      }
    }
    boolean list = cuts.length == 1 && markers >= 0.8 * first && framework.full() < 2;
    return list || bullets >= 0.5 * segments.size();
  }

  private boolean code() {
    int code = 0;
    List<StringBuilder> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(new StringBuilder()));
    segments.forEach(s -> texts.get(s.textRow()).append(s.text()).append(' '));
    for (StringBuilder text : texts) {
      code += CODE.matcher(text.toString().strip()).matches() ? 1 : 0;
    }
    return framework.full() < 2 && code >= 0.4 * rows.size();
  }

  /** Whether at least two columns, or the wider of two, hold running text. */
  private boolean prose() {
    if (framework.full() >= 3) {
      return false;
    }
    int prose = 0;
    for (int column = 0; column <= cuts.length; column++) {
      int at = column;
      prose +=
          running(segments.stream().filter(s -> Cuts.index(cuts, s.centre()) == at).toList())
              ? 1
              : 0;
    }
    return prose >= 2 || prose == cuts.length + 1;
  }

  /** Whether lines are long and many, and most of them reach the right edge. */
  private boolean running(List<Segment> column) {
    double[] lefts = new double[rows.size()];
    double[] rights = new double[rows.size()];
    Arrays.fill(lefts, Double.POSITIVE_INFINITY);
    Arrays.fill(rights, Double.NEGATIVE_INFINITY);
    double letters = 0;
    for (Segment segment : column) {
      lefts[segment.textRow()] = Math.min(lefts[segment.textRow()], segment.left());
      rights[segment.textRow()] = Math.max(rights[segment.textRow()], segment.right());
      letters += segment.text().length();
    }
    int[] lines = IntStream.range(0, lefts.length).filter(i -> lefts[i] <= rights[i]).toArray();
    double width =
        Numbers.median(IntStream.of(lines).mapToDouble(i -> rights[i] - lefts[i]).toArray());
    if (lines.length < 3 || width < 7 * em) {
      return false;
    }
    double left = IntStream.of(lines).mapToDouble(i -> lefts[i]).min().orElse(0);
    double right = IntStream.of(lines).mapToDouble(i -> rights[i]).max().orElse(0);
    double edge = right - 0.15 * (right - left);
    long reaching = IntStream.of(lines).filter(i -> rights[i] >= edge).count();
    return reaching >= 0.6 * lines.length || letters >= 30.0 * lines.length || width >= 14 * em;
  }
}
