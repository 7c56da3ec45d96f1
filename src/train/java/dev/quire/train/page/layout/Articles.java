package dev.quire.train.page.layout;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.block.Canvas;
import dev.quire.train.page.block.Piece;
import dev.quire.train.page.block.Setter.Align;
import dev.quire.train.page.block.Style;
import dev.quire.train.page.block.TextPiece;
import dev.quire.train.page.text.Look;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Newspaper and magazine pages: a masthead and articles in a grid of columns. */
record Articles(Dice dice, Style style, Canvas canvas, Composer composer) {

  /** An area of the page in whole columns. */
  private record Area(int first, int columns, double y, double bottom) {}

  /** The column grid. */
  private record Grid(double x, double column, double gutter) {

    double left(int index) {
      return x + index * (column + gutter);
    }

    double width(int columns) {
      return columns * column + (columns - 1) * gutter;
    }
  }

  /** Fills an area with articles. */
  void fill(double x, double y, double width, double bottom, int columns, boolean masthead) {
    double at = masthead ? masthead(x, y, width) : y;
    double gutter = style.em * dice.between(1, 2.4);
    Grid grid = new Grid(x, (width - gutter * (columns - 1)) / columns, gutter);
    boolean ruled = dice.chance(0.5);
    Color rule = dice.chance(0.6) ? style.ink : Color.LIGHT_GRAY;
    int bands = dice.pick(1, 1, 2, 2, 3);
    double gap = style.leading * dice.between(0.7, 1.6);
    for (int b = 0; b < bands; b++) {
      double height =
          b == bands - 1 ? bottom - at : (bottom - at) * dice.between(0.7, 1.3) / (bands - b);
      int first = 0;
      while (first < columns) {
        int take = dice.whole(1, columns - first);
        if (columns - first - take == 0 || dice.chance(0.6)) {
          article(grid, new Area(first, take, at, at + height - gap), ruled, rule);
        } else {
          boxed(grid, new Area(first, take, at, at + height - gap));
        }
        first += take;
        if (first < columns && ruled) {
          double line = grid.left(first) - gutter / 2;
          canvas.line(line, at, line, at + height - gap, rule, 1);
        }
      }
      at += height;
      if (b < bands - 1 && dice.chance(0.5)) {
        canvas.line(x, at - gap * 0.6, x + width, at - gap * 0.6, rule, style.rule);
      }
    }
  }

  private double masthead(double x, double y, double width) {
    String name = style.words.title(dice, dice.whole(1, 3));
    if (dice.chance(0.4)) {
      name = name.toUpperCase();
    }
    double natural = style.title.width(name) / style.title.size();
    double size = Math.min(width * dice.between(0.5, 1) / natural, style.em * 9);
    Look look = style.title.sized(size / style.title.size());
    boolean centred = dice.chance(0.7);
    String shown = name;
    double left = centred ? x + (width - look.width(name)) / 2 : x;
    double baseline = y + look.size() * 0.85;
    canvas.region(Label.DOC_TITLE, () -> canvas.text(shown, look, left, baseline));
    double at = y + look.size() * 1.12;
    if (dice.chance(0.85)) {
      boolean rules = dice.chance(0.8);
      if (rules) {
        canvas.line(x, at, x + width, at, style.ink, style.rule * dice.between(1, 3));
      }
      double line = at + style.leading * 0.95;
      String date = style.words.date(dice);
      String price = style.words.phrase(dice, dice.whole(1, 3));
      canvas.region(Label.TEXT, () -> canvas.text(date, style.small, x, line));
      double end = x + width - style.small.width(price);
      canvas.region(Label.TEXT, () -> canvas.text(price, style.small, end, line));
      at += style.leading * 1.4;
      if (rules) {
        canvas.line(x, at, x + width, at, style.ink, style.rule);
      }
    }
    return at + style.leading * dice.between(0.5, 1.2);
  }

  /** An article on a tinted or framed ground. */
  private void boxed(Grid grid, Area area) {
    double pad = style.em * 0.8;
    double x = grid.left(area.first());
    double w = grid.width(area.columns());
    if (dice.chance(0.6)) {
      canvas.rect(x, area.y(), w, area.bottom() - area.y(), style.tint);
    } else {
      canvas.frame(x, area.y(), w, area.bottom() - area.y(), style.ink, style.rule);
    }
    double gutter = grid.gutter();
    double column = (w - 2 * pad - gutter * (area.columns() - 1)) / area.columns();
    article(
        new Grid(x + pad, column, gutter),
        new Area(0, area.columns(), area.y() + pad, area.bottom() - pad),
        false,
        Color.GRAY);
  }

  private double draw(Piece piece, double x, double y) {
    piece.draw(canvas, x, y);
    return y + piece.height();
  }

  private void article(Grid grid, Area area, boolean ruled, Color rule) {
    double x = grid.left(area.first());
    double width = grid.width(area.columns());
    double room = area.bottom() - area.y();
    double at = area.y();
    if (room < style.leading * 4) {
      return;
    }
    if (dice.chance(0.3) && room > style.em * 22) {
      Piece piece = photo(width, room * dice.between(0.2, 0.5));
      at = draw(piece, x, at) + style.leading * 0.7;
    }
    if (dice.chance(0.88)) {
      at = headline(x, at, width, area.columns());
    }
    List<Flow.Frame> frames = new ArrayList<>();
    int picture = dice.chance(0.35) && area.columns() > 1 ? dice.whole(1, area.columns()) : 0;
    double pictureBottom = at;
    int pictureFrom = area.columns() - picture;
    if (picture > 0 && area.bottom() - at > style.em * 16) {
      double w = grid.width(picture);
      Piece piece = photo(w, (area.bottom() - at) * dice.between(0.25, 0.6));
      if (piece.height() < area.bottom() - at) {
        double px = grid.left(area.first() + pictureFrom);
        pictureBottom = draw(piece, px, at) + style.leading * 0.6;
      }
    }
    for (int c = 0; c < area.columns(); c++) {
      double from = c >= pictureFrom && picture > 0 ? pictureBottom : at;
      double left = grid.left(area.first() + c);
      frames.add(new Flow.Frame(left, from, grid.column(), area.bottom()));
      if (c > 0 && ruled && dice.chance(0.7)) {
        double line = left - grid.gutter() / 2;
        canvas.line(line, from, line, area.bottom(), rule, 1);
      }
    }
    Flow flow = new Flow(canvas, frames);
    if (dice.chance(0.35) && area.bottom() - at > style.leading * 8) {
      flow.pour(composer.prose.dropCap(grid.column(), dice.whole(4, 14)), 0);
    }
    int quotes = dice.chance(0.3) ? 1 : 0;
    int guard = 0;
    while (!flow.done() && guard++ < 60) {
      if (quotes > 0 && dice.chance(0.15) && flow.room() > style.leading * 9) {
        flow.place(quote(grid.column()), style.leading * 0.6);
        quotes--;
      } else {
        composer.fill(flow, MIX, 1, 1);
      }
    }
  }

  private static final PageKind.Mix MIX =
      new PageKind.Mix(14, 1.2, 0.2, 0.12, 0.5, 0, 0, 0.1, 0, 0);

  private double headline(double x, double y, double width, int columns) {
    double at = y;
    double factor = dice.between(1.1, 1.6) + 0.45 * (columns - 1) * dice.between(0.3, 1.2);
    Look look = style.heading.sized(style.em * factor / style.heading.size());
    if (dice.chance(0.15)) {
      Look kicker = style.small.in(style.bold.face()).in(style.accent);
      String text = style.words.phrase(dice, dice.whole(1, 3)).toUpperCase();
      at = draw(style.plain(width, kicker, Align.LEFT).set(Label.TEXT, text, kicker), x, at);
    }
    String text = style.words.phrase(dice, dice.whole(2, 5 + 2 * columns));
    Align align = dice.chance(0.25) ? Align.CENTRED : Align.LEFT;
    double leading = look.size() * dice.between(1, 1.25);
    TextPiece piece =
        new dev.quire.train.page.block.Setter(width, leading, align, 0, 0, false)
            .set(Label.PARAGRAPH_TITLE, text, look);
    at = draw(piece, x, at) + style.em * dice.between(0.15, 0.9);
    if (dice.chance(0.3)) {
      Look deck = style.italic.sized(dice.between(1, 1.3));
      String words = style.words.prose(dice, 1);
      at = draw(style.plain(width, deck, align).set(Label.TEXT, words, deck), x, at);
      at += style.em * dice.between(0.2, 0.8);
    }
    if (dice.chance(0.5)) {
      Look by = dice.chance(0.5) ? style.small.in(style.bold.face()) : style.small;
      String name =
          style.words.term(dice.pick("By ", "", "Text: "), "记者 ", "", "기자 ")
              + style.words.person(dice);
      at = draw(style.plain(width, by, align).set(Label.TEXT, name, by), x, at);
      at += style.em * dice.between(0.2, 0.8);
    }
    return at;
  }

  private Piece photo(double width, double height) {
    Piece picture = composer.pictures.photo(width, Math.max(style.em * 4, height));
    if (dice.chance(0.3)) {
      return picture;
    }
    TextPiece caption = composer.prose.photoCaption(width);
    return Piece.stack(picture, Piece.gap(style.em * dice.between(0.15, 0.5)), caption);
  }

  private Piece quote(double width) {
    Look look = style.italic.sized(dice.between(1.25, 1.9)).in(style.accent);
    String text = "“" + style.words.phrase(dice, dice.whole(5, 14)) + "”";
    TextPiece piece =
        style
            .plain(width, look, dice.chance(0.5) ? Align.CENTRED : Align.LEFT)
            .set(Label.TEXT, text, look);
    double pad = style.em * dice.between(0.3, 0.8);
    boolean rules = dice.chance(0.6);
    return Piece.of(
        piece.height() + 2 * pad,
        (canvas, x, y) -> {
          if (rules) {
            double end = y + piece.height() + 2 * pad;
            canvas.line(x, y, x + width, y, style.accent, style.rule * 1.5);
            canvas.line(x, end, x + width, end, style.accent, style.rule * 1.5);
          }
          piece.draw(canvas, x, y + pad);
        });
  }
}
