package dev.quire.document.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins pieces of one direction to lines: each with the nearest one after it, if that has none
 * nearer before it.
 */
final class Chains {

  /** Wider gaps, in heights of the font, part columns: text is rarely spaced by more than one. */
  private static final double MOST_GAP = 1.5;

  private static final double MOST_OVERLAP = 0.5;

  /** Of pieces that begin one after the other, so many are looked at. */
  private static final int MOST_LOOKED_AT = 24;

  private static final int MOST_ROWS = 24;
  private static final double REACH = 0.9;

  /** Raised and lowered characters, of which two may stand at the same place. */
  private static final double SMALLER = 0.86;

  private static final int STEP = 256;

  private final TextGuard guard;
  private final List<Piece> pieces;
  private final double rowHeight;
  private final Map<Long, List<Piece>> rows = new HashMap<>();
  private final Map<Piece, Piece> next = new IdentityHashMap<>();
  private final Map<Piece, Piece> before = new IdentityHashMap<>();

  Chains(List<Piece> pieces, TextGuard guard) {
    this.guard = guard;
    this.pieces = new ArrayList<>(pieces);
    this.pieces.sort(Comparator.comparingDouble(Piece::start));
    double[] sizes = this.pieces.stream().mapToDouble(Piece::size).sorted().toArray();
    this.rowHeight = Math.max(1, sizes[sizes.length / 2]);
    for (Piece piece : this.pieces) {
      rows.computeIfAbsent(row(piece.startLine()), r -> new ArrayList<>()).add(piece);
    }
  }

  private long row(double line) {
    return (long) Math.floor(line / rowHeight);
  }

  /** The lines, each with its pieces from its beginning to its end. */
  List<List<Piece>> lines() {
    link();
    Map<Piece, List<Piece>> lineOf = new IdentityHashMap<>();
    List<List<Piece>> lines = new ArrayList<>();
    for (Piece piece : pieces) {
      Piece previous = before.get(piece);
      boolean follows =
          previous != null && (next.get(previous) == piece || isBeside(piece, previous));
      List<Piece> line = follows ? lineOf.get(previous) : null;
      if (line == null) {
        line = new ArrayList<>();
        lines.add(line);
      }
      line.add(piece);
      lineOf.put(piece, line);
    }
    return lines;
  }

  /** Whether it is a raised or lowered character where there is one of the other kind. */
  private static boolean isBeside(Piece piece, Piece previous) {
    return piece.size() < SMALLER * previous.size()
        && piece.end() - piece.start() < 3 * previous.size();
  }

  private void link() {
    Map<Piece, Double> gapBefore = new IdentityHashMap<>();
    Map<Piece, Double> gapAfter = new IdentityHashMap<>();
    for (int i = 0; i < pieces.size(); i++) {
      if (i % STEP == 0) {
        guard.beforeStep();
      }
      Piece piece = pieces.get(i);
      double reach = Math.min(REACH * piece.size(), MOST_ROWS * rowHeight / 2);
      for (long row = row(piece.endLine() - reach); row <= row(piece.endLine() + reach); row++) {
        for (Piece other : candidates(piece, row)) {
          double gap = gap(piece, other);
          if (gap < gapAfter.getOrDefault(piece, Double.MAX_VALUE)) {
            gapAfter.put(piece, gap);
            next.put(piece, other);
          }
          if (gap < gapBefore.getOrDefault(other, Double.MAX_VALUE)) {
            gapBefore.put(other, gap);
            before.put(other, piece);
          }
        }
      }
    }
  }

  private static double gap(Piece piece, Piece other) {
    return Math.abs(other.start() - piece.end());
  }

  private List<Piece> candidates(Piece piece, long row) {
    List<Piece> inRow = rows.getOrDefault(row, List.of());
    double from = piece.end() - MOST_OVERLAP * piece.size();
    double to = piece.end() + MOST_GAP * piece.size();
    List<Piece> candidates = new ArrayList<>();
    int first = firstFrom(inRow, Math.max(from, piece.start()));
    for (int i = first; i < inRow.size() && i < first + MOST_LOOKED_AT; i++) {
      Piece other = inRow.get(i);
      if (other.start() > to) {
        break;
      }
      boolean later = other.start() > piece.start() || other.end() > piece.end();
      if (other != piece && later && piece.goesOnWith(other)) {
        candidates.add(other);
      }
    }
    return candidates;
  }

  private static int firstFrom(List<Piece> sorted, double start) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).start() < start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
