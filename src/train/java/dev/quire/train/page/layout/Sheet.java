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

/** One page being composed: margins, furniture, title, columns and notes of its kind. */
final class Sheet {

  private final Dice dice;
  private final Style style;
  private final Canvas canvas;
  private final PageKind kind;
  private final Composer composer;
  private final double width;
  private final double height;
  private double left;
  private double right;
  private double top;
  private double bottom;

  Sheet(Dice dice, Style style, Canvas canvas, PageKind kind) {
    this.dice = dice;
    this.style = style;
    this.canvas = canvas;
    this.kind = kind;
    composer = new Composer(dice, style, canvas);
    width = canvas.width();
    height = canvas.height();
    left = width * dice.between(0.05, 0.15);
    right = width - (dice.chance(0.7) ? left : width * dice.between(0.05, 0.16));
    top = height * dice.between(0.04, 0.11);
    bottom = height * (1 - dice.between(0.05, 0.12));
  }

  void draw() {
    Furniture furniture = new Furniture(dice, style, canvas, composer);
    furniture.decorate(left, right, top, bottom);
    boolean banded = kind == PageKind.SLIDE && dice.chance(0.35);
    body(banded ? top : furniture.header(left, right, top), banded);
    furniture.footer(left, right, bottom);
    if (dice.chance(kind == PageKind.NOTICE ? 0.8 : kind == PageKind.FORM ? 0.3 : 0.05)) {
      double radius = Math.min(width, height) * dice.between(0.05, 0.12);
      composer.pictures.seal(
          canvas, width * dice.between(0.3, 0.85), height * dice.between(0.15, 0.9), radius);
    }
  }

  private void body(double start, boolean banded) {
    double y = start;
    double inner = right - left;
    double stop = dice.chance(0.12) ? dice.between(0.1, 0.6) : 1;
    boolean titled =
        dice.chance(
            switch (kind) {
              case PAPER -> 0.6;
              case SLIDE -> 0.9;
              case LETTER, REFERENCES, CODE_PAGE, PATENT -> 0.1;
              case COVER, NOTICE, FORM -> 0.95;
              case CONTENTS -> 0.3;
              default -> 0.2;
            });
    composer.glossary(kind == PageKind.GLOSSARY && dice.chance(0.8));
    composer.exam(kind == PageKind.TEXTBOOK && dice.chance(0.6));
    Openings openings = new Openings(dice, style, canvas, composer);
    if (banded) {
      y = openings.slideBand(left, inner);
    } else if (titled) {
      y = openings.title(kind, left, y, inner);
    }
    switch (kind) {
      case FORM -> new Forms(dice, style, canvas, composer).form(left, y, inner, bottom - y);
      case LETTER -> openings.letter(left, y, inner, bottom);
      case COVER -> openings.cover(left, y, inner, bottom);
      case NOTICE -> openings.notice(left, y, inner, bottom);
      case MAGAZINE, NEWSPAPER -> {
        if (dice.chance(0.72)) {
          boolean masthead = !titled && dice.chance(kind == PageKind.NEWSPAPER ? 0.4 : 0.12);
          new Articles(dice, style, canvas, composer)
              .fill(left, y, inner, bottom, columnCount(), masthead);
        } else {
          columns(y, stop);
        }
      }
      default -> columns(y, stop);
    }
  }

  private int columnCount() {
    double narrow = (right - left) / style.em;
    int wanted =
        switch (kind) {
          case PAPER -> dice.chance(0.55) ? 2 : 1;
          case MAGAZINE -> dice.pick(2, 3, 3, 4);
          case NEWSPAPER -> dice.pick(3, 4, 5, 6);
          case GLOSSARY, PATENT -> dice.pick(2, 2, 3);
          case REFERENCES -> dice.pick(1, 2, 2);
          case SLIDE, CONTENTS -> dice.pick(1, 1, 1, 2);
          case TABLE_PAGE -> 1;
          case BOOK, FINANCIAL, LAW, MANUAL, TEXTBOOK -> dice.pick(1, 1, 1, 2);
          default -> dice.chance(0.15) ? 2 : 1;
        };
    while (wanted > 1 && narrow / wanted < 11) {
      wanted--;
    }
    return wanted;
  }

  private void columns(double start, double stop) {
    double y = start;
    double end = bottom;
    double inner = right - left;
    int count = columnCount();
    boolean aside = count == 1 && dice.chance(0.12);
    double asideWidth = aside ? inner * dice.between(0.16, 0.26) : 0;
    boolean asideLeft = dice.chance(0.5);
    double gutter = style.em * dice.between(1.1, 2.8);
    double gap = style.leading * dice.between(0.6, 1.5);
    if (count > 1 && dice.chance(0.3)) {
      Piece top = wide(inner, (end - y) * dice.between(0.25, 0.5));
      if (top != null) {
        top.draw(canvas, left, y);
        y += top.height() + gap;
      }
    }
    Piece lower = null;
    if (count > 1 && dice.chance(0.12)) {
      lower = wide(inner, (end - y) * dice.between(0.25, 0.4));
      if (lower != null) {
        end -= lower.height() + gap;
      }
    }
    double x0 = left + (aside && asideLeft ? asideWidth + gutter : 0);
    double usable = inner - (aside ? asideWidth + gutter : 0);
    double columnWidth = (usable - gutter * (count - 1)) / count;
    double noteChance =
        switch (kind) {
          case PAPER, LAW -> 0.45;
          case BOOK, FINANCIAL, TEXTBOOK -> 0.4;
          case SLIDE, MAGAZINE, NEWSPAPER, FORM, CODE_PAGE -> 0.02;
          default -> 0.15;
        };
    Piece notes = null;
    int noteColumn = 0;
    boolean notesWide = count > 1 && dice.chance(0.15);
    if (dice.chance(noteChance)) {
      notes = composer.prose.footnotes(notesWide ? usable : columnWidth, dice.few(1, 5));
      noteColumn = dice.whole(0, count - 1);
      if (notes.height() > (end - y) * 0.45) {
        notes = null;
      }
    }
    List<Flow.Frame> frames = new ArrayList<>();
    boolean unequal = count == 2 && dice.chance(0.08);
    double x = x0;
    for (int c = 0; c < count; c++) {
      double w = unequal ? (usable - gutter) * (c == 0 ? 0.36 : 0.64) : columnWidth;
      double e = end;
      if (notes != null && (notesWide || c == noteColumn)) {
        e -= notes.height() + style.leading * 0.5;
      }
      frames.add(new Flow.Frame(x, y, w, e));
      x += w + gutter;
    }
    if (unequal && !notesWide) {
      notes = null;
    }
    if (count > 1 && dice.chance(0.2)) {
      for (int c = 1; c < count; c++) {
        double at = frames.get(c).x() - gutter / 2;
        canvas.line(at, y, at, end, dice.chance(0.5) ? style.ink : Color.LIGHT_GRAY, 1);
      }
    }
    if (aside) {
      double ax = asideLeft ? left : right - asideWidth;
      double ay = y + (end - y) * dice.between(0, 0.4);
      int asides = dice.whole(1, 4);
      for (int i = 0; i < asides; i++) {
        Look look = style.small;
        TextPiece piece =
            style
                .plain(asideWidth, look, dice.chance(0.7) ? Align.LEFT : Align.RIGHT)
                .set(Label.ASIDE_TEXT, style.words.prose(dice, dice.few(1, 3)), look);
        if (ay + piece.height() > end) {
          break;
        }
        piece.draw(canvas, ax, ay);
        ay += piece.height() + style.leading * dice.between(1, 8);
      }
    }
    if ((kind == PageKind.PATENT || kind == PageKind.LAW) && dice.chance(0.3)) {
      lineNumbers(frames, gutter);
    }
    composer.fill(new Flow(canvas, frames), kind.mix(), stop);
    if (lower != null) {
      lower.draw(canvas, left, end + gap);
    }
    if (notes != null) {
      double nx = notesWide ? x0 : frames.get(noteColumn).x();
      notes.draw(canvas, nx, end - notes.height());
    }
  }

  /** Line numbers in the gutter or margin, as patents and drafts of laws have them. */
  private void lineNumbers(List<Flow.Frame> frames, double gutter) {
    Flow.Frame frame = frames.get(frames.size() > 1 ? 1 : 0);
    int step = dice.chance(0.6) ? 5 : 1;
    Look look = style.tiny;
    for (int n = 1; frame.y() + n * style.leading < frame.bottom(); n++) {
      if (n % step == 0) {
        String text = String.valueOf(n);
        double room = frames.size() > 1 ? (gutter - look.width(text)) / 2 : style.em * 0.7;
        double x = frame.x() - room - look.width(text);
        canvas.text(text, look, x, frame.y() + (n - 0.5) * style.leading + look.size() * 0.34);
      }
    }
  }

  private Piece wide(double inner, double room) {
    return dice.chance(0.6)
        ? composer.figureWithCaption(inner, room, 0.25, 0.5)
        : composer.tableWithCaption(inner, room);
  }
}
