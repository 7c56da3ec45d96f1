package dev.quire.train.page.layout;

import dev.quire.train.page.block.Canvas;
import dev.quire.train.page.block.Piece;
import java.util.List;

/** Columns being filled from top to bottom, one after the other. */
final class Flow {

  /** A column: pieces go from y down to bottom. */
  record Frame(double x, double y, double width, double bottom) {}

  private final Canvas canvas;
  private final List<Frame> frames;
  private int index;
  private double at;
  private boolean fresh = true;

  Flow(Canvas canvas, List<Frame> frames) {
    this.canvas = canvas;
    this.frames = frames;
    at = frames.get(0).y();
  }

  boolean done() {
    return index >= frames.size();
  }

  Frame frame() {
    return frames.get(index);
  }

  double room() {
    return done() ? 0 : frame().bottom() - at;
  }

  double at() {
    return at;
  }

  /** Whether nothing is in the current column yet. */
  boolean fresh() {
    return fresh;
  }

  void nextFrame() {
    index++;
    fresh = true;
    if (!done()) {
      at = frame().y();
    }
  }

  /** Places a piece that fits whole; false where it does not. */
  boolean place(Piece piece, double gap) {
    double skip = fresh ? 0 : gap;
    if (done() || piece.height() > room() - skip + 0.5) {
      return false;
    }
    piece.draw(canvas, frame().x(), at + skip);
    at += skip + piece.height();
    fresh = false;
    return true;
  }

  /** Places a piece that may be divided over columns of one width; drops what has no room. */
  void pour(Piece piece, double gap) {
    double skip = gap;
    Piece left = piece;
    while (!done()) {
      double width = frame().width();
      if (place(left, skip)) {
        return;
      }
      Piece.Split split = left.split(room() - (fresh ? 0 : skip));
      if (split != null) {
        place(split.head(), skip);
        left = split.tail();
      } else if (fresh) {
        return;
      }
      skip = 0;
      nextFrame();
      if (!done() && Math.abs(frame().width() - width) > 0.5) {
        return;
      }
    }
  }
}
