package dev.quire.reading.write;

/** Which of the pieces held back is a table that the next page may go on with. Not thread-safe. */
final class OpenTable {

  private static final int NONE = -1;

  private int at = NONE;
  private boolean broken;

  /** A table stands at this place among the pieces held back. */
  void begin(int place) {
    at = place;
    broken = false;
  }

  /** No table can be gone on with. */
  void end() {
    at = NONE;
    broken = false;
  }

  /** Something that floats came after the table. */
  void pass(Piece piece) {
    if (piece instanceof Piece.PageBreak) {
      boolean wholePage = broken;
      broken = at != NONE && !wholePage;
      at = wholePage ? NONE : at;
    } else if (piece instanceof Piece.Caption caption) {
      if (broken && !ContinuedCaption.matches(caption.text())) {
        end();
      }
    } else if (!(piece instanceof Piece.Note)) {
      end();
    }
  }

  /** Whether there is such a table and a page has begun since. */
  boolean broken() {
    return broken;
  }

  /** Its place. */
  int at() {
    return at;
  }
}
