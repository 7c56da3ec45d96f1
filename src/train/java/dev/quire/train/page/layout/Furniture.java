package dev.quire.train.page.layout;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.block.Canvas;
import dev.quire.train.page.block.Style;
import dev.quire.train.page.text.Look;
import dev.quire.train.page.text.Words;
import java.awt.Color;

/** Headers, footers, page numbers, logos in them, and decorations that are no regions. */
record Furniture(Dice dice, Style style, Canvas canvas, Composer composer) {

  private Look look() {
    return style.furniture;
  }

  private void put(Label label, String text, Look look, double x, double baseline) {
    canvas.region(label, () -> canvas.text(text, look, x, baseline));
  }

  private String running() {
    String text =
        switch (dice.whole(0, 4)) {
          case 0 -> style.words.title(dice, dice.whole(2, 6)).toUpperCase();
          case 1 -> style.words.person(dice) + " et al.";
          case 2 -> style.words.date(dice);
          default -> style.words.title(dice, dice.whole(1, 8));
        };
    return text;
  }

  private String number() {
    String number = String.valueOf(dice.chance(0.2) ? dice.whole(1, 9) : dice.few(1, 600));
    return switch (dice.weighted(6, 1, 1, 0.7, 0.5, 0.5)) {
      case 0 -> number;
      case 1 -> "- " + number + " -";
      case 2 ->
          style.words.term("Page " + number, "第" + number + "页", number + "ページ", number + "쪽");
      case 3 -> number + "/" + dice.whole(10, 300);
      case 4 -> dice.pick("A-", "F-", "B", "S") + number;
      default -> dice.pick("i", "ii", "iii", "iv", "vi", "ix", "xi", "xiv");
    };
  }

  private static String fit(String text, Look look, double width) {
    String shown = text;
    while (shown.length() > 2 && look.width(shown) > width) {
      shown = shown.substring(0, shown.length() * 3 / 4).strip();
    }
    return shown;
  }

  /** Draws a header above the body and tells where the body may begin. */
  double header(double left, double right, double top) {
    if (dice.chance(0.4)) {
      return top;
    }
    double em = look().size();
    double width = right - left;
    double baseline = Math.max(em * 1.2, top - style.em * dice.between(0.2, 1));
    double end = baseline + em * 0.3;
    boolean logo = dice.chance(0.16);
    boolean numbered = dice.chance(0.35);
    boolean numberLeft = dice.chance(0.45);
    double from = left;
    double to = right;
    if (logo) {
      double h = em * dice.between(1.5, 4);
      double w = h * dice.between(1, 5);
      boolean atRight = dice.chance(0.5);
      double ly = Math.max(em * 0.3, baseline - h);
      composer.pictures.logo(canvas, Label.IMAGE, atRight ? right - w : left, ly, w, h);
      end = Math.max(end, ly + h + em * 0.3);
      if (atRight) {
        to -= w * 1.4 + em * 2;
      } else {
        from += w * 1.4 + em * 2;
      }
    }
    if (numbered) {
      String text = number();
      double w = look().width(text);
      if (numberLeft) {
        put(Label.NUMBER, text, look(), from, baseline);
        from += w + em * 1.5;
      } else {
        put(Label.NUMBER, text, look(), to - w, baseline);
        to -= w + em * 1.5;
      }
    }
    int pieces = dice.weighted(logo || numbered ? 0.4 : 0, 5, 2, 0.5);
    double room = (to - from) / Math.max(1, pieces) - em;
    if (room > em * 4) {
      for (int i = 0; i < pieces; i++) {
        String text = fit(running(), look(), room);
        double w = look().width(text);
        int place = pieces == 1 ? dice.weighted(3, 2, 2) : pieces == 2 ? i * 2 : i;
        double x = place == 0 ? from : place == 1 ? (from + to - w) / 2 : to - w;
        put(Label.HEADER, text, look(), x, baseline);
      }
    }
    double line = end + em * dice.between(0.1, 0.4);
    if (dice.chance(0.35)) {
      canvas.line(left, line, right, line, look().colour(), style.rule);
      if (dice.chance(0.15)) {
        canvas.line(left, line + 3, right, line + 3, look().colour(), 1);
      }
    }
    return Math.max(top, line + style.em * dice.between(0.5, 2.5));
  }

  /** Draws a footer below the body. */
  void footer(double left, double right, double bottom) {
    if (dice.chance(0.2)) {
      return;
    }
    double em = look().size();
    double below = canvas.height() - bottom;
    double baseline = bottom + Math.max(em * 1.6, below * dice.between(0.3, 0.75));
    if (baseline > canvas.height() - em * 0.4) {
      return;
    }
    if (dice.chance(0.25)) {
      double line = baseline - em * dice.between(1.1, 1.4);
      if (line > bottom + 1) {
        canvas.line(left, line, right, line, look().colour(), style.rule);
      }
    }
    double from = left;
    double to = right;
    String number = dice.chance(0.72) ? number() : "";
    double w = look().width(number);
    int place = dice.weighted(1, 1.6, 1.2);
    if (dice.chance(0.1)) {
      double h = Math.min(em * dice.between(1.3, 2.5), canvas.height() - baseline + em);
      double lw = h * dice.between(1, 4);
      composer.pictures.logo(
          canvas, Label.IMAGE, from, Math.min(baseline - h * 0.7, canvas.height() - h - 1), lw, h);
      from += lw * 1.4 + em * 3;
      place = 2;
    }
    double nx = place == 0 ? from : place == 1 ? (left + right - w) / 2 : to - w;
    if (place == 0 && !number.isEmpty()) {
      put(Label.NUMBER, number, look(), nx, baseline);
      from += w + em * 2;
    } else if (place == 2) {
      to -= w + em * 2;
    }
    if (dice.chance(0.55)) {
      double room = place == 1 && !number.isEmpty() ? (nx - from) - em * 2 : to - from;
      int lines = dice.chance(0.25) ? dice.whole(2, 3) : 1;
      if (baseline + (lines - 1) * em * 1.25 > canvas.height() - em * 0.3) {
        lines = 1;
      }
      if (room > em * 5) {
        int count = lines;
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
          texts[i] = fit(dice.chance(0.2) ? Words.url(dice) : running(), look(), room);
        }
        int align = place == 1 ? 0 : dice.weighted(2, 1, 1);
        double start = from;
        double stop = to;
        canvas.region(
            Label.FOOTER,
            () -> {
              for (int i = 0; i < count; i++) {
                double tw = look().width(texts[i]);
                double x = align == 0 ? start : align == 1 ? (start + stop - tw) / 2 : stop - tw;
                canvas.text(texts[i], look(), x, baseline + i * em * 1.25);
              }
            });
      }
    }
    if (place != 0 && !number.isEmpty()) {
      put(Label.NUMBER, number, look(), nx, baseline);
    }
  }

  /** Draws bands, borders, holes and watermarks that the model must learn to pass over. */
  void decorate(double left, double right, double top, double bottom) {
    double w = canvas.width();
    double h = canvas.height();
    if (dice.chance(0.04)) {
      canvas.rect(0, 0, w, top * dice.between(0.2, 0.5), style.accent);
    }
    if (dice.chance(0.03)) {
      canvas.rect(0, h - (h - bottom) * 0.2, w, h, style.accent);
    }
    if (dice.chance(0.03)) {
      boolean side = dice.chance(0.5);
      double wide = left * dice.between(0.2, 0.6);
      canvas.rect(side ? 0 : w - wide, 0, wide, h, style.tint);
    }
    if (dice.chance(0.03)) {
      double inset = Math.min(left, top) * 0.4;
      canvas.frame(inset, inset, w - 2 * inset, h - 2 * inset, style.ink, style.rule);
    }
    if (dice.chance(0.025)) {
      int holes = dice.pick(2, 3, 4);
      for (int i = 0; i < holes; i++) {
        double r = w * 0.012;
        canvas.fill(
            new java.awt.geom.Ellipse2D.Double(
                left * 0.3 - r, h * (i + 1) / (holes + 1) - r, 2 * r, 2 * r),
            new Color(90, 90, 90));
      }
    }
    if (dice.chance(0.03)) {
      Look mark =
          new Look(style.bold.face(), w * dice.between(0.08, 0.16), new Color(232, 232, 232));
      String text =
          style.words.term(dice.pick("DRAFT", "COPY", "SAMPLE", "CONFIDENTIAL"), "样本", "見本", "사본");
      canvas.turned(
          -0.7, w / 2, h / 2, () -> canvas.text(text, mark, w / 2 - mark.width(text) / 2, h / 2));
    }
    if (dice.chance(0.035)) {
      Look look = new Look(style.body.face(), w * dice.between(0.018, 0.03), Color.GRAY);
      String text =
          "arXiv:"
              + dice.whole(1000, 2600)
              + "."
              + dice.whole(10000, 99999)
              + "v1 ["
              + Words.letters(dice, 2)
              + "] "
              + dice.whole(1, 28)
              + " Jan "
              + dice.whole(2005, 2026);
      double x = Math.max(look.size(), left * 0.5);
      if (left > look.size() * 2) {
        canvas.turned(
            -Math.PI / 2,
            x,
            h * 0.7,
            () -> canvas.region(Label.ASIDE_TEXT, () -> canvas.text(text, look, x, h * 0.7)));
      }
    }
  }
}
