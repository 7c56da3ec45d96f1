package dev.quire.train.page.block;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.text.Look;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Makes charts: bars, lines, points, areas, pies. */
public record Charts(Dice dice, Style style) {

  /** A chart that fills a box. */
  public Piece chart(double width, double height) {
    int kind = dice.weighted(3, 1.2, 3, 1.5, 1.2, 1.6);
    int series = kind == 5 ? dice.whole(3, 8) : dice.whole(1, 4);
    List<Color> colours = colours(series);
    Look look = style.body.sized(dice.between(0.55, 0.85));
    boolean legend = dice.chance(0.55);
    boolean legendRight = dice.chance(0.4);
    boolean heading = dice.chance(0.3);
    long seed = dice.random().nextLong();
    return Piece.of(
        height,
        (canvas, x, y) ->
            canvas.region(
                Label.CHART,
                () -> {
                  Charts again = new Charts(Dice.of(seed, 1), style);
                  again.paint(
                      canvas,
                      x,
                      y,
                      width,
                      height,
                      kind,
                      colours,
                      look,
                      legend,
                      legendRight,
                      heading);
                }));
  }

  private List<Color> colours(int count) {
    List<Color> colours = new ArrayList<>();
    int mode = dice.weighted(1, 1, 0.7);
    float hue = dice.random().nextFloat();
    for (int i = 0; i < count; i++) {
      colours.add(
          mode == 0
              ? dice.colour(0.4, 1, 0.4, 0.95)
              : mode == 1
                  ? Color.getHSBColor(hue, 0.3f + 0.6f * i / count, 0.9f - 0.6f * i / count)
                  : new Color(40 + 180 * i / count, 40 + 180 * i / count, 40 + 180 * i / count));
    }
    return colours;
  }

  private void paint(
      Canvas canvas,
      double x,
      double y,
      double width,
      double height,
      int kind,
      List<Color> colours,
      Look look,
      boolean legend,
      boolean legendRight,
      boolean heading) {
    double em = look.size();
    double left = x + em * 2.8;
    double top = y + em * 0.6;
    double right = x + width - em * 0.5;
    double bottom = y + height - em * 1.8;
    if (dice.chance(0.1)) {
      canvas.rect(x, y, width, height, style.tint);
      top += em;
      bottom -= em * 0.5;
    } else if (dice.chance(0.12)) {
      canvas.frame(x + 1, y + 1, width - 2, height - 2, Color.GRAY, 1);
      top += em * 0.5;
      bottom -= em * 0.4;
      right -= em * 0.5;
      left += em * 0.3;
    }
    if (heading) {
      String text = fit(style.words.phrase(dice, dice.whole(2, 6)), look, width * 0.9);
      canvas.text(
          text, look.in(style.bold.face()), x + (width - look.width(text)) / 2, top + em * 0.8);
      top += em * 1.8;
    }
    if (legend) {
      double at = legendRight ? top + em : bottom + em * 0.9;
      double lx = left;
      if (legendRight) {
        right -= em * 5.5;
        lx = right + em * 0.6;
      } else {
        bottom -= em * 1.4;
        at = y + height - em * 0.7;
      }
      for (Color colour : colours) {
        String text = fit(style.words.noun(dice), look, em * 4);
        if (!legendRight && lx + em * 1.2 + look.width(text) > x + width) {
          break;
        }
        if (legendRight && at > bottom) {
          break;
        }
        canvas.rect(lx, at - em * 0.5, em * 0.6, em * 0.6, colour);
        canvas.text(text, look, lx + em * 0.9, at + em * 0.1);
        if (legendRight) {
          at += em * 1.4;
        } else {
          lx += em * 1.8 + look.width(text);
        }
      }
    }
    if (right - left < em * 3 || bottom - top < em * 3) {
      left = x;
      right = x + width;
      top = y;
      bottom = y + height;
    }
    if (kind == 5) {
      pie(canvas, left, top, right, bottom + em, colours, look);
      return;
    }
    axes(canvas, x, left, top, right, bottom, look);
    double w = right - left;
    double h = bottom - top;
    int points = kind == 0 || kind == 1 ? dice.whole(3, 12) : dice.whole(5, 40);
    switch (kind) {
      case 0 -> {
        boolean stacked = dice.chance(0.3);
        double slot = w / points;
        for (int p = 0; p < points; p++) {
          double base = bottom;
          for (int s = 0; s < colours.size(); s++) {
            double v = h * dice.between(0.05, stacked ? 0.9 / colours.size() : 0.95);
            double bw = stacked ? slot * 0.6 : slot * 0.75 / colours.size();
            double bx = left + p * slot + slot * 0.12 + (stacked ? 0 : s * bw);
            canvas.rect(bx, base - v, bw, v, colours.get(s));
            base -= stacked ? v : 0;
          }
        }
      }
      case 1 -> {
        double slot = h / points;
        for (int p = 0; p < points; p++) {
          double bh = slot * 0.75 / colours.size();
          for (int s = 0; s < colours.size(); s++) {
            canvas.rect(
                left,
                top + p * slot + slot * 0.12 + s * bh,
                w * dice.between(0.05, 0.98),
                bh,
                colours.get(s));
          }
        }
      }
      case 2, 4 -> {
        for (Color colour : colours) {
          Path2D path = new Path2D.Double();
          double value = dice.between(0.2, 0.8);
          double drift = dice.between(-0.02, 0.02);
          double noise = dice.log(0.01, 0.15);
          if (kind == 4) {
            path.moveTo(left, bottom);
          }
          for (int p = 0; p < points; p++) {
            value = Math.max(0.02, Math.min(0.98, value + drift + dice.gauss(0, noise)));
            double px = left + w * p / (points - 1);
            if (p == 0 && kind == 2) {
              path.moveTo(px, bottom - h * value);
            } else {
              path.lineTo(px, bottom - h * value);
            }
            if (kind == 2 && points < 15) {
              canvas.fill(
                  new Ellipse2D.Double(
                      px - em * 0.2, bottom - h * value - em * 0.2, em * 0.4, em * 0.4),
                  colour);
            }
          }
          if (kind == 4) {
            path.lineTo(right, bottom);
            path.closePath();
            canvas.fill(path, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 180));
          } else {
            float[] dash = {(float) (em * 0.5), (float) (em * 0.3)};
            canvas.stroke(
                path,
                colour,
                dice.chance(0.25)
                    ? new BasicStroke((float) (em * 0.12), 0, 1, 10, dash, 0)
                    : new BasicStroke((float) Math.max(0.8, em * dice.between(0.06, 0.25))));
          }
        }
      }
      default -> {
        for (Color colour : colours) {
          double cx = dice.between(0.2, 0.8);
          double cy = dice.between(0.2, 0.8);
          double r = em * dice.between(0.12, 0.3);
          for (int p = 0; p < points * 3; p++) {
            double px = left + w * Math.max(0.01, Math.min(0.97, dice.gauss(cx, 0.15)));
            double py = top + h * Math.max(0.01, Math.min(0.97, dice.gauss(cy, 0.15)));
            canvas.fill(new Ellipse2D.Double(px - r, py - r, 2 * r, 2 * r), colour);
          }
        }
      }
    }
  }

  private void axes(
      Canvas canvas, double x, double left, double top, double right, double bottom, Look look) {
    double em = look.size();
    boolean grid = dice.chance(0.5);
    boolean boxed = dice.chance(0.3);
    int ticks = dice.whole(3, 7);
    int scale = dice.pick(1, 5, 10, 20, 100);
    for (int t = 0; t <= ticks; t++) {
      double ty = bottom - (bottom - top) * t / ticks;
      if (grid) {
        canvas.line(left, ty, right, ty, new Color(205, 205, 205), 1);
      }
      String text = String.valueOf(t * scale);
      canvas.text(text, look, Math.max(x, left - em * 0.4 - look.width(text)), ty + em * 0.3);
    }
    int marks = dice.whole(3, 8);
    for (int t = 0; t < marks; t++) {
      double tx = left + (right - left) * (t + 0.5) / marks;
      String text = dice.chance(0.7) ? String.valueOf(2000 + t) : String.valueOf(t * scale);
      if (look.width(text) < (right - left) / marks) {
        canvas.text(text, look, tx - look.width(text) / 2, bottom + em * 1.1);
      }
      if (dice.chance(0.5)) {
        canvas.line(tx, bottom, tx, bottom + em * 0.25, style.ink, 1);
      }
    }
    canvas.line(left, bottom, right, bottom, style.ink, 1);
    if (dice.chance(0.8)) {
      canvas.line(left, top, left, bottom, style.ink, 1);
    }
    if (boxed) {
      canvas.frame(left, top, right - left, bottom - top, style.ink, 1);
    }
  }

  private void pie(
      Canvas canvas,
      double left,
      double top,
      double right,
      double bottom,
      List<Color> colours,
      Look look) {
    double size = Math.min(right - left, bottom - top) * 0.92;
    double cx = (left + right) / 2 - size / 2;
    double cy = (top + bottom) / 2 - size / 2;
    double start = dice.between(0, 360);
    double rest = 360;
    boolean ring = dice.chance(0.3);
    for (int i = 0; i < colours.size(); i++) {
      double sweep = i == colours.size() - 1 ? rest : rest * dice.between(0.15, 0.5);
      canvas.fill(new Arc2D.Double(cx, cy, size, size, start, sweep, Arc2D.PIE), colours.get(i));
      double mid = Math.toRadians(start + sweep / 2);
      String text = Math.round(sweep / 3.6) + "%";
      canvas.text(
          text,
          look,
          cx + size / 2 + Math.cos(mid) * size * 0.38 - look.width(text) / 2,
          cy + size / 2 - Math.sin(mid) * size * 0.38);
      start += sweep;
      rest -= sweep;
    }
    if (ring) {
      canvas.fill(
          new Ellipse2D.Double(cx + size * 0.25, cy + size * 0.25, size * 0.5, size * 0.5),
          style.paper);
    }
  }

  static String fit(String text, Look look, double width) {
    String shown = text;
    while (shown.length() > 1 && look.width(shown) > width) {
      shown = shown.substring(0, shown.length() - 1);
    }
    return shown;
  }
}
