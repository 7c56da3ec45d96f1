package dev.quire.train.page.block;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.block.Setter.Align;
import dev.quire.train.page.block.Setter.Token;
import dev.quire.train.page.text.Look;
import dev.quire.train.page.text.Words;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Makes everything that is running text: paragraphs, headings, lists, notes, references. */
public record Prose(Dice dice, Style style) {

  /** A paragraph of about a number of lines. */
  public TextPiece paragraph(double width, int lines) {
    return paragraph(Label.TEXT, width, lines, style.body, style.align, dice.chance(0.05));
  }

  /** A paragraph in a given look. */
  public TextPiece paragraph(
      Label label, double width, int lines, Look look, Align align, boolean lead) {
    List<Token> tokens = new ArrayList<>();
    if (lead) {
      String text = style.words.phrase(dice, dice.whole(1, 5)) + dice.pick(".", ":", " –", "");
      Look strong = dice.chance(0.7) ? look.in(style.bold.face()) : look.in(style.italic.face());
      Setter.append(tokens, text, strong);
    }
    double target = (lines - dice.between(0.05, 0.95)) * width;
    double used = 0;
    while (used < target || tokens.isEmpty()) {
      List<String> words = style.words.sentence(dice);
      for (int w = 0; w < words.size(); w++) {
        String word = words.get(w);
        int before = tokens.size();
        Look now = dice.chance(0.008) ? look.in(style.italic.face()) : look;
        if (style.words.script().ideographic()) {
          tokens.add(new Token(word, look, false, 0));
        } else {
          Setter.append(tokens, word, now);
        }
        used += look.width(word) + (tokens.size() > before ? look.space() : 0);
        if (used > target * 1.02 + width * 0.3 && lines < 3) {
          break;
        }
      }
      if (style.citations > 0.28 && dice.chance(0.35)) {
        int before = tokens.size();
        variable(tokens, look);
        for (int t = before; t < tokens.size(); t++) {
          used += look.width(tokens.get(t).text());
        }
      }
      if (dice.chance(style.citations)) {
        if (dice.chance(0.5)) {
          Setter.append(tokens, "[" + dice.whole(1, 60) + "]", look);
        } else {
          tokens.add(
              new Token(
                  String.valueOf(dice.whole(1, 40)), look.sized(0.65), false, look.size() * 0.35));
        }
      }
    }
    double leading = look == style.body ? style.leading : style.leadingOf(look);
    double first = align == Align.CENTRED ? 0 : style.indent;
    return new Setter(width, leading, align, first, 0, style.hyphenate).set(label, tokens, look);
  }

  /** A heading, alone. */
  public Piece heading(double width, int level, int number) {
    Look look = level == 1 ? style.heading : style.subheading;
    String text = style.words.title(dice, dice.whole(1, dice.chance(0.2) ? 9 : 5));
    if (style.headingCaps && level == 1) {
      text = text.toUpperCase();
    }
    String prefix =
        switch (style.numbering) {
          case NONE -> "";
          case DECIMAL ->
              level == 1
                  ? number + dice.pick("", ".") + " "
                  : number
                      + "."
                      + dice.whole(1, 6)
                      + (level > 2 ? "." + dice.whole(1, 4) : "")
                      + " ";
          case ROMAN -> (level == 1 ? roman(number) + "." : (char) ('A' + number % 6) + ".") + " ";
          case SECTION_SIGN -> "§ " + number + (level > 1 ? "." + dice.whole(1, 9) : "") + " ";
          case LETTER -> "(" + (char) ('a' + number % 20) + ") ";
          case CHAPTER ->
              style.words.term(
                  level == 1 ? dice.pick("Chapter ", "Article ", "Section ") + number + " " : "",
                  level == 1 ? "第" + cjk(number) + "章 " : cjk(number) + "、",
                  level == 1 ? "第" + number + "条 " : number + " ",
                  level == 1 ? "제" + number + "조 " : number + ". ");
        };
    Align align = style.headingAlign;
    double inset = style.headingBand ? style.em * 0.5 : 0;
    TextPiece piece =
        style
            .plain(width - 2 * inset, look, align)
            .set(Label.PARAGRAPH_TITLE, Setter.tokens(prefix + text, look), look);
    if (style.headingBand) {
      double pad = look.size() * 0.15;
      Color band = style.tint;
      return Piece.of(
          piece.height() + 2 * pad,
          (canvas, x, y) -> {
            canvas.rect(x, y, width, piece.height() + 2 * pad, band);
            piece.draw(canvas, x + inset, y + pad);
          });
    }
    if (style.headingRule && level == 1) {
      boolean above = dice.chance(0.4);
      double space = style.em * 0.35;
      return Piece.of(
          piece.height() + space,
          (canvas, x, y) -> {
            double at = above ? y : y + piece.height() + space * 0.6;
            canvas.line(x, at, x + width, at, look.colour(), style.rule);
            piece.draw(canvas, x, above ? y + space : y);
          });
    }
    return piece;
  }

  static String roman(int number) {
    String[] numbers = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split(" ");
    return numbers[Math.floorMod(number - 1, numbers.length)];
  }

  static String cjk(int number) {
    return "一二三四五六七八九十".charAt(Math.floorMod(number - 1, 10)) + "";
  }

  /** One kind of list, so that its items look alike. */
  public record ListForm(int kind, double indent, double hang, double gap, int lines) {}

  /** Draws how the items of a list look. */
  public ListForm listForm() {
    int kind = dice.weighted(5, 2, 1.5, 1, 1, 0.8, 0.8);
    double hang = dice.chance(0.8) ? style.em * dice.between(1.1, 2.4) : 0;
    return new ListForm(kind, style.listIndent, hang, style.listGap, dice.pick(1, 1, 2, 2, 3, 5));
  }

  /** One item of a list, a region of its own. */
  public Piece item(double width, ListForm form, int number, int depth) {
    String mark =
        switch (form.kind()) {
          case 0 -> style.bullet;
          case 1 -> number + ".";
          case 2 -> "(" + number + ")";
          case 3 -> "(" + (char) ('a' + (number - 1) % 26) + ")";
          case 4 -> (char) ('a' + (number - 1) % 26) + ")";
          case 5 -> "–";
          default -> "(" + Prose.roman(number).toLowerCase() + ")";
        };
    if (depth > 0) {
      mark = dice.chance(0.5) ? "–" : style.bullet;
    }
    double indent = form.indent() + depth * style.em * 2;
    double hang =
        Math.max(form.hang(), form.hang() > 0 ? style.body.width(mark) + style.em * 0.4 : 0);
    double inner = width - indent - hang;
    int lines = Math.max(1, dice.whole(1, form.lines()));
    Style s = style;
    List<Token> tokens = new ArrayList<>();
    if (hang == 0) {
      Setter.append(tokens, mark + " ", s.body);
    }
    if (dice.chance(0.12)) {
      Setter.append(tokens, s.words.phrase(dice, dice.whole(1, 3)) + ":", s.bold);
    }
    double target = (lines - dice.between(0.1, 0.9)) * inner;
    double used = 0;
    do {
      for (String word : s.words.sentence(dice)) {
        if (s.words.script().ideographic()) {
          tokens.add(new Token(word, s.body, false, 0));
        } else {
          Setter.append(tokens, word, s.body);
        }
        used += s.body.width(word) + s.body.space();
        if (used > target) {
          break;
        }
      }
    } while (used < target);
    TextPiece text =
        new Setter(
                inner,
                s.leading,
                s.align == Align.JUSTIFIED ? s.align : Align.LEFT,
                0,
                0,
                s.hyphenate)
            .set(null, tokens, s.body);
    String shown = mark;
    return new Item(text, hang == 0 ? "" : shown, s.body, indent, hang);
  }

  private record Item(TextPiece text, String mark, Look look, double indent, double hang)
      implements Piece {

    @Override
    public double height() {
      return text.height();
    }

    @Override
    public void draw(Canvas canvas, double x, double y) {
      canvas.region(
          Label.TEXT,
          () -> {
            canvas.text(mark, look, x + indent, y + text.leading() / 2 + text.size() * 0.34);
            text.draw(canvas, x + indent + hang, y);
          });
    }

    @Override
    public Split split(double room) {
      Split split = text.split(room);
      return split == null
          ? null
          : new Split(
              new Item((TextPiece) split.head(), mark, look, indent, hang),
              new Item((TextPiece) split.tail(), "", look, indent, hang));
    }
  }

  /** A caption of a figure or table. */
  public TextPiece caption(double width, boolean table, int number) {
    List<Token> tokens = new ArrayList<>();
    String word = table ? style.tableWord : style.captionWord;
    if (!dice.chance(0.06)) {
      String numbered = dice.chance(0.25) ? number + "." + dice.whole(1, 9) : "" + number;
      String join = style.words.script().ideographic() ? "" : " ";
      Setter.append(tokens, word + join + numbered + style.captionStop, style.captionLead);
    }
    int words = dice.chance(0.45) ? dice.whole(2, 9) : dice.whole(10, 24);
    if (dice.chance(0.6)) {
      Setter.append(tokens, style.words.phrase(dice, words), style.caption);
      if (dice.chance(0.5)) {
        Setter.append(tokens, style.words.prose(dice, 1), style.caption);
      }
    } else {
      Setter.append(tokens, style.words.prose(dice, dice.few(1, 4)), style.caption);
    }
    Setter setter = style.plain(width, style.caption, style.captionAlign);
    return setter.set(Label.FIGURE_TITLE, tokens, style.caption);
  }

  /** Notes at the foot of a column, each a region. */
  public Piece footnotes(double width, int count) {
    List<Piece> pieces = new ArrayList<>();
    boolean rule = dice.chance(0.7);
    double ruleWidth = dice.chance(0.2) ? width : width * dice.between(0.15, 0.45);
    double space = style.em * dice.between(0.4, 1);
    pieces.add(
        Piece.of(
            space,
            (canvas, x, y) -> {
              if (rule) {
                canvas.line(x, y + space * 0.4, x + ruleWidth, y + space * 0.4, style.ink, 1);
              }
            }));
    int start = dice.whole(1, 30);
    int form = dice.whole(0, 3);
    double hang = dice.chance(0.4) ? style.em : 0;
    double first = dice.chance(0.3) ? style.em : 0;
    Look look = style.small.sized(dice.between(0.85, 1));
    for (int i = 0; i < count; i++) {
      List<Token> tokens = new ArrayList<>();
      String mark = form == 2 ? "*†‡§".charAt(i % 4) + "" : String.valueOf(start + i);
      if (form == 0 || form == 2) {
        tokens.add(new Token(mark, look.sized(0.7), false, look.size() * 0.33));
        Setter.append(tokens, style.words.prose(dice, dice.few(1, 3)), look);
      } else {
        Setter.append(tokens, form == 1 ? mark : "(" + mark + ")", look);
        Setter.append(tokens, style.words.prose(dice, dice.few(1, 3)), look);
      }
      if (dice.chance(0.2)) {
        Setter.append(tokens, Words.url(dice), look);
      }
      Setter setter =
          new Setter(
              width, style.leadingOf(look) * 0.95, style.align, first, hang, style.hyphenate);
      pieces.add(setter.set(Label.FOOTNOTE, tokens, look));
    }
    return Piece.stack(pieces.toArray(new Piece[0]));
  }

  /** How the entries of a list of references look. */
  public record ReferenceForm(int mark, double hang, double gap, Look look) {}

  public ReferenceForm referenceForm() {
    return new ReferenceForm(
        dice.whole(0, 2),
        style.em * dice.between(1.2, 2.2),
        dice.chance(0.5) ? 0 : style.em * dice.between(0.1, 0.7),
        dice.chance(0.6) ? style.small : style.body);
  }

  /** One entry of a list of references. */
  public TextPiece reference(double width, ReferenceForm form, int number) {
    Look look = form.look();
    List<Token> tokens = new ArrayList<>();
    double hang = form.hang();
    if (form.mark() == 0) {
      Setter.append(tokens, "[" + number + "]", look);
      hang = Math.max(hang, look.width("[" + number + "] "));
    } else if (form.mark() == 1) {
      Setter.append(tokens, number + ".", look);
    }
    StringBuilder authors = new StringBuilder();
    int count = 1 + dice.few(0, 5);
    for (int i = 0; i < count; i++) {
      authors
          .append(i == 0 ? "" : i == count - 1 ? " and " : ", ")
          .append(style.words.person(dice));
    }
    Setter.append(tokens, authors + dice.pick(".", ",", ":"), look);
    Setter.append(tokens, style.words.phrase(dice, dice.whole(4, 14)) + ".", look);
    Setter.append(
        tokens, style.words.title(dice, dice.whole(2, 6)) + ",", look.in(style.italic.face()));
    Setter.append(
        tokens,
        dice.whole(1, 90)
            + "("
            + dice.whole(1, 12)
            + "):"
            + dice.whole(10, 400)
            + "–"
            + dice.whole(401, 900)
            + ", "
            + dice.whole(1970, 2026)
            + ".",
        look);
    if (dice.chance(0.15)) {
      Setter.append(tokens, Words.url(dice), look);
    }
    return new Setter(width, style.leadingOf(look), style.align, 0, hang, style.hyphenate)
        .set(Label.REFERENCE_CONTENT, tokens, look);
  }

  /** A table of contents with leaders, one region. */
  public Piece contents(double width, int entries) {
    boolean leaders = dice.chance(0.75);
    double step = style.leading * dice.between(1, 1.5);
    int levels = dice.whole(1, 3);
    double deeper = style.em * dice.between(0, 2);
    boolean boldTop = dice.chance(0.5);
    boolean numbers = dice.chance(0.95);
    List<TextPiece.Line> lines = new ArrayList<>();
    int page = dice.whole(1, 20);
    int[] count = new int[4];
    for (int i = 0; i < entries; i++) {
      int level = i == 0 ? 0 : dice.whole(0, levels - 1);
      count[level]++;
      Look look = level == 0 && boldTop ? style.bold : style.body;
      String text = style.words.title(dice, dice.whole(1, 7));
      if (style.numbering != Style.HeadingNumber.NONE) {
        text = (level == 0 ? count[0] + " " : count[0] + "." + count[1] + " ") + text;
      }
      page += dice.few(0, 9);
      String number = numbers ? String.valueOf(page) : "";
      double left = level * deeper;
      double numberWidth = look.width(number);
      while (left + look.width(text) > width - numberWidth - style.em * 2 && text.length() > 3) {
        text = text.substring(0, text.length() * 4 / 5);
      }
      List<TextPiece.Run> runs = new ArrayList<>();
      runs.add(new TextPiece.Run(text, look, left, 0));
      double end = left + look.width(text) + style.em * 0.5;
      if (leaders && numbers) {
        String dot = dice.chance(0.5) ? "." : ". ";
        int dots = (int) ((width - numberWidth - style.em * 0.4 - end) / style.body.width(dot));
        if (dots > 0) {
          String row = dot.repeat(dots);
          double from = width - numberWidth - style.em * 0.4 - style.body.width(row);
          runs.add(new TextPiece.Run(row, style.body, from, 0));
        }
      }
      if (numbers) {
        runs.add(new TextPiece.Run(number, look, width - numberWidth, 0));
      }
      lines.add(new TextPiece.Line(runs));
    }
    return new TextPiece(Label.CONTENT, lines, step, style.em);
  }

  /** An entry of a word list: the word in bold and what it means, hanging. */
  public TextPiece entry(double width, int lines, double hang) {
    List<Token> tokens = new ArrayList<>();
    Setter.append(tokens, style.words.phrase(dice, dice.few(1, 3)), style.bold);
    if (dice.chance(0.3)) {
      Setter.append(tokens, dice.pick("n.", "v.", "(adj.)", "[f]", "–"), style.italic);
    }
    double used = 0;
    while (used < (lines - dice.between(0.1, 0.9)) * width) {
      for (String word : style.words.sentence(dice)) {
        boolean spaced = !style.words.script().ideographic();
        tokens.add(new Token(word, style.body, spaced || used == 0, 0));
        used += style.body.width(word) + style.body.space();
        if (used > lines * width) {
          break;
        }
      }
    }
    return new Setter(width, style.leading, style.align, 0, hang, style.hyphenate)
        .set(Label.TEXT, tokens, style.body);
  }

  private void variable(List<Token> tokens, Look look) {
    String letter =
        String.valueOf("abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRSTVXYZ".charAt(dice.whole(0, 42)));
    Look slanted = look.in(style.italic.face());
    tokens.add(new Token(letter, slanted, true, 0));
    if (dice.chance(0.6)) {
      String index =
          dice.chance(0.5) ? String.valueOf(dice.whole(0, 9)) : dice.pick("i", "j", "k", "n");
      tokens.add(new Token(index, slanted.sized(0.68), false, -look.size() * 0.18));
    }
    if (dice.chance(0.5)) {
      Setter.append(tokens, dice.pick("=", "<", ">") + " " + dice.whole(0, 99), look);
    }
  }

  /** A paragraph with a large initial. */
  public Piece dropCap(double width, int lines) {
    int deep = dice.pick(2, 2, 3);
    Look look =
        style.title.sized((style.leading * (deep - 1) + style.em * 0.7) / 0.7 / style.title.size());
    String letter = String.valueOf((char) ('A' + dice.whole(0, 25)));
    if (style.words.script().eastAsian()) {
      letter = style.words.noun(dice).substring(0, 1);
    }
    String initial = letter;
    double indent = look.width(initial) + style.em * 0.25;
    if (indent > width * 0.5 || lines < deep + 1) {
      return paragraph(width, lines);
    }
    List<Token> tokens = new ArrayList<>();
    double used = 0;
    while (used < lines * width) {
      for (String word : style.words.sentence(dice)) {
        tokens.add(new Token(word, style.body, !style.words.script().ideographic() && used > 0, 0));
        used += style.body.width(word) + style.body.space();
      }
    }
    TextPiece text =
        new Setter(width, style.leading, style.align, indent, 0, style.hyphenate, deep)
            .set(null, tokens, style.body);
    double base = style.leading * (deep - 1) + style.leading / 2 + style.em * 0.34;
    return Piece.of(
        text.height(),
        (canvas, x, y) ->
            canvas.region(
                Label.TEXT,
                () -> {
                  canvas.text(initial, look, x, y + base);
                  text.draw(canvas, x, y);
                }));
  }

  /** A short caption as newspapers have them, without a number. */
  public TextPiece photoCaption(double width) {
    Look look = dice.chance(0.5) ? style.small : style.caption;
    String text =
        dice.chance(0.6) ? style.words.prose(dice, 1) : style.words.phrase(dice, dice.whole(2, 8));
    if (dice.chance(0.2)) {
      text += " (" + style.words.person(dice) + ")";
    }
    return style.plain(width, look, Align.LEFT).set(Label.FIGURE_TITLE, text, look);
  }

  /** The options of a question in columns; every option is a region. */
  public Piece options(double width, int columns) {
    int count = dice.pick(4, 4, 4, 5);
    double indent = style.em * dice.pick(0.0, 1.8, 2.5);
    double column = (width - indent) / columns;
    int form = dice.whole(0, 3);
    List<TextPiece> texts = new ArrayList<>();
    double tallest = 0;
    for (int i = 0; i < count; i++) {
      String mark =
          switch (form) {
            case 0 -> "(" + (char) ('A' + i) + ") ";
            case 1 -> (char) ('A' + i) + ". ";
            case 2 -> (char) ('a' + i) + ") ";
            default -> "(" + (i + 1) + ") ";
          };
      int words = Math.max(1, (int) (column / style.em / dice.between(4, 14)));
      String text = mark + style.words.phrase(dice, words);
      TextPiece piece =
          style
              .plain(column - style.em * 0.7, style.body, Align.LEFT)
              .set(Label.TEXT, text, style.body);
      texts.add(piece);
      tallest = Math.max(tallest, piece.height());
    }
    double step = tallest;
    int rows = (count + columns - 1) / columns;
    return Piece.of(
        rows * step,
        (canvas, x, y) -> {
          for (int i = 0; i < texts.size(); i++) {
            double left = x + indent + i % columns * column;
            texts.get(i).draw(canvas, left, y + (double) (i / columns) * step);
          }
        });
  }

  /** A boxed or tinted note with its own paragraphs. */
  public Piece noteBox(double width) {
    double pad = style.em * dice.between(0.5, 1.2);
    boolean tinted = dice.chance(0.6);
    boolean framed = !tinted || dice.chance(0.3);
    boolean bar = dice.chance(0.3);
    List<Piece> parts = new ArrayList<>();
    double inner = width - 2 * pad;
    if (dice.chance(0.5)) {
      String word =
          style.words.term(
              dice.pick("Note", "Warning", "Important", "Tip", "Key points", "Summary"),
              "注意",
              "注意",
              "주의");
      parts.add(
          style.plain(inner, style.bold, Align.LEFT).set(Label.PARAGRAPH_TITLE, word, style.bold));
    }
    int count = dice.whole(1, 2);
    for (int i = 0; i < count; i++) {
      parts.add(paragraph(inner, dice.whole(1, 5)));
    }
    Piece text = Piece.stack(parts.toArray(new Piece[0]));
    return Piece.of(
        text.height() + 2 * pad,
        (canvas, x, y) -> {
          double h = text.height() + 2 * pad;
          if (tinted) {
            canvas.rect(x, y, width, h, style.tint);
          }
          if (framed) {
            canvas.frame(x, y, width, h, style.accent, style.rule);
          }
          if (bar) {
            canvas.rect(x, y, style.em * 0.3, h, style.accent);
          }
          text.draw(canvas, x + pad, y + pad);
        });
  }
}
