package dev.quire.reading.table;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the cells of a table from its ruling lines and the alignment of its words. What might be
 * running text, a list or program text is no table. Every word lies in exactly one cell. Safe for
 * use by several threads.
 */
public final class TableReader {
  /** A region with more words than this is left as text. */
  public static final int MOST_WORDS = 20_000;

  /** A table with more places for cells than this is left as text. */
  private static final int MOST_CELLS = 20_000;

  /**
   * The table that lines and rules make.
   *
   * @param area where it stands on the page
   * @param lines its lines, all of which belong to it; the words of a line tell in which cells it
   *     lies, a line without words is not divided
   * @param rules its ruling lines in pixels of the page; may be empty
   * @return empty if it does not look like a table of at least two rows and two columns
   */
  public Optional<Table> read(Area area, List<ReadLine> lines, List<Rule> rules) {
    Sheet sheet = Sheet.of(area, lines, rules);
    if (sheet.pieces().size() < 2 || sheet.pieces().size() > MOST_WORDS) {
      return Optional.empty();
    }
    double em = sheet.em();
    Framework framework = Framework.of(sheet);
    List<TextRow> rows = TextRow.of(sheet.pieces(), framework.bands(), em);
    List<Segment> segments = Segment.of(rows, framework.cuts(), em);
    Map<Segment, RuledLine.Span> hints = SpanHints.of(framework, rows, segments, em);
    ColumnFinder.Columns columns =
        new ColumnFinder(framework, em, rows.size()).find(segments, hints.keySet());
    double[] cuts = Cut.places(columns.cuts());
    if (tooMany(rows.size() + framework.rows().size(), cuts.length + 1)) {
      return Optional.empty();
    }
    Filling filling = new Filling(rows.size(), segments, cuts);
    List<Cut> between = new RowPlan(framework, rows, filling, columns.spanning(), em).cuts();
    Lattice lattice = new Lattice(sheet.extent(), between, columns.cuts());
    if (!new Plausibility(framework, rows, segments, cuts, filling, em)
        .plausible(lattice.height())) {
      return Optional.empty();
    }
    List<CellBox> spans =
        new Spanner(rows, lattice, framework.lattice(), em)
            .spans(segments, columns.spanning(), hints);
    return new TableMaker(sheet, framework, lattice, rows).make(spans);
  }

  private static boolean tooMany(int rows, int columns) {
    return (long) rows * columns > MOST_CELLS;
  }
}
