package dev.quire.train.page.block;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.text.Look;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Makes display formulas from nested boxes: fractions, roots, sums, matrices, scripts. */
public record Formulas(Dice dice, Style style) {

  /** A part of a formula; {@code up} and {@code down} are measured from the baseline. */
  private record Part(double width, double up, double down, Painter painter) {}

  @FunctionalInterface
  private interface Painter {
    void paint(Canvas canvas, double x, double baseline);
  }

  /** A display formula of one or more lines, with its number where it has one. */
  public Piece display(double width, int number) {
    double size = style.em * dice.between(0.95, 1.15);
    int lines = dice.chance(0.75) ? 1 : dice.whole(2, 4);
    List<Part> parts = new ArrayList<>();
    double height = 0;
    double gap = size * dice.between(0.2, 0.7);
    double widest = 0;
    boolean numbered = dice.chance(0.6);
    double room = width * (numbered ? 0.84 : 0.98);
    double wish = room * dice.between(0.15, 1);
    for (int i = 0; i < lines; i++) {
      Part part = line(size, Math.min(room, wish), i > 0);
      parts.add(part);
      height += part.up() + part.down() + (i > 0 ? gap : 0);
      widest = Math.max(widest, part.width());
    }
    double pad = style.leading * dice.between(0.15, 0.7);
    double left =
        dice.chance(0.7) ? Math.max(0, (width - widest) / 2) : style.em * dice.between(0, 3);
    String tag = "(" + (dice.chance(0.3) ? dice.whole(1, 9) + "." : "") + number + ")";
    Look tagLook = style.body;
    double tall = height;
    boolean tagLast = lines > 1 && dice.chance(0.4);
    double edge = left + widest + style.em * 0.5;
    boolean shown = numbered && edge + tagLook.width(tag) <= width;
    return Piece.of(
        tall + 2 * pad,
        (canvas, x, y) -> {
          double[] middle = {0};
          canvas.region(
              Label.DISPLAY_FORMULA,
              () -> {
                double at = y + pad;
                for (Part part : parts) {
                  part.painter().paint(canvas, x + left, at + part.up());
                  middle[0] = at + part.up();
                  at += part.up() + part.down() + gap;
                }
              });
          if (shown) {
            double at =
                tagLast || parts.size() == 1 ? middle[0] : y + pad + tall / 2 + style.em * 0.3;
            // formula_number has no region: it is too small to be found at the network's resolution
            canvas.text(tag, tagLook, x + width - tagLook.width(tag), at);
          }
        });
  }

  private Part line(double size, double room, boolean continued) {
    List<Part> parts = new ArrayList<>();
    double width = 0;
    if (!continued) {
      parts.add(term(size, 0));
      if (dice.chance(0.4)) {
        parts.add(symbol("(", size, false));
        parts.add(letter(size));
        parts.add(symbol(")", size, false));
      }
    }
    parts.add(symbol(dice.pick("=", "=", "=", "≤", "≥", "∈", "→", "≈"), size, true));
    for (Part part : parts) {
      width += part.width();
    }
    int terms = 0;
    while (terms < 8) {
      Part next = dice.chance(0.45) ? big(size, 0) : term(size, 0);
      Part sign = symbol(dice.pick("+", "−", "+", "·", ""), size, true);
      if (width + next.width() + sign.width() > room && terms > 0) {
        break;
      }
      if (terms > 0) {
        parts.add(sign);
        width += sign.width();
      }
      parts.add(next);
      width += next.width();
      terms++;
    }
    if (dice.chance(0.2)) {
      parts.add(symbol(dice.pick(",", "."), size, false));
    }
    return row(parts);
  }

  private Part row(List<Part> parts) {
    double width = 0;
    double up = 0;
    double down = 0;
    for (Part part : parts) {
      width += part.width();
      up = Math.max(up, part.up());
      down = Math.max(down, part.down());
    }
    return new Part(
        width,
        up,
        down,
        (canvas, x, baseline) -> {
          double at = x;
          for (Part part : parts) {
            part.painter().paint(canvas, at, baseline);
            at += part.width();
          }
        });
  }

  private Part glyphs(String text, Look look, double space) {
    double width = look.width(text);
    double size = look.size();
    return new Part(
        width + 2 * space,
        size * 0.75,
        size * 0.22,
        (canvas, x, baseline) -> canvas.text(text, look, x + space, baseline));
  }

  private Part symbol(String text, double size, boolean spaced) {
    Look look = new Look(style.faces.maths().regular(), size, style.ink);
    return glyphs(text, look, spaced ? size * 0.25 : size * 0.03);
  }

  private Part letter(double size) {
    boolean greek = dice.chance(0.35);
    String text =
        greek
            ? String.valueOf("αβγδεθλμπρστφψωΔΩΣ".charAt(dice.whole(0, 17)))
            : String.valueOf(
                "abcdefghijklmnpqrstuvwxyzABCDEFGHKLMNPQRSTVWXYZ".charAt(dice.whole(0, 46)));
    Look look =
        greek
            ? new Look(style.faces.maths().italic(), size, style.ink)
            : new Look(
                style.words.script().eastAsian() || !style.italic.face().has("abc")
                    ? style.faces.maths().italic()
                    : style.italic.face(),
                size,
                style.ink);
    return glyphs(text, look, size * 0.04);
  }

  private Part term(double size, int depth) {
    if (depth > 1) {
      return letter(size);
    }
    return switch (dice.weighted(3, 3, 1, 1, 0.8)) {
      case 0 -> letter(size);
      case 1 -> scripted(letter(size), size);
      case 2 -> symbol(String.valueOf(dice.whole(0, 99)), size, false);
      case 3 ->
          row(
              List.of(
                  function(size),
                  symbol("(", size, false),
                  term(size, 2),
                  symbol(")", size, false)));
      default -> row(List.of(letter(size), scripted(letter(size), size)));
    };
  }

  private Part function(double size) {
    String name = dice.pick("sin", "cos", "log", "exp", "max", "min", "ln", "P", "E", "f");
    return glyphs(name, new Look(style.body.face(), size, style.ink), size * 0.05);
  }

  private Part scripted(Part base, double size) {
    double less = size * 0.68;
    Part script =
        dice.chance(0.6) ? letter(less) : symbol(String.valueOf(dice.whole(0, 9)), less, false);
    boolean below = dice.chance(0.5);
    double rise = below ? -size * 0.2 : size * 0.38;
    return new Part(
        base.width() + script.width(),
        Math.max(base.up(), script.up() + rise),
        Math.max(base.down(), script.down() - rise),
        (canvas, x, baseline) -> {
          base.painter().paint(canvas, x, baseline);
          script.painter().paint(canvas, x + base.width(), baseline - rise);
        });
  }

  private Part sum(double size) {
    int count = dice.whole(1, 3);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        parts.add(symbol(dice.pick("+", "−"), size, true));
      }
      parts.add(term(size, 1));
    }
    return row(parts);
  }

  private Part big(double size, int depth) {
    return switch (dice.weighted(3, 2.5, 1, 0.8, 1)) {
      case 0 -> fraction(sum(size), sum(size), size);
      case 1 -> operator(size);
      case 2 -> root(sum(size), size);
      case 3 -> matrix(size);
      default ->
          row(List.of(symbol("(", size * 1.25, false), sum(size), symbol(")", size * 1.25, false)));
    };
  }

  private Part fraction(Part top, Part bottom, double size) {
    double width = Math.max(top.width(), bottom.width()) + size * 0.3;
    double axis = size * 0.27;
    double gap = size * 0.14;
    return new Part(
        width + size * 0.2,
        axis + gap + top.up() + top.down(),
        gap + bottom.up() + bottom.down() - axis,
        (canvas, x, baseline) -> {
          double left = x + size * 0.1;
          canvas.line(left, baseline - axis, left + width, baseline - axis, style.ink, size * 0.05);
          top.painter()
              .paint(canvas, left + (width - top.width()) / 2, baseline - axis - gap - top.down());
          bottom
              .painter()
              .paint(
                  canvas, left + (width - bottom.width()) / 2, baseline - axis + gap + bottom.up());
        });
  }

  private Part operator(double size) {
    String sign = dice.pick("∑", "∑", "∏", "∫", "∫");
    Look look = new Look(style.faces.maths().regular(), size * 1.6, style.ink);
    double less = size * 0.65;
    Part low =
        row(
            List.of(
                letter(less),
                symbol("=", less, false),
                symbol(String.valueOf(dice.whole(0, 1)), less, false)));
    Part high = dice.chance(0.5) ? letter(less) : symbol("∞", less, false);
    Part body = dice.chance(0.5) ? term(size, 0) : fraction(sum(size), term(size, 1), size);
    double width = Math.max(look.width(sign), Math.max(low.width(), high.width()));
    return new Part(
        width + body.width() + size * 0.2,
        Math.max(body.up(), size * 1.25 + less),
        Math.max(body.down(), size * 0.5 + less),
        (canvas, x, baseline) -> {
          canvas.text(sign, look, x + (width - look.width(sign)) / 2, baseline + size * 0.15);
          high.painter().paint(canvas, x + (width - high.width()) / 2, baseline - size * 1.2);
          low.painter().paint(canvas, x + (width - low.width()) / 2, baseline + size * 1.05);
          body.painter().paint(canvas, x + width + size * 0.15, baseline);
        });
  }

  private Part root(Part inner, double size) {
    double up = inner.up() + size * 0.12;
    return new Part(
        inner.width() + size * 0.7,
        up + size * 0.1,
        inner.down(),
        (canvas, x, baseline) -> {
          Path2D path = new Path2D.Double();
          path.moveTo(x + size * 0.05, baseline - size * 0.25);
          path.lineTo(x + size * 0.2, baseline - size * 0.3);
          path.lineTo(x + size * 0.35, baseline + inner.down() * 0.9);
          path.lineTo(x + size * 0.55, baseline - up);
          path.lineTo(x + size * 0.6 + inner.width(), baseline - up);
          canvas.stroke(path, style.ink, size * 0.055);
          inner.painter().paint(canvas, x + size * 0.6, baseline);
        });
  }

  private Part matrix(double size) {
    int rows = dice.whole(2, 4);
    int columns = dice.whole(1, 4);
    Part[][] cells = new Part[rows][columns];
    double cell = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        cells[r][c] =
            dice.chance(0.4)
                ? symbol(String.valueOf(dice.whole(0, 9)), size, false)
                : term(size, 1);
        cell = Math.max(cell, cells[r][c].width());
      }
    }
    double step = size * 1.35;
    double width = columns * (cell + size * 0.5);
    double tall = rows * step;
    double wide = cell;
    boolean round = dice.chance(0.5);
    return new Part(
        width + size * 0.6,
        tall / 2 + size * 0.3,
        tall / 2 - size * 0.2,
        (canvas, x, baseline) -> {
          double top = baseline - tall / 2 - size * 0.25;
          double left = x + size * 0.15;
          double right = x + width + size * 0.35;
          for (int side = 0; side < 2; side++) {
            double at = side == 0 ? left : right;
            double in = (side == 0 ? 1 : -1) * size * 0.15;
            Path2D path = new Path2D.Double();
            if (round) {
              path.moveTo(at + in, top);
              path.quadTo(at - in, top + tall / 2, at + in, top + tall);
            } else {
              path.moveTo(at + in, top);
              path.lineTo(at, top);
              path.lineTo(at, top + tall);
              path.lineTo(at + in, top + tall);
            }
            canvas.stroke(path, style.ink, size * 0.06);
          }
          for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
              Part part = cells[r][c];
              part.painter()
                  .paint(
                      canvas,
                      x + size * 0.4 + c * (wide + size * 0.5) + (wide - part.width()) / 2,
                      top + step * (r + 0.7));
            }
          }
        });
  }
}
