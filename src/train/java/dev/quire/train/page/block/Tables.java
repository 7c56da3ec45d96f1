package dev.quire.train.page.block;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.block.Setter.Align;
import dev.quire.train.page.text.Look;
import dev.quire.train.page.text.Words;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Makes tables of many designs; each is one region around its whole grid. */
public record Tables(Dice dice, Style style) {

  /** Which rules a table has. */
  public enum Rules {
    GRID,
    BOOK,
    NONE,
    ROWS,
    FRAME,
    COLUMNS,
    TOTALS,
    HEAVY_HEAD
  }

  private enum Filling {
    NUMBER,
    AMOUNT,
    LABEL,
    SENTENCE,
    CODE,
    DATE,
    TICK,
    BULLETS,
    BLANK
  }

  private record Cell(TextPiece text, double inset) {}

  /** A table as wide as told that fits a height, with at least two rows. */
  public Piece table(double width, double room) {
    boolean financial = dice.chance(0.3);
    return financial ? figures(width, room) : mixed(width, room, dice.pick(Rules.values()));
  }

  /** A table of amounts: one column of labels and several of numbers. */
  public Piece figures(double width, double room) {
    Look look = style.body.sized(dice.between(0.72, 1));
    int columns = dice.whole(2, Math.max(2, Math.min(11, (int) (width / look.size() / 5))));
    Filling[] fillings = new Filling[columns];
    double[] shares = new double[columns];
    fillings[0] = Filling.LABEL;
    shares[0] = dice.between(1.5, 5);
    for (int i = 1; i < columns; i++) {
      fillings[i] = dice.chance(0.12) ? Filling.NUMBER : Filling.AMOUNT;
      shares[i] = 1;
    }
    Rules rules =
        dice.pick(Rules.NONE, Rules.TOTALS, Rules.TOTALS, Rules.BOOK, Rules.ROWS, Rules.NONE);
    return build(width, room, look, fillings, shares, rules, dice.log(3, 60), true);
  }

  /** A table of words and numbers. */
  public Piece mixed(double width, double room, Rules rules) {
    Look look = style.body.sized(dice.between(0.7, 1));
    int most = Math.max(2, Math.min(9, (int) (width / look.size() / 4.5)));
    int columns = dice.whole(2, most);
    Filling[] fillings = new Filling[columns];
    double[] shares = new double[columns];
    boolean wordy = columns <= 4 && dice.chance(0.4);
    for (int i = 0; i < columns; i++) {
      int kind =
          i == 0
              ? dice.weighted(0.1, 0, 0.7, 0, 0.12, 0.08, 0, 0, 0)
              : dice.weighted(2, 1, 1.5, wordy ? 6 : 0.5, 0.6, 0.4, 0.4, wordy ? 1.5 : 0, 0.15);
      fillings[i] = Filling.values()[kind];
      shares[i] =
          switch (fillings[i]) {
            case SENTENCE, BULLETS -> dice.between(2, 4);
            case LABEL -> dice.between(1.2, 2.2);
            default -> dice.between(0.8, 1.2);
          };
    }
    return build(width, room, look, fillings, shares, rules, dice.log(2, 30), false);
  }

  private Piece build(
      double width,
      double room,
      Look look,
      Filling[] wished,
      double[] shares,
      Rules rules,
      double wanted,
      boolean financial) {
    double padX = look.size() * dice.between(0.25, 0.8);
    double padY = look.size() * dice.pick(0.02, 0.1, 0.2, 0.4, 0.7, 1.0);
    double leading = look.size() * dice.between(1.08, 1.35);
    Look strong = look.in(style.bold.face());
    boolean shadedHead = dice.chance(rules == Rules.GRID ? 0.4 : 0.3);
    boolean darkHead = shadedHead && dice.chance(0.4);
    Color headColour = darkHead ? deep(style.accent) : style.tint;
    Look headLook = (dice.chance(0.8) ? strong : look).in(darkHead ? Color.WHITE : look.colour());
    boolean zebra = dice.chance(0.15);
    boolean hasHead = dice.chance(0.9);
    Align numbers = dice.pick(Align.RIGHT, Align.RIGHT, Align.CENTRED, Align.LEFT);
    boolean centreAll = dice.chance(0.12);
    int digits = dice.whole(0, 2);
    int sectionEvery = dice.chance(0.3) ? dice.whole(3, 8) : 1000;
    int together = !financial && rules == Rules.GRID && dice.chance(0.25) ? dice.whole(2, 5) : 1;
    int most = (int) Math.min(wanted + 1, room / (leading + 2 * padY)) + 1;
    String[][] texts = new String[most][wished.length];
    int[] rowKinds = new int[most];
    double[] least = new double[wished.length];
    double[] best = new double[wished.length];
    for (int r = 0; r < most; r++) {
      boolean head = hasHead && r == 0;
      boolean section = !head && r % sectionEvery == sectionEvery - 1;
      boolean sum = financial && !head && !section && dice.chance(0.15);
      rowKinds[r] = head ? 1 : sum ? 2 : section ? 4 : 0;
      for (int c = 0; c < wished.length; c++) {
        boolean spanned = c == 0 && together > 1 && !head && (r - 1) % together != 0;
        String text =
            section && c > 0 || spanned
                ? ""
                : head ? headText(c, financial) : sum && c == 0 ? total() : fill(wished[c], digits);
        texts[r][c] = text;
        if (!section) {
          Look used = head ? headLook : sum ? strong : look;
          least[c] = Math.max(least[c], longestPart(text, used) + 2 * padX);
          best[c] = Math.max(best[c], used.width(text.replace("\n", "")) + 2 * padX + 1);
        }
      }
    }
    double inset = sectionEvery < 1000 ? look.size() * 0.8 : 0;
    least[0] += inset;
    best[0] += inset;
    int columns = 1;
    double sumLeast = least[0];
    while (columns < wished.length && sumLeast + least[columns] <= width) {
      sumLeast += least[columns++];
    }
    double[] lefts = spread(width, least, best, shares, columns);
    List<List<Cell>> rows = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    double height = 0;
    if (hasHead && columns > 3 && dice.chance(0.25)) {
      rows.add(List.of());
      heights.add(leading + 2 * padY);
      kinds.add(3);
      height += leading + 2 * padY;
    }
    boolean dots = financial && dice.chance(0.15);
    boolean dollars = financial && dice.chance(0.3);
    int fixed = rows.size();
    for (int r = 0; r < most; r++) {
      int kind = rowKinds[r];
      Look used = kind == 1 ? headLook : kind == 0 ? look : strong;
      List<Cell> cells = new ArrayList<>();
      double tallest = leading;
      for (int c = 0; c < columns; c++) {
        Filling filling = wished[c];
        boolean figure = filling == Filling.NUMBER || filling == Filling.AMOUNT;
        Align align =
            centreAll || filling == Filling.TICK ? Align.CENTRED : figure ? numbers : Align.LEFT;
        double in = kind == 0 && c == 0 ? inset : 0;
        double inner = kind == 4 ? width - 2 * padX : lefts[c + 1] - lefts[c] - 2 * padX - in;
        TextPiece piece = cell(texts[r][c], inner, leading, align, used);
        if (piece != null && dots && c == 0 && kind != 1 && kind != 4) {
          piece = led(piece, inner, look);
        }
        if (piece != null) {
          tallest = Math.max(tallest, piece.height());
        }
        cells.add(new Cell(piece, in));
      }
      double h = tallest + 2 * padY;
      if (height + h > room && rows.size() - fixed >= 2) {
        break;
      }
      rows.add(cells);
      heights.add(h);
      kinds.add(kind);
      height += h;
    }
    boolean middle = dice.chance(0.6);
    double thin = Math.max(1, style.rule * dice.between(0.6, 1));
    double thick = thin * dice.pick(1.0, 1.5, 2.0, 3.0);
    Color line = dice.chance(0.75) ? style.ink : dice.chance(0.5) ? Color.GRAY : style.accent;
    int[] spans = {1 + columns / 3, 1 + 2 * columns / 3};
    String[] spanTexts = {style.words.phrase(dice, 1), style.words.phrase(dice, 1)};
    double sumHeight = height;
    boolean underlined = financial && dice.chance(0.4);
    int headRows = fixed + (hasHead ? 1 : 0);
    return Piece.of(
        height,
        (canvas, x, y) ->
            canvas.region(
                Label.TABLE,
                () -> {
                  double top = y;
                  for (int r = 0; r < rows.size(); r++) {
                    double h = heights.get(r);
                    int kind = kinds.get(r);
                    boolean head = kind == 1 || kind == 3;
                    if (head && shadedHead) {
                      canvas.rect(x, top, width, h, headColour);
                    } else if (zebra && r % 2 == 0) {
                      canvas.rect(x, top, width, h, style.tint);
                    }
                    if (kind == 3) {
                      drawSpans(
                          canvas, x, top, h, lefts, spans, spanTexts, headLook, leading, line);
                    }
                    for (int c = 0; c < rows.get(r).size(); c++) {
                      Cell cell = rows.get(r).get(c);
                      if (cell.text() == null) {
                        continue;
                      }
                      double dy = middle ? (h - cell.text().height()) / 2 : padY;
                      cell.text().draw(canvas, x + lefts[c] + padX + cell.inset(), top + dy);
                      boolean amount = c > 0 && wished[c] == Filling.AMOUNT;
                      if (underlined && kind == 2 && c > 0) {
                        double from = x + lefts[c] + padX;
                        canvas.line(from, top, x + lefts[c + 1] - padX, top, line, thin);
                      }
                      if (dollars && amount && (kind == 2 || r == headRows)) {
                        double baseline = top + dy + leading / 2 + look.size() * 0.34;
                        canvas.text("$", look, x + lefts[c] + padX * 0.3, baseline);
                      }
                    }
                    if (kind == 4 && rules == Rules.TOTALS) {
                      canvas.line(x, top + h, x + width, top + h, line, thin);
                    }
                    boolean inside =
                        together > 1
                            && r >= headRows
                            && r < rows.size() - 1
                            && (r - headRows + 1) % together != 0;
                    double skip = inside ? lefts[1] : 0;
                    rule(
                        canvas,
                        rules,
                        x + skip,
                        top,
                        width - skip,
                        h,
                        r,
                        rows.size(),
                        kind,
                        line,
                        thin,
                        thick);
                    top += h;
                  }
                  verticals(
                      canvas, rules, x, y, width, sumHeight, lefts, line, thin, kinds, heights);
                }));
  }

  private double longestPart(String text, Look look) {
    double longest = 0;
    for (Setter.Token token : Setter.tokens(text.replace('\n', ' '), look)) {
      longest = Math.max(longest, look.width(token.text()));
    }
    return longest;
  }

  /** Column edges: every column gets what it needs, the rest goes by wish or share. */
  private double[] spread(
      double width, double[] least, double[] best, double[] shares, int columns) {
    double sumLeast = 0;
    double sumMore = 0;
    double sumShares = 0;
    for (int c = 0; c < columns; c++) {
      sumLeast += least[c];
      sumMore += Math.max(0, Math.min(best[c], width * 0.5) - least[c]);
      sumShares += shares[c];
    }
    double spare = Math.max(0, width - sumLeast);
    double wishes = Math.min(spare, sumMore);
    double rest = spare - wishes;
    double[] lefts = new double[columns + 1];
    for (int c = 0; c < columns; c++) {
      double more = Math.max(0, Math.min(best[c], width * 0.5) - least[c]);
      double own =
          least[c] + (sumMore > 0 ? wishes * more / sumMore : 0) + rest * shares[c] / sumShares;
      lefts[c + 1] = lefts[c] + own;
    }
    double stretch = width / Math.max(1, lefts[columns]);
    for (int c = 1; c <= columns; c++) {
      lefts[c] *= stretch;
    }
    return lefts;
  }

  /** Sets a cell's text; line feeds begin new lines. */
  private static TextPiece cell(String text, double inner, double leading, Align align, Look look) {
    if (text.isBlank() || inner < look.size()) {
      return null;
    }
    List<TextPiece.Line> lines = new ArrayList<>();
    for (String part : text.split("\n")) {
      double hang = text.contains("\n") ? look.size() * 0.7 : 0;
      Setter setter = new Setter(inner, leading, align, 0, hang, false);
      lines.addAll(setter.set(null, part, look).lines());
    }
    return new TextPiece(null, lines, leading, look.size());
  }

  /** Adds leader dots after the last line. */
  private static TextPiece led(TextPiece piece, double inner, Look look) {
    List<TextPiece.Line> lines = new ArrayList<>(piece.lines());
    TextPiece.Line last = lines.get(lines.size() - 1);
    TextPiece.Run run = last.runs().get(last.runs().size() - 1);
    double from = run.dx() + run.look().width(run.text()) + look.space();
    int count = (int) ((inner - from) / look.width(". "));
    if (count < 2) {
      return piece;
    }
    List<TextPiece.Run> runs = new ArrayList<>(last.runs());
    runs.add(new TextPiece.Run(". ".repeat(count).strip(), look, from, 0));
    lines.set(lines.size() - 1, new TextPiece.Line(runs));
    return new TextPiece(piece.label(), lines, piece.leading(), piece.size());
  }

  private void drawSpans(
      Canvas canvas,
      double x,
      double y,
      double h,
      double[] lefts,
      int[] spans,
      String[] texts,
      Look look,
      double leading,
      Color line) {
    int end = lefts.length - 1;
    int[][] groups = {{spans[0], spans[1]}, {spans[1], end}};
    for (int g = 0; g < 2; g++) {
      double left = x + lefts[groups[g][0]] + look.size() * 0.3;
      double right = x + lefts[groups[g][1]] - look.size() * 0.3;
      if (right - left > look.width(texts[g])) {
        double at = (left + right - look.width(texts[g])) / 2;
        canvas.text(texts[g], look, at, y + (h - leading) / 2 + leading / 2 + look.size() * 0.34);
        canvas.line(left, y + h, right, y + h, line, 1);
      }
    }
  }

  private static void rule(
      Canvas canvas,
      Rules rules,
      double x,
      double top,
      double width,
      double h,
      int row,
      int count,
      int kind,
      Color line,
      double thin,
      double thick) {
    boolean first = row == 0;
    boolean last = row == count - 1;
    boolean belowHead = kind == 1;
    switch (rules) {
      case GRID, ROWS -> {
        if (first) {
          canvas.line(x, top, x + width, top, line, thick);
        }
        canvas.line(x, top + h, x + width, top + h, line, belowHead || last ? thick : thin);
      }
      case BOOK -> {
        if (first) {
          canvas.line(x, top, x + width, top, line, thick);
        }
        if (last) {
          canvas.line(x, top + h, x + width, top + h, line, thick);
        } else if (belowHead) {
          canvas.line(x, top + h, x + width, top + h, line, thin);
        }
      }
      case TOTALS -> {
        if (belowHead) {
          canvas.line(x, top + h, x + width, top + h, line, thin);
        } else if (kind == 2) {
          canvas.line(x, top, x + width, top, line, thin);
          canvas.line(x, top + h, x + width, top + h, line, thick);
        }
      }
      case HEAVY_HEAD -> {
        if (belowHead) {
          canvas.line(x, top + h, x + width, top + h, line, thick * 2);
        }
      }
      case FRAME, COLUMNS -> {
        if (first) {
          canvas.line(x, top, x + width, top, line, thin);
        }
        if (last || belowHead) {
          canvas.line(x, top + h, x + width, top + h, line, thin);
        }
      }
      case NONE -> {}
    }
  }

  private static void verticals(
      Canvas canvas,
      Rules rules,
      double x,
      double y,
      double width,
      double height,
      double[] lefts,
      Color line,
      double thin,
      List<Integer> kinds,
      List<Double> heights) {
    if (rules != Rules.GRID && rules != Rules.COLUMNS && rules != Rules.FRAME) {
      return;
    }
    for (int c = 0; c < lefts.length; c++) {
      boolean edge = c == 0 || c == lefts.length - 1;
      if (edge || rules != Rules.FRAME) {
        double skip = !edge && kinds.get(0) == 3 ? heights.get(0) : 0;
        canvas.line(x + lefts[c], y + skip, x + lefts[c], y + height, line, thin);
      }
    }
  }

  static Color deep(Color colour) {
    float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
    return Color.getHSBColor(hsb[0], hsb[1], Math.min(hsb[2], 0.5f));
  }

  private String total() {
    return style.words.term("Total", "合计", "合計", "합계")
        + (dice.chance(0.5) && !style.words.script().eastAsian()
            ? " " + style.words.noun(dice)
            : "");
  }

  private String headText(int column, boolean financial) {
    if (column == 0 && dice.chance(0.3)) {
      return "";
    }
    if (financial && column > 0 && dice.chance(0.7)) {
      return String.valueOf(dice.whole(1998, 2026));
    }
    return style.words.phrase(dice, dice.whole(1, 2));
  }

  private String fill(Filling filling, int digits) {
    return switch (filling) {
      case NUMBER ->
          dice.chance(0.5)
              ? dice.whole(0, 99) + "." + dice.whole(10, 99)
              : dice.whole(0, 999) + (dice.chance(0.2) ? "%" : "");
      case AMOUNT -> {
        String amount = Words.amount(dice, digits);
        yield dice.chance(0.1) ? "–" : dice.chance(0.15) ? "(" + amount + ")" : amount;
      }
      case LABEL -> style.words.phrase(dice, dice.whole(1, 4));
      case SENTENCE -> style.words.prose(dice, dice.few(1, 3));
      case CODE -> Words.letters(dice, 3).toUpperCase() + "-" + dice.whole(10, 9999);
      case DATE -> style.words.date(dice);
      case TICK -> dice.pick("X", "x", "–", "+", "o", "");
      case BULLETS -> {
        StringBuilder text = new StringBuilder();
        int count = dice.whole(1, 4);
        for (int i = 0; i < count; i++) {
          text.append(i == 0 ? "" : "\n").append(style.bullet).append(' ');
          text.append(style.words.phrase(dice, dice.whole(2, 6)));
        }
        yield text.toString();
      }
      case BLANK -> "";
    };
  }
}
