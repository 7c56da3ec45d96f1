package dev.quire.train.page.layout;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.block.Canvas;
import dev.quire.train.page.block.Piece;
import dev.quire.train.page.block.Setter;
import dev.quire.train.page.block.Setter.Align;
import dev.quire.train.page.block.Style;
import dev.quire.train.page.block.TextPiece;
import dev.quire.train.page.text.Look;
import dev.quire.train.page.text.Words;
import java.util.ArrayList;
import java.util.List;

/** Titles with what comes under them, and pages that are mostly that: letters, covers, notices. */
record Openings(Dice dice, Style style, Canvas canvas, Composer composer) {

  private double draw(Piece piece, double x, double y) {
    piece.draw(canvas, x, y);
    return y + piece.height();
  }

  private TextPiece line(Label label, String text, Look look, Align align, double width) {
    return style.plain(width, look, align).set(label, text, look);
  }

  /** Draws a title block and returns where the body begins. */
  double title(PageKind kind, double x, double y, double width) {
    Align align =
        dice.chance(kind == PageKind.PAPER || kind == PageKind.NOTICE ? 0.75 : 0.4)
            ? Align.CENTRED
            : Align.LEFT;
    double at = y + style.em * dice.between(0, 3);
    String text = style.words.title(dice, dice.whole(1, kind == PageKind.PAPER ? 14 : 7));
    if (dice.chance(0.15)) {
      text = text.toUpperCase();
    }
    at = draw(line(Label.DOC_TITLE, text, style.title, align, width), x, at);
    at += style.leading * dice.between(0.2, 1.2);
    if (kind == PageKind.PAPER) {
      return paperFront(align, x, at, width);
    }
    if (dice.chance(0.3)) {
      Look look = dice.chance(0.5) ? style.italic : style.body;
      at =
          draw(
              line(Label.TEXT, style.words.phrase(dice, dice.whole(3, 12)), look, align, width),
              x,
              at);
      at += style.leading * dice.between(0.3, 1);
    }
    if (dice.chance(0.15)) {
      canvas.line(x, at, x + width, at, style.accent, style.rule * 2);
      at += style.leading * 0.6;
    }
    return at + style.leading * dice.between(0.2, 1.5);
  }

  /** A coloured band with the title of a slide in it; returns where the body begins. */
  double slideBand(double x, double width) {
    double h = canvas.height() * dice.between(0.1, 0.2);
    java.awt.Color band =
        dice.chance(0.7) ? dice.colour(0.4, 1, 0.2, 0.6) : dice.colour(0.05, 0.3, 0.8, 0.97);
    boolean dark = 0.3 * band.getRed() + 0.59 * band.getGreen() + 0.11 * band.getBlue() < 140;
    canvas.rect(0, 0, canvas.width(), h, band);
    Look look =
        style
            .title
            .sized(Math.min(1.0, h * 0.5 / style.title.size()))
            .in(dark ? java.awt.Color.WHITE : java.awt.Color.BLACK);
    String text = style.words.title(dice, dice.whole(1, 6));
    while (text.length() > 2 && look.width(text) > width) {
      text = text.substring(0, text.length() * 4 / 5).strip();
    }
    String shown = text;
    double left = dice.chance(0.7) ? x : x + (width - look.width(text)) / 2;
    canvas.region(
        Label.DOC_TITLE, () -> canvas.text(shown, look, left, h / 2 + look.size() * 0.34));
    return h + style.leading * dice.between(0.5, 1.8);
  }

  /** Authors next to each other, each with a place and address, a region each. */
  private double authorGrid(double x, double y, double width) {
    int columns = dice.whole(2, 4);
    int rows = dice.pick(1, 1, 2);
    int lines = dice.whole(2, 4);
    double step = style.leadingOf(style.small) * 1.05;
    double column = width / columns;
    for (int i = 0; i < rows * columns; i++) {
      if (i >= columns && dice.chance(0.2)) {
        break;
      }
      double left = x + i % columns * column;
      double top = y + i / columns * (step * (lines + 0.8));
      canvas.region(
          Label.TEXT,
          () -> {
            for (int l = 0; l < lines; l++) {
              Look look = l == 0 ? style.body : l == lines - 1 ? style.small : style.small;
              String text =
                  l == 0
                      ? style.words.person(dice)
                      : l == lines - 1 && dice.chance(0.6)
                          ? Words.url(dice)
                          : style.words.phrase(dice, dice.whole(1, 3));
              while (text.length() > 2 && look.width(text) > column * 0.92) {
                text = text.substring(0, text.length() - 2).strip();
              }
              double tx = left + (column - look.width(text)) / 2;
              canvas.text(text, look, tx, top + step * (l + 0.75));
            }
          });
    }
    return y + rows * step * (lines + 0.8);
  }

  private double paperFront(Align align, double x, double y, double width) {
    if (dice.chance(0.3)) {
      double end = authorGrid(x, y, width) + style.leading * dice.between(0.3, 1.2);
      return dice.chance(0.85) ? summary(x, end, width) : end;
    }
    double at = y;
    StringBuilder names = new StringBuilder();
    int count = dice.whole(1, 7);
    for (int i = 0; i < count; i++) {
      names.append(i > 0 ? ", " : "").append(style.words.person(dice));
      if (dice.chance(0.4)) {
        names.append(dice.pick("*", "†", "¹", "²"));
      }
    }
    Look author = dice.chance(0.3) ? style.bold : style.body;
    at =
        draw(line(Label.TEXT, names.toString(), author, align, width), x, at)
            + style.em * dice.between(0.1, 0.8);
    int places = dice.whole(0, 3);
    Look look = dice.chance(0.5) ? style.small : style.italic;
    for (int i = 0; i < places; i++) {
      String place = style.words.title(dice, dice.whole(3, 8)) + ", " + style.words.phrase(dice, 1);
      at = draw(line(Label.TEXT, place, look, align, width), x, at);
      at += dice.chance(0.4) ? style.em * 0.4 : 0;
    }
    if (dice.chance(0.4)) {
      at = draw(line(Label.TEXT, Words.url(dice), style.small, align, width), x, at);
    }
    at += style.leading * dice.between(0.4, 1.6);
    return dice.chance(0.88) ? summary(x, at, width) : at;
  }

  /** The abstract with its heading and keywords. */
  private double summary(double x, double y, double width) {
    double at = y;
    double inset = dice.chance(0.5) ? width * dice.between(0.03, 0.13) : 0;
    Look body = dice.chance(0.5) ? style.small : style.body;
    String word = style.words.term(dice.pick("Abstract", "ABSTRACT", "Summary"), "摘要", "要旨", "초록");
    boolean separate = dice.chance(0.5);
    if (separate) {
      at =
          draw(
              line(
                  Label.PARAGRAPH_TITLE,
                  word,
                  body.in(style.bold.face()),
                  dice.chance(0.6) ? Align.CENTRED : Align.LEFT,
                  width - 2 * inset),
              x + inset,
              at);
    }
    List<Setter.Token> tokens = new ArrayList<>();
    if (!separate) {
      Setter.append(tokens, word + dice.pick(".", ":", "—", " "), body.in(style.bold.face()));
    }
    Setter.append(tokens, style.words.prose(dice, dice.whole(3, 9)), body);
    Setter setter =
        new Setter(width - 2 * inset, style.leadingOf(body), style.align, 0, 0, style.hyphenate);
    at = draw(setter.set(Label.ABSTRACT, tokens, body), x + inset, at);
    if (dice.chance(0.4)) {
      at += style.em * 0.4;
      String keys =
          style.words.term("Keywords: ", "关键词：", "キーワード：", "주제어: ")
              + style.words.phrase(dice, dice.whole(3, 8));
      at = draw(line(Label.TEXT, keys, body, Align.LEFT, width - 2 * inset), x + inset, at);
    }
    at += style.leading * dice.between(0.5, 1.8);
    return at;
  }

  /** Fills a page with a letter. */
  void letter(double x, double y, double width, double bottom) {
    double at = y;
    if (dice.chance(0.5)) {
      double h = style.em * dice.between(2, 5);
      composer.pictures.logo(
          canvas, Label.IMAGE, dice.chance(0.5) ? x : x + width * 0.6, at, h * 2.5, h);
      at += h + style.leading;
    }
    int blocks = dice.whole(1, 3);
    for (int b = 0; b < blocks; b++) {
      boolean atRight = dice.chance(0.35);
      int lines = dice.whole(1, 6);
      double bx = atRight ? x + width * 0.6 : x;
      double start = at;
      canvas.region(
          Label.TEXT,
          () -> {
            for (int i = 0; i < lines; i++) {
              canvas.text(
                  style.words.phrase(dice, dice.whole(1, 3)),
                  style.body,
                  bx,
                  start + style.leading * (i + 0.8));
            }
          });
      at += lines * style.leading + style.leading * dice.between(0.5, 2);
    }
    at =
        draw(line(Label.TEXT, style.words.date(dice), style.body, Align.LEFT, width), x, at)
            + style.leading;
    if (dice.chance(0.5)) {
      at =
          draw(
                  line(
                      Label.PARAGRAPH_TITLE,
                      style.words.phrase(dice, 5),
                      style.bold,
                      Align.LEFT,
                      width),
                  x,
                  at)
              + style.leading;
    }
    at =
        draw(
                line(
                    Label.TEXT,
                    style.words.term("Dear ", "尊敬的", "拝啓 ", "존경하는 ")
                        + style.words.person(dice)
                        + ",",
                    style.body,
                    Align.LEFT,
                    width),
                x,
                at)
            + style.leading;
    double reserve = style.leading * 7;
    if (bottom - reserve > at + style.leading * 3) {
      Flow flow = new Flow(canvas, List.of(new Flow.Frame(x, at, width, bottom - reserve)));
      double stop = dice.between(0.4, 1);
      composer.fill(flow, new PageKind.Mix(10, 0, 0.6, 0.15, 0, 0, 0, 0, 0, 0), stop);
    }
    double sx = dice.chance(0.6) ? x : x + width * 0.55;
    at = bottom - reserve + style.leading;
    at =
        draw(
            line(
                Label.TEXT,
                style.words.term("Yours sincerely,", "此致", "敬具", "감사합니다."),
                style.body,
                Align.LEFT,
                width * 0.4),
            sx,
            at);
    at += style.leading * 2;
    if (dice.chance(0.6)) {
      scrawl(sx, at);
    }
    draw(line(Label.TEXT, style.words.person(dice), style.body, Align.LEFT, width * 0.4), sx, at);
  }

  private void scrawl(double x, double y) {
    java.awt.geom.Path2D path = new java.awt.geom.Path2D.Double();
    double em = style.em;
    path.moveTo(x, y - em * 0.6);
    for (int i = 1; i < 8; i++) {
      path.quadTo(
          x + i * em - em * dice.between(0, 1),
          y - em * dice.between(0.3, 2.4),
          x + i * em,
          y - em * dice.between(0.3, 1.4));
    }
    canvas.region(
        Label.IMAGE, () -> canvas.stroke(path, new java.awt.Color(30, 30, 110), em * 0.1));
  }

  /** Fills the rest of a cover. */
  void cover(double x, double y, double width, double bottom) {
    double at = y + style.leading * dice.between(0.5, 4);
    if (dice.chance(0.8)) {
      double h = (bottom - at) * dice.between(0.35, 0.8);
      composer.pictures.photo(width, h).draw(canvas, x, at);
      at += h + style.leading * dice.between(1, 3);
    }
    int lines = dice.whole(1, 4);
    Align align = dice.chance(0.5) ? Align.CENTRED : Align.LEFT;
    for (int i = 0; i < lines && at < bottom - style.leading * 3; i++) {
      String text =
          i == 0
              ? style.words.person(dice)
              : i == 1 ? style.words.date(dice) : style.words.title(dice, dice.whole(2, 8));
      at =
          draw(
              line(Label.TEXT, text, dice.chance(0.3) ? style.bold : style.body, align, width),
              x,
              at);
      at += style.leading * dice.between(0.1, 2.5);
    }
  }

  /** Fills a page with an official notice or certificate. */
  void notice(double x, double y, double width, double bottom) {
    double end = y + (bottom - y) * dice.between(0.3, 0.9);
    Flow flow = new Flow(canvas, List.of(new Flow.Frame(x, y, width, end)));
    composer.fill(flow, new PageKind.Mix(10, 1, 3, 0.5, 0, 0, 0, 0, 0, 0), 1);
    double at = Math.min(end + style.leading, bottom - style.leading * 3);
    at =
        draw(
            line(Label.TEXT, style.words.title(dice, 3), style.body, Align.RIGHT, width),
            x,
            Math.max(at, end + 1));
    if (dice.chance(0.8) && at + style.leading < bottom) {
      draw(
          line(Label.TEXT, style.words.date(dice), style.body, Align.RIGHT, width),
          x,
          at + style.em * 0.3);
    }
  }
}
