package dev.quire.train.page.block;

/** Something laid out to a width and ready to be drawn anywhere. */
public interface Piece {

  double height();

  void draw(Canvas canvas, double x, double y);

  /** The part that fits into a height and the rest, or null where the piece must stay whole. */
  default Split split(double room) {
    return null;
  }

  /** The two parts of a divided piece. */
  record Split(Piece head, Piece tail) {}

  /** An empty stretch. */
  static Piece gap(double height) {
    return new Piece() {
      @Override
      public double height() {
        return height;
      }

      @Override
      public void draw(Canvas canvas, double x, double y) {}
    };
  }

  /** A piece of a known height drawn by a function. */
  static Piece of(double height, Drawing drawing) {
    return new Piece() {
      @Override
      public double height() {
        return height;
      }

      @Override
      public void draw(Canvas canvas, double x, double y) {
        drawing.draw(canvas, x, y);
      }
    };
  }

  /** How a piece draws itself with its corner at a point. */
  @FunctionalInterface
  interface Drawing {
    void draw(Canvas canvas, double x, double y);
  }

  /** Pieces on top of each other that stay together. */
  static Piece stack(Piece... pieces) {
    double sum = 0;
    for (Piece piece : pieces) {
      sum += piece.height();
    }
    return of(
        sum,
        (canvas, x, y) -> {
          double at = y;
          for (Piece piece : pieces) {
            piece.draw(canvas, x, at);
            at += piece.height();
          }
        });
  }

  /** A piece moved to the right. */
  static Piece shifted(Piece piece, double dx) {
    return of(piece.height(), (canvas, x, y) -> piece.draw(canvas, x + dx, y));
  }
}
