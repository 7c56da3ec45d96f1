package dev.quire.reading.table;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table is made of, straightened.
 *
 * @param pieces its words
 * @param em the usual height of a line, in pixels, at least 1
 * @param ruling its ruling lines
 * @param extent what the rules and the words take together
 * @param straightening how it was made level
 */
record Sheet(
    List<Piece> pieces, double em, Ruling ruling, Area extent, Straightening straightening) {

  static Sheet of(Area area, List<ReadLine> lines, List<Rule> rules) {
    List<Piece> skewed = Piece.of(lines);
    double em = Math.max(1, Numbers.median(skewed.stream().mapToDouble(Sheet::size).toArray()));
    Straightening level = Straightening.of(area, skewed, rules, em);
    List<Piece> pieces = skewed.stream().map(p -> p.at(level.straight(p.place()))).toList();
    em = Math.max(1, Numbers.median(pieces.stream().mapToDouble(Sheet::size).toArray()));
    List<Rule> straight = rules.stream().map(level::straight).toList();
    Ruling ruling = Ruling.of(straight, pieces, limits(area, pieces), em);
    return new Sheet(pieces, em, ruling, extent(area, pieces, ruling), level);
  }

  private static double size(Piece piece) {
    return Math.min(piece.area().height(), Math.max(piece.area().width(), 1));
  }

  private static Area limits(Area area, List<Piece> pieces) {
    List<Area> all = new ArrayList<>();
    all.add(area);
    pieces.forEach(piece -> all.add(piece.area()));
    return Area.around(all);
  }

  /** Words whose middle lies within the rules do not widen what the rules take. */
  private static Area extent(Area area, List<Piece> pieces, Ruling ruling) {
    List<Area> all = new ArrayList<>();
    ruling.across().forEach(l -> all.add(new Area(l.from(), l.at(), l.to(), l.at())));
    ruling.down().forEach(l -> all.add(new Area(l.at(), l.from(), l.at(), l.to())));
    boolean boxed = ruling.across().size() > 1 && ruling.down().size() > 1;
    Area box = boxed ? Area.around(all) : null;
    for (Piece piece : pieces) {
      if (box == null || !box.contains(piece.area().centreX(), piece.area().centreY())) {
        all.add(piece.area());
      }
    }
    return all.isEmpty() ? area : Area.around(all);
  }
}
