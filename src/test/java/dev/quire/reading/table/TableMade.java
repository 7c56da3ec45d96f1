package dev.quire.reading.table;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes tables with known cells: lays texts out, draws rules, then disturbs both. */
final class TableMade {
  private enum Align {
    LEFT,
    CENTRE,
    RIGHT
  }

  private final Kind kind;
  private final Random random;
  private final MadeTexts texts;
  private final double em;
  private final boolean whole;
  private final boolean joined;
  private final double slope;
  private final List<TableCell> cells = new ArrayList<>();
  private final List<List<List<String>>> layout = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<ReadLine> lines = new ArrayList<>();
  private int rows;
  private int columns;
  private int heads = 1;
  private boolean[] numbers;
  private Align[] aligns;
  private double[] lefts;
  private double[] tops;

  TableMade(Kind kind, long seed) {
    this.kind = kind;
    this.random = new Random(seed);
    this.texts = new MadeTexts(random, kind.script);
    this.em = 18 + random.nextInt(14);
    this.whole = random.nextInt(4) == 0;
    this.joined = !whole && random.nextInt(3) == 0;
    this.slope = random.nextBoolean() ? Math.toRadians(0.5) * (random.nextBoolean() ? 1 : -1) : 0;
  }

  MadeTable make() {
    rows = 4 + random.nextInt(9);
    columns = 2 + random.nextInt(5);
    if (kind.spans) {
      columns = 4 + random.nextInt(4);
      heads = 2;
    }
    choose();
    fill();
    measure();
    place();
    rule();
    Area area = Area.around(lines.stream().map(ReadLine::area).toList());
    Table truth = new Table(rows, columns, cells);
    return new MadeTable(truth, area, lines, rules.stream().map(this::skewed).toList());
  }

  private void choose() {
    numbers = new boolean[columns];
    aligns = new Align[columns];
    for (int c = 0; c < columns; c++) {
      numbers[c] = c > 0 && (c == columns - 1 || random.nextInt(3) > 0);
      aligns[c] = numbers[c] ? (random.nextInt(3) > 0 ? Align.RIGHT : Align.CENTRE) : Align.LEFT;
    }
    if (kind.multiline) {
      numbers[1] = false;
      aligns[1] = Align.LEFT;
    }
  }

  private void fill() {
    boolean[][] taken = new boolean[rows][columns];
    if (kind.spans) {
      add(0, 0, kind.rules == Kind.Rules.NONE ? 1 : 2, 1, texts.words(1, 1), taken);
      int c = 1;
      while (c < columns) {
        int span = columns - c == 3 ? 3 : Math.min(2, columns - c);
        add(
            0,
            c,
            span == 1 && kind.rules != Kind.Rules.NONE ? 2 : 1,
            span,
            texts.words(1, 2),
            taken);
        c += span;
      }
      if (kind.rules == Kind.Rules.GRID) {
        add(heads, 0, 2, 1, texts.words(1, 2), taken);
      }
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        if (!taken[r][c]) {
          add(r, c, 1, 1, text(r, c), taken);
        }
      }
    }
  }

  private String text(int row, int column) {
    if (row < heads) {
      boolean blank = kind.spans && kind.rules == Kind.Rules.NONE && row == 0;
      return blank || column == 0 && random.nextInt(5) == 0 && !kind.spans ? "" : texts.words(1, 2);
    }
    if (column > 0 && random.nextInt(12) == 0) {
      return "";
    }
    if (numbers[column]) {
      return texts.number();
    }
    return column == 1 && kind.multiline ? texts.words(3, 14) : texts.words(1, 3);
  }

  private void add(
      int row, int column, int rowSpan, int columnSpan, String text, boolean[][] taken) {
    for (int r = row; r < row + rowSpan; r++) {
      for (int c = column; c < column + columnSpan; c++) {
        taken[r][c] = true;
      }
    }
    cells.add(
        new TableCell(row, column, rowSpan, columnSpan, row < heads, text, new Area(0, 0, 0, 0)));
    layout.add(wrapped(text, column == 1 && kind.multiline ? 14 * em : Double.MAX_VALUE));
  }

  private List<List<String>> wrapped(String text, double width) {
    List<List<String>> wrapped = new ArrayList<>();
    List<String> line = new ArrayList<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
      if (!line.isEmpty() && width(line) + space() + width(List.of(word)) > width) {
        wrapped.add(line);
        line = new ArrayList<>();
      }
      line.add(word);
    }
    if (!line.isEmpty()) {
      wrapped.add(line);
    }
    return wrapped;
  }

  private double space() {
    return 0.28 * em;
  }

  private double width(List<String> words) {
    double width = space() * (words.size() - 1);
    for (String word : words) {
      width += word.codePoints().mapToDouble(c -> c > 0x2e80 ? 0.95 * em : 0.46 * em).sum();
    }
    return width;
  }

  private void measure() {
    double[] widths = new double[columns];
    int[] heights = new int[rows];
    for (int i = 0; i < cells.size(); i++) {
      TableCell cell = cells.get(i);
      double width = layout.get(i).stream().mapToDouble(this::width).max().orElse(0);
      for (int c = cell.column(); c < cell.column() + cell.columnSpan(); c++) {
        widths[c] = Math.max(widths[c], width / cell.columnSpan());
      }
      heights[cell.row()] = Math.max(heights[cell.row()], layout.get(i).size());
    }
    double gap = (1 + random.nextDouble() * 1.5) * em;
    double padding = (kind.multiline ? 0.35 : 0.1) * em + random.nextDouble() * 0.4 * em;
    lefts = new double[columns + 1];
    tops = new double[rows + 1];
    lefts[0] = 60;
    tops[0] = 80;
    for (int c = 0; c < columns; c++) {
      lefts[c + 1] = lefts[c] + Math.max(em, widths[c]) + gap;
    }
    for (int r = 0; r < rows; r++) {
      tops[r + 1] = tops[r] + Math.max(1, heights[r]) * 1.2 * em + padding;
    }
    pad = gap / 2;
  }

  private double pad;

  private void place() {
    List<List<ReadWord>> byRow = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      TableCell cell = cells.get(i);
      boolean head = cell.columnSpan() > 1;
      Align align = head ? Align.CENTRE : aligns[cell.column()];
      double left = lefts[cell.column()] + pad;
      double right = lefts[cell.column() + cell.columnSpan()] - pad;
      double room = tops[cell.row() + cell.rowSpan()] - tops[cell.row()];
      double height = 1.2 * em * layout.get(i).size();
      boolean middle = kind.rules == Kind.Rules.GRID || cell.rowSpan() > 1;
      double y = tops[cell.row()] + (middle ? (room - height) / 2 : 0.1 * em);
      for (List<String> line : layout.get(i)) {
        double x =
            switch (align) {
              case LEFT -> left;
              case CENTRE -> (left + right - width(line)) / 2;
              case RIGHT -> right - width(line);
            };
        line(line, x, y, byRow);
        y += 1.2 * em;
      }
    }
    for (List<ReadWord> words : byRow) {
      add(words);
    }
  }

  private void line(List<String> words, double x, double y, List<List<ReadWord>> joinable) {
    List<ReadWord> placed = new ArrayList<>();
    for (String word : words) {
      double width = width(List.of(word));
      Area area = shaken(new Area(x, y + 0.1 * em, x + width, y + 1.1 * em));
      x += width + space();
      placed.add(new ReadWord(word, area));
    }
    if (joined && !joinable.isEmpty()) {
      List<ReadWord> last = joinable.get(joinable.size() - 1);
      Area before = last.get(last.size() - 1).area();
      Area after = placed.get(0).area();
      if (before.right() < after.left() && Math.abs(before.centreY() - after.centreY()) < 4) {
        last.addAll(placed);
        return;
      }
    }
    joinable.add(placed);
  }

  private void add(List<ReadWord> words) {
    List<ReadWord> left = new ArrayList<>(words);
    if (left.size() > 1) {
      left.removeIf(word -> random.nextInt(100) == 0);
    }
    if (left.isEmpty()) {
      left.add(words.get(0));
    }
    String text = String.join(" ", left.stream().map(ReadWord::text).toList());
    Area area = Area.around(left.stream().map(ReadWord::area).toList());
    lines.add(new ReadLine(text, area, WritingMode.LEFT_TO_RIGHT, 1, whole ? List.of() : left));
  }

  private Area shaken(Area area) {
    double x = slope * area.centreY();
    double y = slope * area.centreX();
    double left = area.left() - x + shake();
    double top = area.top() + y + shake();
    return new Area(
        left,
        top,
        Math.max(left + 1, area.right() - x + shake()),
        Math.max(top + 1, area.bottom() + y + shake()));
  }

  private double shake() {
    return random.nextDouble() * 4 - 2;
  }

  private Rule skewed(Rule rule) {
    double s = shake() / 2;
    return new Rule(
        rule.x1() - slope * rule.y1() + s,
        rule.y1() + slope * rule.x1() + s,
        rule.x2() - slope * rule.y2() + s,
        rule.y2() + slope * rule.x2() + s);
  }

  private void rule() {
    switch (kind.rules) {
      case GRID -> grid();
      case ROWS -> {
        for (double top : tops) {
          rules.add(Rule.horizontal(top, lefts[0], lefts[columns]));
        }
      }
      case STUB -> {
        booktabs();
        rules.add(Rule.vertical(lefts[1], tops[0], tops[rows]));
      }
      case BOOKTABS -> booktabs();
      case NONE -> {}
    }
  }

  private void grid() {
    for (TableCell cell : cells) {
      double left = lefts[cell.column()];
      double right = lefts[cell.column() + cell.columnSpan()];
      double top = tops[cell.row()];
      double bottom = tops[cell.row() + cell.rowSpan()];
      rules.add(Rule.horizontal(bottom, left, right));
      rules.add(Rule.vertical(right, top, bottom));
    }
    rules.add(Rule.horizontal(tops[0], lefts[0], lefts[columns]));
    rules.add(Rule.vertical(lefts[0], tops[0], tops[rows]));
  }

  private void booktabs() {
    for (int row : new int[] {0, heads, rows}) {
      rules.add(Rule.horizontal(tops[row], lefts[0], lefts[columns]));
    }
    for (TableCell cell : cells) {
      if (cell.columnSpan() > 1) {
        double left = lefts[cell.column()] + pad * 0.7;
        double right = lefts[cell.column() + cell.columnSpan()] - pad * 0.7;
        rules.add(Rule.horizontal(tops[cell.row() + 1], left, right));
      }
    }
  }
}
