package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Words on one height.
 *
 * @param band the number of the stretch between two rules that it stands in
 * @param pieces left to right
 * @param centre the middle of their heights
 * @param top the usual upper edge
 * @param bottom the usual lower edge
 */
record TextRow(int band, List<Piece> pieces, double centre, double top, double bottom) {

  /** The share of a line's height by which words on one height may differ. */
  private static final double ROUGH = 0.45;

  /** All rows, top to bottom; no row crosses one of the cuts. */
  static List<TextRow> of(List<Piece> pieces, double[] cuts, double em) {
    List<Piece> sorted = new ArrayList<>(pieces);
    sorted.sort(Comparator.comparingDouble(p -> p.area().centreY()));
    List<TextRow> rows = new ArrayList<>();
    List<Piece> row = new ArrayList<>();
    double sum = 0;
    for (Piece piece : sorted) {
      double centre = piece.area().centreY();
      if (!row.isEmpty()
          && (centre - sum / row.size() > ROUGH * em
              || Cuts.index(cuts, centre) != Cuts.index(cuts, row.get(0).area().centreY()))) {
        rows.add(of(row, Cuts.index(cuts, row.get(0).area().centreY())));
        row = new ArrayList<>();
        sum = 0;
      }
      row.add(piece);
      sum += centre;
    }
    if (!row.isEmpty()) {
      rows.add(of(row, Cuts.index(cuts, row.get(0).area().centreY())));
    }
    return rows;
  }

  private static TextRow of(List<Piece> pieces, int band) {
    List<Piece> sorted = new ArrayList<>(pieces);
    sorted.sort(Comparator.comparingDouble(p -> p.area().left()));
    double centre = pieces.stream().mapToDouble(p -> p.area().centreY()).average().orElse(0);
    double half = Numbers.median(pieces.stream().mapToDouble(p -> p.area().height()).toArray()) / 2;
    return new TextRow(band, List.copyOf(sorted), centre, centre - half, centre + half);
  }
}
