package dev.quire.reading.write;

import dev.quire.reading.text.Continuation;
import dev.quire.reading.text.ListMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins paragraphs and tables that run over a break. It holds back an unfinished paragraph or a
 * table, and what floats after it, until it is known whether it goes on. Not thread-safe.
 */
final class Flow {

  private static final int MOST_HELD = 1 << 20;
  private static final int LONGEST_TEXT = 1 << 16;

  private final Paragraphs paragraphs;
  private final List<Piece> held = new ArrayList<>();
  private final OpenTable openTable = new OpenTable();
  private int heldSize;

  Flow(Paragraphs paragraphs) {
    this.paragraphs = paragraphs;
  }

  /** Takes the next pieces and gives those that can no longer change. */
  List<Piece> add(List<Piece> pieces) {
    List<Piece> out = new ArrayList<>();
    for (Piece piece : pieces) {
      add(piece, out);
      if (heldSize > MOST_HELD) {
        release(out);
      }
    }
    return out;
  }

  /** Gives what was held back. */
  List<Piece> finish() {
    List<Piece> out = new ArrayList<>();
    release(out);
    return out;
  }

  private void add(Piece piece, List<Piece> out) {
    if (piece instanceof Piece.Running text) {
      add(text, out);
    } else if (piece instanceof Piece.Cells table) {
      add(table, out);
    } else if (piece.floats() && !held.isEmpty()) {
      openTable.pass(piece);
      hold(piece);
    } else {
      release(out);
      out.add(piece);
    }
  }

  private void add(Piece.Running next, List<Piece> out) {
    Piece.Running whole = next;
    Optional<Piece.Running> joined = joined(next);
    openTable.end();
    if (joined.isPresent()) {
      whole = joined.get();
      replace(0, whole);
    }
    boolean open = Continuation.unfinished(whole.text());
    if (joined.isEmpty() || !open) {
      release(out);
    }
    if (joined.isEmpty() && open) {
      hold(whole);
    } else if (joined.isEmpty()) {
      out.add(whole);
    }
  }

  /** What is held and this text as one, if it goes on. */
  private Optional<Piece.Running> joined(Piece.Running next) {
    if (held.isEmpty()
        || !next.afterBreak()
        || !(held.get(0) instanceof Piece.Running before)
        || !mayGoOn(before, next)
        || before.size() + next.size() > LONGEST_TEXT
        || !Continuation.continues(before.text(), next.text())) {
      return Optional.empty();
    }
    return Optional.of(before.with(paragraphs.join(before.text(), next.text())));
  }

  /** A mark begins an item; an item without one may be the rest of an item that has one. */
  private static boolean mayGoOn(Piece.Running before, Piece.Running next) {
    return next instanceof Piece.Paragraph
        || before instanceof Piece.Item item
            && next instanceof Piece.Item rest
            && !item.mark().equals(ListMark.Bullet.MISSING)
            && rest.mark().equals(ListMark.Bullet.MISSING);
  }

  private void add(Piece.Cells next, List<Piece> out) {
    Optional<Piece.Cells> joined =
        openTable.broken()
            ? TableJoin.join((Piece.Cells) held.get(openTable.at()), next)
            : Optional.empty();
    if (joined.isPresent()) {
      replace(openTable.at(), joined.get());
      openTable.begin(openTable.at());
      return;
    }
    if (!held.isEmpty() && !(held.get(0) instanceof Piece.Running)) {
      release(out);
    }
    openTable.begin(held.size());
    hold(next);
  }

  private void hold(Piece piece) {
    held.add(piece);
    heldSize += piece.size();
  }

  private void replace(int at, Piece piece) {
    heldSize += piece.size() - held.get(at).size();
    held.set(at, piece);
  }

  private void release(List<Piece> out) {
    out.addAll(held);
    held.clear();
    heldSize = 0;
    openTable.end();
  }
}
