package dev.quire.train.page.block;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.text.Look;
import dev.quire.train.page.text.Words;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Makes pictures: procedural photos, diagrams, flow charts, maps, screenshots, drawings, logos. */
public record Pictures(Dice dice, Style style) {

  /** A picture of any kind that fills a box. */
  public Piece picture(double width, double height) {
    long seed = dice.random().nextLong();
    int kind = dice.weighted(4, 2.2, 1, 1.6, 1.4);
    return Piece.of(
        height,
        (canvas, x, y) ->
            canvas.region(
                Label.IMAGE,
                () ->
                    new Pictures(Dice.of(seed, 2), style)
                        .paint(canvas, kind, x, y, width, height)));
  }

  /** A photo that fills a box. */
  public Piece photo(double width, double height) {
    long seed = dice.random().nextLong();
    return Piece.of(
        height,
        (canvas, x, y) ->
            canvas.region(
                Label.IMAGE,
                () -> new Pictures(Dice.of(seed, 3), style).paint(canvas, 0, x, y, width, height)));
  }

  private void paint(Canvas canvas, int kind, double x, double y, double w, double h) {
    switch (kind) {
      case 0 -> paintPhoto(canvas, x, y, w, h);
      case 1 -> paintDiagram(canvas, x, y, w, h);
      case 2 -> paintMap(canvas, x, y, w, h);
      case 3 -> paintScreen(canvas, x, y, w, h);
      default -> paintDrawing(canvas, x, y, w, h);
    }
  }

  private void paintPhoto(Canvas canvas, double x, double y, double w, double h) {
    BufferedImage photo =
        photoOf(Math.max(8, (int) Math.min(w / 2, 220)), Math.max(8, (int) Math.min(h / 2, 220)));
    canvas.image(photo, x, y, w, h);
    if (dice.chance(0.1)) {
      canvas.frame(x, y, w, h, style.ink, 1);
    }
  }

  private BufferedImage photoOf(int w, int h) {
    int[] pixels = new int[w * h];
    boolean grey = dice.chance(0.3);
    double[][] low = noise(3 + dice.whole(0, 4));
    double[][] mid = noise(8 + dice.whole(0, 10));
    double[][] high = noise(30 + dice.whole(0, 40));
    Color a = dice.colour(0, 0.8, 0.1, 1);
    Color b = dice.colour(0, 0.9, 0.05, 0.9);
    Color c = dice.colour(0, 0.8, 0.2, 1);
    double horizon = dice.chance(0.4) ? dice.between(0.3, 0.75) : 2;
    double strengthMid = dice.between(0.1, 0.5);
    double strengthHigh = dice.between(0.05, 0.4);
    int blobs = dice.chance(0.7) ? dice.whole(1, 9) : 0;
    double[][] blob = new double[blobs][];
    for (int i = 0; i < blobs; i++) {
      Color col = dice.colour(0, 0.9, 0.05, 1);
      blob[i] =
          new double[] {
            dice.between(0, 1), dice.between(0, 1), dice.log(0.04, 0.4), dice.log(0.04, 0.4),
            col.getRed(), col.getGreen(), col.getBlue(), dice.between(2, 12)
          };
    }
    for (int py = 0; py < h; py++) {
      double v = (double) py / h;
      for (int px = 0; px < w; px++) {
        double u = (double) px / w;
        double n = sample(low, u, v);
        double m = (sample(mid, u, v) - 0.5) * strengthMid;
        double f = (sample(high, u, v) - 0.5) * strengthHigh;
        double t = Math.max(0, Math.min(1, n + m));
        double r = mix(a.getRed(), b.getRed(), t);
        double g = mix(a.getGreen(), b.getGreen(), t);
        double bl = mix(a.getBlue(), b.getBlue(), t);
        if (v > horizon + m * 0.3) {
          r = mix(r, c.getRed(), 0.8);
          g = mix(g, c.getGreen(), 0.8);
          bl = mix(bl, c.getBlue(), 0.8);
        }
        for (double[] s : blob) {
          double dx = (u - s[0]) / s[2];
          double dy = (v - s[1]) / s[3];
          double d = dx * dx + dy * dy + m;
          if (d < 1.2) {
            double k = Math.max(0, Math.min(1, (1 - d) * s[7]));
            r = mix(r, s[4] * (0.6 + 0.4 * n), k);
            g = mix(g, s[5] * (0.6 + 0.4 * n), k);
            bl = mix(bl, s[6] * (0.6 + 0.4 * n), k);
          }
        }
        double light = 1 + f;
        int ri = clamp(r * light);
        int gi = clamp(g * light);
        int bi = clamp(bl * light);
        if (grey) {
          ri = gi = bi = (ri * 3 + gi * 6 + bi) / 10;
        }
        pixels[py * w + px] = ri << 16 | gi << 8 | bi;
      }
    }
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, w, h, pixels, 0, w);
    return image;
  }

  private double[][] noise(int size) {
    double[][] grid = new double[size + 2][size + 2];
    for (double[] row : grid) {
      for (int i = 0; i < row.length; i++) {
        row[i] = dice.random().nextDouble();
      }
    }
    return grid;
  }

  private static double sample(double[][] grid, double u, double v) {
    int size = grid.length - 2;
    double fx = u * size;
    double fy = v * size;
    int ix = (int) fx;
    int iy = (int) fy;
    fx -= ix;
    fy -= iy;
    return mix(
        mix(grid[iy][ix], grid[iy][ix + 1], fx),
        mix(grid[iy + 1][ix], grid[iy + 1][ix + 1], fx),
        fy);
  }

  private static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }

  private static int clamp(double v) {
    return (int) Math.max(0, Math.min(255, v));
  }

  private void paintDiagram(Canvas canvas, double x, double y, double w, double h) {
    Look look = style.body.sized(dice.between(0.6, 0.85));
    double em = look.size();
    int columns = Math.max(1, Math.min(dice.whole(1, 5), (int) (w / em / 5)));
    int rows = Math.max(1, Math.min(dice.whole(1, 6), (int) (h / em / 3)));
    if (columns * rows < 2) {
      paintDrawing(canvas, x, y, w, h);
      return;
    }
    if (dice.chance(0.2)) {
      canvas.rect(x, y, w, h, style.tint);
    } else if (dice.chance(0.15)) {
      canvas.frame(x + 1, y + 1, w - 2, h - 2, style.ink, 1);
    }
    boolean filled = dice.chance(0.5);
    Color fill = dice.colour(0.05, 0.6, 0.7, 1);
    Color edge = dice.chance(0.6) ? style.ink : dice.colour(0.5, 1, 0.3, 0.7);
    int shape = dice.whole(0, 3);
    double cw = w / columns;
    double ch = h / rows;
    List<double[]> centres = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        boolean edgeCell = (r == 0 || r == rows - 1) && (c == 0 || c == columns - 1);
        if (dice.chance(edgeCell ? 0.1 : 0.25)) {
          continue;
        }
        centres.add(new double[] {x + cw * (c + 0.5), y + ch * (r + 0.5)});
      }
    }
    double bw = Math.min(cw * 0.8, Math.max(cw * 0.6, em * 4));
    double bh = Math.min(ch * 0.7, Math.max(em * 1.6, ch * dice.between(0.3, 0.65)));
    for (int i = 1; i < centres.size(); i++) {
      double[] from = centres.get(dice.chance(0.7) ? i - 1 : dice.whole(0, i - 1));
      arrow(canvas, from[0], from[1], centres.get(i)[0], centres.get(i)[1], edge, em, bw, bh);
    }
    for (double[] centre : centres) {
      double bx = centre[0] - bw / 2;
      double by = centre[1] - bh / 2;
      java.awt.Shape outline =
          shape == 0
              ? new RoundRectangle2D.Double(bx, by, bw, bh, em, em)
              : shape == 1 && dice.chance(0.5)
                  ? new Ellipse2D.Double(bx, by, bw, bh)
                  : new Rectangle2D.Double(bx, by, bw, bh);
      canvas.fill(outline, filled ? fill : style.paper);
      canvas.stroke(outline, edge, style.rule);
      String text = Charts.fit(style.words.phrase(dice, dice.whole(1, 2)), look, bw * 0.9);
      Color on = filled && Style.luminance(fill) < 110 ? Color.WHITE : style.ink;
      if (filled && Style.luminance(fill) > 160) {
        on = Color.BLACK;
      }
      canvas.text(text, look.in(on), centre[0] - look.width(text) / 2, centre[1] + em * 0.32);
    }
  }

  private void arrow(
      Canvas canvas,
      double x1,
      double y1,
      double x2,
      double y2,
      Color colour,
      double em,
      double bw,
      double bh) {
    canvas.line(x1, y1, x2, y2, colour, style.rule);
    double length = Math.hypot(x2 - x1, y2 - y1);
    if (length < em) {
      return;
    }
    double ux = (x2 - x1) / length;
    double uy = (y2 - y1) / length;
    double back =
        Math.min(ux == 0 ? 1e9 : bw / 2 / Math.abs(ux), uy == 0 ? 1e9 : bh / 2 / Math.abs(uy));
    double tx = x2 - ux * back;
    double ty = y2 - uy * back;
    Path2D head = new Path2D.Double();
    head.moveTo(tx, ty);
    head.lineTo(tx - ux * em * 0.6 - uy * em * 0.25, ty - uy * em * 0.6 + ux * em * 0.25);
    head.lineTo(tx - ux * em * 0.6 + uy * em * 0.25, ty - uy * em * 0.6 - ux * em * 0.25);
    head.closePath();
    canvas.fill(head, colour);
  }

  private void paintMap(Canvas canvas, double x, double y, double w, double h) {
    Color sea = dice.chance(0.5) ? dice.colour(0.1, 0.4, 0.8, 1) : Color.WHITE;
    canvas.clipped(
        new Rectangle2D.Double(x, y, w, h),
        () -> {
          canvas.rect(x, y, w, h, sea);
          int lands = dice.whole(2, 7);
          for (int i = 0; i < lands; i++) {
            Path2D land =
                blob(
                    x + w * dice.random().nextDouble(),
                    y + h * dice.random().nextDouble(),
                    w * dice.between(0.15, 0.5),
                    h * dice.between(0.15, 0.5));
            canvas.fill(land, dice.colour(0.05, 0.5, 0.7, 0.98));
            canvas.stroke(land, new Color(90, 90, 90), 1);
          }
          int roads = dice.whole(2, 8);
          for (int i = 0; i < roads; i++) {
            Path2D road = new Path2D.Double();
            double at = y + h * dice.random().nextDouble();
            road.moveTo(x, at);
            for (int p = 1; p <= 5; p++) {
              at += h * dice.gauss(0, 0.15);
              road.lineTo(x + w * p / 5, at);
            }
            canvas.stroke(road, dice.colour(0, 1, 0.2, 0.8), style.rule * dice.between(1, 3));
          }
          Look look = style.body.sized(0.65).in(Color.BLACK);
          for (int i = 0; i < dice.whole(3, 10); i++) {
            canvas.text(
                style.words.phrase(dice, 1),
                look,
                x + w * dice.random().nextDouble(),
                y + h * dice.random().nextDouble());
          }
        });
    canvas.frame(x, y, w, h, Color.DARK_GRAY, 1);
  }

  private Path2D blob(double cx, double cy, double rx, double ry) {
    Path2D path = new Path2D.Double();
    int points = dice.whole(7, 24);
    for (int i = 0; i <= points; i++) {
      double angle = 2 * Math.PI * i / points;
      double r = dice.between(0.6, 1);
      if (i == 0) {
        path.moveTo(cx + rx * r * Math.cos(angle), cy + ry * r * Math.sin(angle));
      } else {
        path.lineTo(cx + rx * r * Math.cos(angle), cy + ry * r * Math.sin(angle));
      }
    }
    path.closePath();
    return path;
  }

  private void paintScreen(Canvas canvas, double x, double y, double w, double h) {
    double em = style.em * dice.between(0.55, 0.85);
    Look look = style.body.sized(em / style.em).in(Color.DARK_GRAY);
    Color chrome = dice.colour(0, 0.5, 0.4, 0.95);
    canvas.rect(x, y, w, h, new Color(dice.whole(235, 255), 250, 250));
    canvas.rect(x, y, w, em * 1.8, chrome);
    canvas.text(Charts.fit(style.words.phrase(dice, 3), look, w * 0.7), look, x + em, y + em * 1.2);
    canvas.frame(x, y, w, h, Color.GRAY, 1);
    double side = dice.chance(0.6) ? w * dice.between(0.15, 0.35) : 0;
    if (side > 0) {
      canvas.rect(x + 1, y + em * 1.8, side, h - em * 1.8 - 1, new Color(228, 230, 234));
    }
    double at = y + em * 3.4;
    while (at < y + h - em) {
      if (side > em * 3) {
        canvas.text(Charts.fit(style.words.noun(dice), look, side - em), look, x + em * 0.5, at);
      }
      double field = w - side - em * 2;
      if (field > em * 4) {
        double fx = x + side + em;
        if (dice.chance(0.4)) {
          canvas.rect(fx + field * 0.35, at - em, field * 0.6, em * 1.3, Color.WHITE);
          canvas.frame(fx + field * 0.35, at - em, field * 0.6, em * 1.3, Color.LIGHT_GRAY, 1);
          canvas.text(Charts.fit(style.words.phrase(dice, 2), look, field * 0.33), look, fx, at);
        } else if (dice.chance(0.2)) {
          canvas.rect(fx, at - em, Math.min(field, em * 6), em * 1.5, chrome);
        } else {
          canvas.text(Charts.fit(style.words.phrase(dice, 8), look, field), look, fx, at);
        }
      }
      at += em * dice.between(1.6, 2.6);
    }
  }

  private void paintDrawing(Canvas canvas, double x, double y, double w, double h) {
    Color colour = dice.chance(0.7) ? style.ink : dice.colour(0.3, 1, 0.2, 0.7);
    double pen = Math.max(1, style.rule * dice.between(0.7, 1.6));
    canvas.clipped(
        new Rectangle2D.Double(x, y, w, h),
        () -> {
          int shapes = dice.whole(4, 14);
          for (int i = 0; i < shapes; i++) {
            double cx = x + w * (i == 0 ? 0.5 : dice.between(0.1, 0.9));
            double cy = y + h * (i == 0 ? 0.5 : dice.between(0.1, 0.9));
            double rx = w * (i == 0 ? 0.48 : dice.between(0.03, 0.3));
            double ry = h * (i == 0 ? 0.48 : dice.between(0.03, 0.3));
            java.awt.Shape shape =
                switch (dice.whole(0, 4)) {
                  case 0 -> new Ellipse2D.Double(cx - rx, cy - ry, 2 * rx, 2 * ry);
                  case 1 -> new Rectangle2D.Double(cx - rx, cy - ry, 2 * rx, 2 * ry);
                  case 2 -> new RoundRectangle2D.Double(cx - rx, cy - ry, 2 * rx, 2 * ry, rx, ry);
                  default -> blob(cx, cy, rx, ry);
                };
            if (dice.chance(0.15)) {
              canvas.fill(shape, dice.colour(0, 0.3, 0.7, 0.98));
            }
            canvas.stroke(shape, colour, pen);
            if (dice.chance(0.6)) {
              Look look = style.body.sized(0.75);
              double tx = cx + w * dice.between(-0.2, 0.2);
              double ty = cy + h * dice.between(-0.2, 0.2);
              canvas.line(cx, cy, tx, ty, colour, 1);
              canvas.text(String.valueOf(dice.whole(1, 240)), look, tx, ty);
            }
          }
          if (dice.chance(0.4)) {
            Path2D hatch = new Path2D.Double();
            double step = dice.between(4, 10);
            double hx = x + w * dice.between(0.1, 0.5);
            for (int i = 0; i < 25; i++) {
              hatch.moveTo(hx + i * step, y + h * 0.4);
              hatch.lineTo(hx + i * step - h * 0.1, y + h * 0.6);
            }
            canvas.stroke(hatch, colour, new BasicStroke(1));
          }
        });
  }

  /** A logo that fits a box: a mark, a word or both. */
  public void logo(Canvas canvas, Label label, double x, double y, double w, double h) {
    Color colour = dice.chance(0.2) ? style.ink : dice.colour(0.5, 1, 0.2, 0.85);
    Color other = dice.colour(0.3, 1, 0.4, 0.95);
    int kind = dice.weighted(2, 2, 2, 1);
    String name = Words.letters(dice, dice.whole(2, 7));
    name = dice.chance(0.6) ? name.toUpperCase() : Words.capital(name);
    String shown = name;
    Look look =
        new Look(
            style.faces.pick(style.words.script(), dice).bold(),
            h * dice.between(0.5, 0.8),
            colour);
    canvas.region(
        label,
        () -> {
          double mark = kind == 1 ? 0 : Math.min(h, w);
          if (mark > 0) {
            switch (dice.whole(0, 4)) {
              case 0 -> {
                canvas.fill(new Ellipse2D.Double(x, y, mark, mark), colour);
                canvas.fill(
                    new Ellipse2D.Double(x + mark * 0.25, y + mark * 0.25, mark * 0.5, mark * 0.5),
                    other);
              }
              case 1 -> {
                canvas.rect(x, y, mark, mark, colour);
                Look inside = look.in(Color.WHITE).sized(0.9);
                String letter = shown.substring(0, 1);
                canvas.text(letter, inside, x + (mark - inside.width(letter)) / 2, y + mark * 0.72);
              }
              case 2 -> {
                Path2D tri = new Path2D.Double();
                tri.moveTo(x + mark / 2, y);
                tri.lineTo(x + mark, y + mark);
                tri.lineTo(x, y + mark);
                tri.closePath();
                canvas.fill(tri, colour);
              }
              case 3 -> {
                canvas.stroke(
                    new Ellipse2D.Double(x + 1, y + 1, mark - 2, mark - 2), colour, mark * 0.06);
                canvas.stroke(
                    new Ellipse2D.Double(x + mark * 0.2, y + mark * 0.2, mark * 0.6, mark * 0.6),
                    colour,
                    mark * 0.03);
                canvas.fill(blob(x + mark / 2, y + mark / 2, mark * 0.25, mark * 0.25), other);
              }
              default -> {
                for (int i = 0; i < 3; i++) {
                  canvas.rect(
                      x + i * mark * 0.36,
                      y + mark * (0.5 - 0.25 * i),
                      mark * 0.28,
                      mark * (0.5 + 0.25 * i),
                      i == 1 ? other : colour);
                }
              }
            }
          }
          if (kind != 0 || mark == 0) {
            double tx = x + (mark > 0 ? mark * 1.15 : 0);
            String text = Charts.fit(shown, look, Math.max(look.size(), w - (tx - x)));
            canvas.text(text, look, tx, y + h * 0.5 + look.size() * 0.34);
          }
        });
  }

  /** A round stamp about a centre, in red most of the time. */
  public void seal(Canvas canvas, double cx, double cy, double radius) {
    Color colour =
        dice.chance(0.85)
            ? new Color(
                dice.whole(190, 235), dice.whole(10, 60), dice.whole(20, 60), dice.whole(130, 230))
            : new Color(30, 50, 160, dice.whole(130, 230));
    double angle = dice.gauss(0, 0.15);
    canvas.turned(
        angle,
        cx,
        cy,
        () ->
            canvas.region(
                Label.SEAL,
                () -> {
                  boolean square = dice.chance(0.15);
                  double pen = radius * dice.between(0.03, 0.09);
                  java.awt.Shape ring =
                      square
                          ? new Rectangle2D.Double(cx - radius, cy - radius, 2 * radius, 2 * radius)
                          : new Ellipse2D.Double(cx - radius, cy - radius, 2 * radius, 2 * radius);
                  canvas.stroke(ring, colour, pen);
                  String text =
                      style.words.script().eastAsian()
                          ? style.words.phrase(dice, 6).replace(" ", "")
                          : style.words.phrase(dice, 4).toUpperCase();
                  Look look = style.bold.sized(radius * 0.3 / style.em).in(colour);
                  if (square) {
                    String line = Charts.fit(text, look, radius * 1.7);
                    canvas.text(line, look, cx - look.width(line) / 2, cy + look.size() * 0.3);
                  } else {
                    double sweep = Math.toRadians(dice.between(200, 270));
                    String line = Charts.fit(text, look, sweep * radius * 0.7);
                    for (int i = 0; i < line.length(); i++) {
                      double a = -sweep / 2 + sweep * (i + 0.5) / line.length();
                      String c = line.substring(i, i + 1);
                      canvas.turned(
                          a,
                          cx,
                          cy,
                          () -> canvas.text(c, look, cx - look.width(c) / 2, cy - radius * 0.62));
                    }
                    star(canvas, cx, cy, radius * 0.28, colour);
                    if (dice.chance(0.4)) {
                      canvas.stroke(
                          new Ellipse2D.Double(
                              cx - radius * 0.55, cy - radius * 0.55, radius * 1.1, radius * 1.1),
                          colour,
                          pen * 0.4);
                    }
                    Look foot = look.sized(0.6);
                    String date = Charts.fit(style.words.date(dice), foot, radius);
                    canvas.text(date, foot, cx - foot.width(date) / 2, cy + radius * 0.55);
                  }
                }));
  }

  private static void star(Canvas canvas, double cx, double cy, double r, Color colour) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < 10; i++) {
      double a = -Math.PI / 2 + i * Math.PI / 5;
      double rr = i % 2 == 0 ? r : r * 0.4;
      if (i == 0) {
        path.moveTo(cx + rr * Math.cos(a), cy + rr * Math.sin(a));
      } else {
        path.lineTo(cx + rr * Math.cos(a), cy + rr * Math.sin(a));
      }
    }
    path.closePath();
    canvas.fill(path, colour);
  }
}
