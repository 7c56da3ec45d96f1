package dev.quire.train.page.block;

import dev.quire.train.page.Label;
import dev.quire.train.page.text.Look;
import java.util.List;

/**
 * Set lines of text that make up one region.
 *
 * @param label the region's class, or null for text that is not a region of its own
 */
public record TextPiece(Label label, List<Line> lines, double leading, double size)
    implements Piece {

  /** One line: its runs, placed from the left edge of the piece. */
  public record Line(List<Run> runs) {}

  /** A run of text at an offset, raised above the baseline. */
  public record Run(String text, Look look, double dx, double rise) {}

  @Override
  public double height() {
    return lines.size() * leading;
  }

  /** The right edge of the widest line. */
  public double extent() {
    double extent = 0;
    for (Line line : lines) {
      if (!line.runs().isEmpty()) {
        Run last = line.runs().get(line.runs().size() - 1);
        extent = Math.max(extent, last.dx() + last.look().width(last.text()));
      }
    }
    return extent;
  }

  @Override
  public void draw(Canvas canvas, double x, double y) {
    Runnable drawing =
        () -> {
          double baseline = y + leading / 2 + size * 0.34;
          for (Line line : lines) {
            for (Run run : line.runs()) {
              canvas.text(run.text(), run.look(), x + run.dx(), baseline - run.rise());
            }
            baseline += leading;
          }
        };
    if (label == null) {
      drawing.run();
    } else {
      canvas.region(label, drawing);
    }
  }

  @Override
  public Split split(double room) {
    int fit = (int) Math.floor(room / leading + 0.02);
    if (fit < 1 || lines.size() < 3 || lines.size() - fit < 1) {
      return null;
    }
    if (fit == 1 && lines.size() < 6) {
      return null;
    }
    return new Split(
        new TextPiece(label, lines.subList(0, fit), leading, size),
        new TextPiece(label, lines.subList(fit, lines.size()), leading, size));
  }
}
