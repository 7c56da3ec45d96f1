package dev.quire.train.page.layout;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.block.Canvas;
import dev.quire.train.page.block.Charts;
import dev.quire.train.page.block.Code;
import dev.quire.train.page.block.Formulas;
import dev.quire.train.page.block.Pictures;
import dev.quire.train.page.block.Piece;
import dev.quire.train.page.block.Prose;
import dev.quire.train.page.block.Setter;
import dev.quire.train.page.block.Style;
import dev.quire.train.page.block.Tables;
import dev.quire.train.page.text.Look;
import java.util.ArrayList;
import java.util.List;

/** Fills columns with blocks of a mix; the common part of all page kinds. */
final class Composer {

  final Dice dice;
  final Style style;
  final Canvas canvas;
  final Prose prose;
  final Tables tables;
  final Charts charts;
  final Pictures pictures;
  final Formulas formulas;
  final Code code;
  private int heading;
  private int figure;
  private int table;
  private int formula;
  private int reference;
  private int item;
  private boolean exam;
  private boolean glossary;
  private final Prose.ReferenceForm references;
  private final int paragraphLines;

  Composer(Dice dice, Style style, Canvas canvas) {
    this.dice = dice;
    this.style = style;
    this.canvas = canvas;
    prose = new Prose(dice, style);
    tables = new Tables(dice, style);
    charts = new Charts(dice, style);
    pictures = new Pictures(dice, style);
    formulas = new Formulas(dice, style);
    code = new Code(dice, style);
    heading = dice.few(0, 8);
    figure = dice.few(0, 20);
    table = dice.few(0, 20);
    formula = dice.few(0, 40);
    reference = dice.few(0, 60);
    references = prose.referenceForm();
    paragraphLines = dice.pick(4, 8, 12, 20);
  }

  /** Whether lists are questions with options. */
  void exam(boolean wanted) {
    exam = wanted;
  }

  /** Whether paragraphs are entries of a word list. */
  void glossary(boolean wanted) {
    glossary = wanted;
  }

  /** Fills the flow until it is full or, for pages that end early, until a share of it is. */
  void fill(Flow flow, PageKind.Mix mix, double stop) {
    fill(flow, mix, stop, 250);
  }

  /** Adds at most a number of blocks to the flow. */
  void fill(Flow flow, PageKind.Mix mix, double stop, int blocks) {
    double[] weights = mix.weights();
    int last = -1;
    int guard = 0;
    while (!flow.done() && guard++ < blocks) {
      Flow.Frame frame = flow.frame();
      if (flow.room() < style.leading) {
        flow.nextFrame();
        continue;
      }
      double used = (flow.at() - frame.y()) / (frame.bottom() - frame.y());
      if (stop < 1 && used > stop && dice.chance(0.5)) {
        flow.nextFrame();
        continue;
      }
      int kind = dice.weighted(weights);
      if (kind == last && (kind == 1 || kind == 5 && dice.chance(0.7) || kind == 7)) {
        continue;
      }
      last = kind;
      block(flow, kind);
    }
  }

  private void block(Flow flow, int kind) {
    double width = flow.frame().width();
    double room = flow.room();
    double wide = style.leading * dice.between(0.5, 1.2);
    switch (kind) {
      case 0 -> paragraph(flow, width);
      case 1 -> headed(flow, width);
      case 2 -> {
        if (exam && dice.chance(0.75)) {
          question(flow, width);
        } else {
          list(flow, width);
        }
      }
      case 3 -> {
        Piece made = tableWithCaption(width, room - wide);
        if (made == null || !flow.place(made, wide)) {
          paragraph(flow, width);
        } else {
          space(flow, wide);
        }
      }
      case 4 -> {
        if (width > style.em * 30 && dice.chance(0.22) && beside(flow, width, wide)) {
          return;
        }
        Piece made = figureWithCaption(width, room - wide, 0.15, 0.9);
        if (made == null || !flow.place(made, wide)) {
          paragraph(flow, width);
        } else {
          space(flow, wide);
        }
      }
      case 5 -> {
        Piece made = formulas.display(width, ++formula);
        if (flow.place(made, 0) && dice.chance(0.5)) {
          flow.pour(prose.paragraph(width, dice.whole(1, 4)), 0);
        }
      }
      case 6 -> {
        int most = (int) (room / style.leading) - 3;
        if (most < 2) {
          paragraph(flow, width);
          return;
        }
        Piece made = code.listing(width, Math.min(most, 2 + dice.few(0, 40)));
        if (dice.chance(0.25)) {
          Piece caption = prose.caption(width, false, ++figure);
          made = Piece.stack(made, Piece.gap(style.em * 0.4), caption);
        }
        if (flow.place(made, wide)) {
          space(flow, wide);
        }
      }
      case 7 -> {
        if (flow.place(prose.noteBox(width), wide)) {
          space(flow, wide);
        }
      }
      case 8 -> {
        if (dice.chance(0.5) && room > style.leading * 6) {
          String word =
              style.words.term(
                  dice.pick("References", "REFERENCES", "Bibliography", "Literature"),
                  "参考文献",
                  "参考文献",
                  "참고문헌");
          flow.place(
              style
                  .plain(width, style.heading, style.headingAlign)
                  .set(Label.PARAGRAPH_TITLE, word, style.heading),
              style.headingBefore);
          space(flow, style.headingAfter);
        }
        int count = dice.whole(4, 40);
        for (int i = 0; i < count && !flow.done(); i++) {
          flow.pour(prose.reference(width, references, ++reference), references.gap());
          if (!flow.done() && Math.abs(flow.frame().width() - width) > 1) {
            width = flow.frame().width();
          }
        }
      }
      default -> {
        int most = (int) (room / style.leading / 1.5);
        if (most >= 2) {
          int entries = dice.chance(0.6) ? most : dice.whole(3, 60);
          flow.place(prose.contents(width, Math.min(most, entries)), wide);
          if (dice.chance(0.8)) {
            flow.nextFrame();
          }
        } else {
          flow.nextFrame();
        }
      }
    }
  }

  /** A picture with running text or its caption next to it; false where there is no room. */
  private boolean beside(Flow flow, double width, double gap) {
    double share = dice.between(0.3, 0.55);
    double gutter = style.em * dice.between(1, 2.5);
    double own = width * share - gutter / 2;
    double other = width - own - gutter;
    boolean left = dice.chance(0.5);
    double tall = own * dice.between(0.5, 1.3);
    boolean captioned = dice.chance(0.3);
    if (tall + gap > flow.room() || tall < style.leading * 4) {
      return false;
    }
    Piece body = dice.chance(0.3) ? charts.chart(own, tall) : pictures.picture(own, tall);
    Piece text = captioned ? prose.caption(other, false, ++figure) : besideText(other, tall);
    if (text.height() > tall) {
      return false;
    }
    double drop = captioned ? dice.pick(0.0, 0.5, 1.0) * (tall - text.height()) : 0;
    Piece both =
        Piece.of(
            tall,
            (canvas, x, y) -> {
              double bx = left ? x : x + other + gutter;
              double tx = left ? x + own + gutter : x;
              if (left) {
                body.draw(canvas, bx, y);
                text.draw(canvas, tx, y + drop);
              } else {
                text.draw(canvas, tx, y + drop);
                body.draw(canvas, bx, y);
              }
            });
    flow.place(both, gap);
    space(flow, gap * 0.6);
    return true;
  }

  private Piece besideText(double width, double tall) {
    List<Piece> parts = new ArrayList<>();
    double used = 0;
    int tries = 0;
    while (tries++ < 8) {
      int lines = (int) ((tall - used) / style.leading * dice.between(0.3, 1));
      Piece next =
          dice.chance(0.15) && parts.isEmpty()
              ? prose.heading(width, 2, Math.max(1, heading))
              : prose.paragraph(width, Math.max(1, lines));
      double skip = parts.isEmpty() ? 0 : Math.max(style.gap, style.em * 0.1);
      if (used + skip + next.height() > tall) {
        continue;
      }
      if (skip > 0) {
        parts.add(Piece.gap(skip));
      }
      parts.add(next);
      used += skip + next.height();
    }
    return Piece.stack(parts.toArray(new Piece[0]));
  }

  /** An exam question: its text, then options in a row, in a grid or in lines. */
  private void question(Flow flow, double width) {
    item++;
    Prose.ListForm form = new Prose.ListForm(1, 0, style.em * 1.8, 0, dice.whole(1, 4));
    flow.pour(prose.item(width, form, item, 0), style.gap + style.leading * dice.between(0, 0.8));
    if (flow.done() || Math.abs(flow.frame().width() - width) > 1) {
      return;
    }
    if (dice.chance(0.2)) {
      flow.place(formulas.display(width, ++formula), 0);
    }
    if (dice.chance(0.15) && flow.room() > style.em * 16) {
      double own = width * dice.between(0.3, 0.6);
      double tall = Math.min(flow.room() * 0.5, own * dice.between(0.5, 0.9));
      Piece picture = pictures.picture(own, tall);
      double shift = dice.between(0, width - own);
      flow.place(Piece.shifted(picture, shift), style.em * 0.5);
      space(flow, style.em * 0.5);
    }
    if (dice.chance(0.8)) {
      flow.place(prose.options(width, dice.pick(1, 2, 4, 4)), style.em * dice.between(0, 0.4));
    } else {
      int blanks = dice.whole(1, 5);
      double step = style.leading * 1.3;
      flow.place(
          Piece.of(
              blanks * step,
              (canvas, x, y) -> {
                for (int i = 1; i <= blanks; i++) {
                  canvas.line(x, y + i * step, x + width, y + i * step, style.ink, 1);
                }
              }),
          0);
    }
  }

  private void space(Flow flow, double gap) {
    flow.place(Piece.gap(gap), 0);
  }

  private void paragraph(Flow flow, double width) {
    if (glossary) {
      double hang = style.em * (style.indent > 0 ? 1.2 : 0);
      flow.pour(prose.entry(width, 1 + dice.few(0, 6), hang), style.listGap);
      return;
    }
    int lines = dice.chance(0.12) ? 1 : 1 + dice.few(0, paragraphLines * 2);
    flow.pour(prose.paragraph(width, lines), style.gap);
  }

  private void headed(Flow flow, double width) {
    int level = dice.weighted(3, 3, 1) + 1;
    if (level == 1) {
      heading++;
    }
    Piece head = prose.heading(width, level, Math.max(1, heading));
    double need = head.height() + style.headingBefore + style.headingAfter + style.leading * 2.2;
    if (flow.room() < need) {
      flow.nextFrame();
      return;
    }
    flow.place(head, style.headingBefore);
    flow.place(Piece.gap(style.headingAfter), 0);
    if (dice.chance(0.85)) {
      flow.pour(prose.paragraph(width, 1 + dice.few(0, paragraphLines * 2)), 0);
    }
  }

  private void list(Flow flow, double width) {
    Prose.ListForm form = prose.listForm();
    int count = dice.whole(1, 9);
    int start = dice.chance(0.7) ? 0 : item;
    boolean nested = dice.chance(0.2);
    for (int i = 0; i < count && !flow.done(); i++) {
      item = start + i + 1;
      int depth = nested && i > 0 && dice.chance(0.5) ? 1 : 0;
      if (Math.abs(flow.frame().width() - width) > 1) {
        return;
      }
      flow.pour(prose.item(width, form, item, depth), i == 0 ? style.gap : form.gap());
    }
    if (!flow.done()) {
      flow.place(Piece.gap(Math.min(style.gap, style.em * 0.5)), 0);
    }
  }

  /** A table with its caption and notes, or null where there is no room. */
  Piece tableWithCaption(double width, double room) {
    boolean captioned = dice.chance(0.6);
    Piece caption = captioned ? prose.caption(width, true, ++table) : null;
    boolean above = dice.chance(0.1) != style.captionAbove;
    double gap = style.em * dice.between(0.15, 0.9);
    Piece note = dice.chance(0.3) ? visionNote(width) : null;
    double left =
        room - (captioned ? caption.height() + gap : 0) - (note == null ? 0 : note.height() + gap);
    if (left < style.leading * 4) {
      return null;
    }
    double tableWidth = dice.chance(0.75) ? width : width * dice.between(0.5, 0.98);
    Piece body = tables.table(tableWidth, left);
    if (body.height() > left) {
      return null;
    }
    if (tableWidth < width && dice.chance(0.6)) {
      body = Piece.shifted(body, (width - tableWidth) / 2);
    }
    List<Piece> parts = new ArrayList<>();
    if (captioned && above) {
      parts.add(caption);
      parts.add(Piece.gap(gap));
    }
    parts.add(body);
    if (note != null) {
      parts.add(Piece.gap(gap * 0.6));
      parts.add(note);
    }
    if (captioned && !above) {
      parts.add(Piece.gap(gap));
      parts.add(caption);
    }
    return Piece.stack(parts.toArray(new Piece[0]));
  }

  private Piece visionNote(double width) {
    Look look = style.small.sized(dice.between(0.8, 1));
    String lead =
        dice.pick(
            style.words.term("Source: ", "资料来源：", "出典：", "자료: "),
            style.words.term("Note: ", "注：", "注）", "주: "),
            "* ",
            "");
    return style
        .plain(width, look, dice.chance(0.8) ? Setter.Align.LEFT : Setter.Align.RIGHT)
        .set(
            Label.FOOTNOTE,
            lead
                + (dice.chance(0.5)
                    ? style.words.phrase(dice, dice.whole(2, 8))
                    : style.words.prose(dice, 1)),
            look);
  }

  /** A picture or chart with its caption, or null where there is no room. */
  Piece figureWithCaption(double width, double room, double least, double most) {
    boolean captioned = dice.chance(0.75);
    Piece caption = captioned ? prose.caption(width, false, ++figure) : null;
    double gap = style.em * dice.between(0.2, 1);
    Piece note = dice.chance(0.12) ? visionNote(width) : null;
    double left =
        room - (captioned ? caption.height() + gap : 0) - (note == null ? 0 : note.height() + gap);
    double tall = Math.min(left, width * dice.between(Math.max(0.25, least), Math.max(0.5, most)));
    if (tall < style.em * 5) {
      return null;
    }
    double own = dice.chance(0.6) ? width : width * dice.between(0.35, 0.98);
    boolean chart = dice.chance(0.36);
    Piece body;
    if (dice.chance(0.12) && own > style.em * 16) {
      double half = (own - style.em) / 2;
      Piece a = chart ? charts.chart(half, tall) : pictures.picture(half, tall);
      Piece b = chart ? charts.chart(half, tall) : pictures.picture(half, tall);
      body =
          Piece.of(
              tall,
              (canvas, x, y) -> {
                a.draw(canvas, x, y);
                b.draw(canvas, x + half + style.em, y);
              });
    } else {
      body = chart ? charts.chart(own, tall) : pictures.picture(own, tall);
    }
    if (own < width && dice.chance(0.75)) {
      body = Piece.shifted(body, (width - own) / 2);
    }
    List<Piece> parts = new ArrayList<>();
    boolean above = captioned && dice.chance(0.15);
    if (above) {
      parts.add(caption);
      parts.add(Piece.gap(gap));
    }
    parts.add(body);
    if (captioned && !above) {
      parts.add(Piece.gap(gap));
      parts.add(caption);
    }
    if (note != null) {
      parts.add(Piece.gap(gap * 0.5));
      parts.add(note);
    }
    return Piece.stack(parts.toArray(new Piece[0]));
  }
}
