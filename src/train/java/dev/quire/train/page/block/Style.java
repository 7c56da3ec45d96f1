package dev.quire.train.page.block;

import dev.quire.train.page.Dice;
import dev.quire.train.page.text.Face;
import dev.quire.train.page.text.Look;
import dev.quire.train.page.text.Script;
import dev.quire.train.page.text.Typefaces;
import dev.quire.train.page.text.Words;
import java.awt.Color;
import java.util.List;

/** The conventions of one page: type, colours, spacing and habits. Immutable. */
public final class Style {

  /** How headings look. */
  public enum HeadingNumber {
    NONE,
    DECIMAL,
    ROMAN,
    SECTION_SIGN,
    LETTER,
    CHAPTER
  }

  public final Words words;
  public final Typefaces faces;
  public final double em;
  public final double leading;
  public final Look body;
  public final Look bold;
  public final Look italic;
  public final Look heading;
  public final Look subheading;
  public final Look title;
  public final Look small;
  public final Look tiny;
  public final Look caption;
  public final Look captionLead;
  public final Look mono;
  public final Look furniture;
  public final Color ink;
  public final Color paper;
  public final Color accent;
  public final Color tint;
  public final Setter.Align align;
  public final double indent;
  public final double gap;
  public final boolean hyphenate;
  public final double citations;
  public final HeadingNumber numbering;
  public final Setter.Align headingAlign;
  public final boolean headingCaps;
  public final boolean headingRule;
  public final boolean headingBand;
  public final double headingBefore;
  public final double headingAfter;
  public final String bullet;
  public final double listGap;
  public final double listIndent;
  public final boolean captionAbove;
  public final Setter.Align captionAlign;
  public final String captionWord;
  public final String tableWord;
  public final String captionStop;
  public final double rule;

  /**
   * Draws a style.
   *
   * @param em body text size in pixels
   */
  public Style(Dice dice, Words words, Typefaces faces, double em) {
    this.words = words;
    this.faces = faces;
    this.em = em;
    Script script = words.script();
    Typefaces.Family text = faces.pick(script, dice);
    Typefaces.Family display = dice.chance(0.55) ? text : faces.pick(script, dice);
    Color ink = Color.BLACK;
    Color paper = Color.WHITE;
    if (dice.chance(0.25)) {
      int level = dice.whole(20, 75);
      ink = new Color(level, level, level + dice.whole(0, 15));
    }
    if (dice.chance(0.1)) {
      paper = dice.colour(0, 0.1, 0.93, 1);
    } else if (dice.chance(0.025)) {
      paper = dice.colour(0, 0.6, 0.08, 0.3);
      ink = new Color(240, 240, 235);
    }
    this.ink = ink;
    this.paper = paper;
    boolean dark = luminance(paper) < 128;
    accent =
        dice.chance(0.5)
            ? ink
            : dark ? dice.colour(0.2, 0.6, 0.8, 1) : dice.colour(0.5, 1, 0.25, 0.75);
    tint =
        dark
            ? dice.colour(0.1, 0.4, 0.3, 0.45)
            : dice.chance(0.5)
                ? new Color(dice.whole(222, 245), dice.whole(225, 245), dice.whole(225, 248))
                : dice.colour(0.05, 0.2, 0.88, 0.98);
    leading = em * (script.eastAsian() ? dice.between(1.3, 2.0) : dice.between(1.08, 1.6));
    body = new Look(text.regular(), em, ink, dice.chance(0.06) ? em * dice.between(0.01, 0.06) : 0);
    bold = body.in(text.bold());
    italic = body.in(script.eastAsian() ? text.bold() : text.italic());
    double factor = dice.pick(1.0, 1.0, 1.1, 1.2, 1.3, 1.5, 1.8);
    Face headFace =
        dice.chance(0.78)
            ? display.bold()
            : dice.chance(0.5)
                ? display.regular()
                : script.eastAsian() ? display.bold() : display.boldItalic();
    Color headColour = dice.chance(0.6) ? accent : ink;
    heading = new Look(headFace, em * factor, headColour, dice.chance(0.07) ? em * 0.08 : 0);
    Face subFace = dice.chance(0.7) ? headFace : script.eastAsian() ? text.bold() : text.italic();
    subheading = new Look(subFace, em * Math.max(1, factor * dice.between(0.8, 1)), headColour);
    title =
        new Look(
            dice.chance(0.7) ? display.bold() : display.regular(),
            em * dice.log(1.3, 3.4),
            dice.chance(0.6) ? ink : accent);
    double less = dice.between(0.76, 0.92);
    small = body.sized(less);
    tiny = body.sized(dice.between(0.62, 0.8));
    Face captionFace =
        dice.chance(0.65) ? text.regular() : dice.chance(0.5) ? italic.face() : display.regular();
    caption = new Look(captionFace, em * dice.between(0.78, 1), dice.chance(0.85) ? ink : accent);
    captionLead = dice.chance(0.5) ? caption.in(text.bold()) : caption;
    mono = new Look(faces.fixedPitch(dice).regular(), em * dice.between(0.75, 0.98), ink);
    furniture =
        new Look(
            dice.pick(text.regular(), display.regular(), italic.face(), display.bold()),
            em * dice.between(0.68, 1),
            dice.chance(0.65) ? ink : dice.chance(0.5) ? accent : new Color(130, 130, 130));
    align =
        dice.chance(script.eastAsian() ? 0.8 : 0.6) ? Setter.Align.JUSTIFIED : Setter.Align.LEFT;
    hyphenate = align == Setter.Align.JUSTIFIED && dice.chance(0.75);
    boolean indented = dice.chance(0.55);
    indent = indented ? em * (script.eastAsian() ? 2 : dice.pick(1.0, 1.3, 1.5, 2.0, 3.0)) : 0;
    gap = indented && dice.chance(0.75) ? 0 : leading * dice.between(0.2, 1.1);
    citations = dice.chance(0.4) ? dice.between(0.1, 0.5) : 0;
    numbering =
        dice.pick(
            HeadingNumber.NONE,
            HeadingNumber.NONE,
            HeadingNumber.DECIMAL,
            HeadingNumber.DECIMAL,
            HeadingNumber.ROMAN,
            HeadingNumber.SECTION_SIGN,
            HeadingNumber.LETTER,
            HeadingNumber.CHAPTER);
    headingAlign = dice.chance(0.82) ? Setter.Align.LEFT : Setter.Align.CENTRED;
    headingCaps = dice.chance(0.15);
    headingRule = dice.chance(0.1);
    headingBand = dice.chance(0.05);
    headingBefore = leading * dice.pick(0.1, 0.35, 0.6, 0.9, 1.2, 1.8);
    headingAfter = leading * dice.pick(0.0, 0.0, 0.1, 0.3, 0.5, 0.9);
    String bullets = "•–-■▪○●·";
    char mark = bullets.charAt(dice.few(0, bullets.length() - 1));
    bullet = String.valueOf(text.regular().has(mark) ? mark : '-');
    listGap = dice.chance(0.5) ? 0 : leading * dice.between(0.1, 0.7);
    listIndent = dice.chance(0.3) ? 0 : em * dice.between(0.5, 3);
    captionAbove = dice.chance(0.55);
    captionAlign = dice.pick(Setter.Align.LEFT, Setter.Align.CENTRED, Setter.Align.CENTRED, align);
    captionWord =
        words.term(
            dice.pick("Figure", "Figure", "Fig.", "FIGURE", "Fig", "Exhibit", "Abb."),
            "图",
            "図",
            "그림");
    tableWord = words.term(dice.pick("Table", "Table", "TABLE", "Tab.", "Schedule"), "表", "表", "표");
    captionStop = dice.pick(".", ":", "", " –", ".");
    rule = Math.max(1, em * dice.between(0.03, 0.09));
  }

  static double luminance(Color c) {
    return 0.3 * c.getRed() + 0.59 * c.getGreen() + 0.11 * c.getBlue();
  }

  /** A setter for ordinary running text of a width. */
  public Setter setter(double width) {
    return new Setter(width, leading, align, 0, 0, hyphenate);
  }

  /** Leading for a look, in proportion to the body's. */
  public double leadingOf(Look look) {
    double ratio = leading / em;
    return look.size() * (look.size() > em * 1.2 ? Math.min(ratio, 1.35) : ratio);
  }

  /** A plain setter for a look. */
  public Setter plain(double width, Look look, Setter.Align align) {
    return new Setter(width, leadingOf(look), align, 0, 0, false);
  }

  /** The flavours that the installed fonts can print. */
  public static List<Words> printable(List<Words> all, Typefaces faces) {
    return all.stream().filter(words -> faces.covers(words.script())).toList();
  }
}
