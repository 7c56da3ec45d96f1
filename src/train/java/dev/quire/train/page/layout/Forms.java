package dev.quire.train.page.layout;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.block.Canvas;
import dev.quire.train.page.block.Piece;
import dev.quire.train.page.block.Style;
import dev.quire.train.page.text.Look;
import dev.quire.train.page.text.Words;
import java.util.List;

/** Forms and invoices: fields, boxes, tables. */
record Forms(Dice dice, Style style, Canvas canvas, Composer composer) {

  /** Fills an area with the parts of a form. */
  void form(double x, double y, double width, double height) {
    double at = y;
    double end = y + height;
    while (at < end - style.leading * 3) {
      double room = end - at;
      double used =
          switch (dice.weighted(3, 2, 1, 1, 1.2, 1.6)) {
            case 0 -> fields(x, at, width, room);
            case 1 -> table(x, at, width, room);
            case 2 -> pour(x, at, width, Math.min(room, style.leading * dice.whole(2, 9)));
            case 3 -> heading(x, at, width);
            case 5 -> boxes(x, at, width, room);
            default -> checks(x, at, width, room);
          };
      at += used + style.leading * dice.between(0.4, 1.5);
      if (dice.chance(0.03)) {
        return;
      }
    }
  }

  private double heading(double x, double y, double width) {
    Piece piece = composer.prose.heading(width, 2, dice.whole(1, 9));
    piece.draw(canvas, x, y);
    return piece.height();
  }

  private double pour(double x, double y, double width, double room) {
    Flow flow = new Flow(canvas, List.of(new Flow.Frame(x, y, width, y + room)));
    composer.fill(flow, new PageKind.Mix(10, 0, 2, 0, 0, 0, 0, 0, 0, 0), 1);
    return room;
  }

  private double table(double x, double y, double width, double room) {
    Piece piece = composer.tables.table(width, room * dice.between(0.3, 0.9));
    if (piece.height() > room) {
      return 0;
    }
    piece.draw(canvas, x, y);
    return piece.height();
  }

  /** Ruled boxes with small labels and values in them: a table. */
  private double boxes(double x, double y, double width, double room) {
    double step = style.leading * dice.between(1.3, 2.6);
    int rows = Math.min(dice.whole(2, 14), (int) (room / step));
    if (rows < 1) {
      return 0;
    }
    Look label = dice.chance(0.5) ? style.tiny : style.small;
    boolean shaded = dice.chance(0.25);
    boolean above = step > style.leading * 1.8;
    canvas.region(
        Label.TABLE,
        () -> {
          for (int r = 0; r < rows; r++) {
            double top = y + r * step;
            double left = x;
            while (left < x + width - style.em) {
              double w = width * dice.pick(0.25, 0.3333, 0.5, 0.5, 0.6667, 1.0);
              if (left + w > x + width - style.em * 5) {
                w = x + width - left;
              }
              if (shaded && !above) {
                canvas.rect(left, top, w * 0.4, step, style.tint);
              }
              canvas.frame(left, top, w, step, style.ink, 1);
              String name = fit(style.words.phrase(dice, dice.whole(1, 3)), label, w * 0.4);
              double base = above ? top + label.size() : top + step / 2 + label.size() * 0.34;
              canvas.text(name, label, left + style.em * 0.3, base);
              if (dice.chance(0.6)) {
                String value =
                    dice.chance(0.5) ? style.words.phrase(dice, 2) : Words.amount(dice, 1);
                value = fit(value, style.body, w * 0.5);
                double vx = above ? left + style.em : left + w * 0.45;
                double vy = above ? top + step - style.em * 0.4 : base;
                canvas.text(value, style.body, vx, vy);
              }
              left += w;
            }
          }
        });
    return rows * step;
  }

  /** Key-value lines in columns; each column of them is one region, as a reader takes it. */
  private double fields(double x, double y, double width, double room) {
    int columns = dice.pick(1, 2, 2, 3);
    int rows = Math.min(dice.whole(1, 8), (int) (room / style.leading / 1.7));
    double step = style.leading * dice.between(1.1, 1.7);
    double column = width / columns;
    boolean lines = dice.chance(0.4);
    boolean eachRegion = step > style.leading * 1.35;
    Look key = dice.chance(0.5) ? style.bold : style.body;
    for (int c = 0; c < columns; c++) {
      double cx = x + c * column;
      Runnable all =
          () -> {
            for (int r = 0; r < rows; r++) {
              double baseline = y + step * (r + 0.7);
              String name =
                  fit(style.words.phrase(dice, dice.whole(1, 2)) + ":", key, column * 0.45);
              String value =
                  switch (dice.whole(0, 4)) {
                    case 0 -> style.words.date(dice);
                    case 1 -> style.words.person(dice);
                    case 2 -> Words.amount(dice, 1);
                    case 3 -> "";
                    default -> style.words.phrase(dice, 2);
                  };
              String shown = fit(value, style.body, column * 0.4);
              double vx = cx + Math.max(key.width(name) + style.em * 0.5, column * 0.38);
              Runnable one =
                  () -> {
                    canvas.text(name, key, cx, baseline);
                    if (vx + style.body.width(shown) < cx + column - style.em) {
                      canvas.text(shown, style.body, vx, baseline);
                    }
                  };
              canvas.region(Label.TEXT, one);
            }
          };
      if (eachRegion) {
        all.run();
      } else {
        canvas.region(Label.TEXT, all);
      }
      if (lines) {
        for (int r = 0; r < rows; r++) {
          double ly = y + step * (r + 0.7) + style.em * 0.35;
          canvas.line(cx + column * 0.38, ly, cx + column - style.em, ly, style.ink, 1);
        }
      }
    }
    return rows * step;
  }

  private double checks(double x, double y, double width, double room) {
    int rows = Math.min(dice.whole(1, 6), (int) (room / style.leading / 1.4));
    double step = style.leading * dice.between(1.1, 1.4);
    for (int r = 0; r < rows; r++) {
      double baseline = y + step * (r + 0.7);
      String text = fit(style.words.phrase(dice, dice.whole(1, 8)), style.body, width * 0.9);
      canvas.region(
          Label.TEXT,
          () -> {
            double side = style.em * 0.7;
            canvas.frame(x, baseline - side, side, side, style.ink, 1);
            canvas.text(text, style.body, x + style.em * 1.3, baseline);
          });
    }
    return rows * step;
  }

  private static String fit(String text, Look look, double width) {
    String shown = text;
    while (shown.length() > 1 && look.width(shown) > width) {
      shown = shown.substring(0, shown.length() - 1);
    }
    return shown.strip();
  }
}
