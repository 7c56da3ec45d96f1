package dev.quire.train.page.block;

import dev.quire.train.page.Label;
import dev.quire.train.page.text.Look;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines.
 *
 * @param width of the lines
 * @param leading distance of baselines
 * @param align how lines fill the width
 * @param first indent of the first line
 * @param rest indent of the other lines
 * @param hyphenate whether words are divided
 * @param firstLines how many lines have the first indent
 */
public record Setter(
    double width,
    double leading,
    Align align,
    double first,
    double rest,
    boolean hyphenate,
    int firstLines) {

  public Setter(
      double width, double leading, Align align, double first, double rest, boolean hyphenate) {
    this(width, leading, align, first, rest, hyphenate, 1);
  }

  /** How lines fill their width. */
  public enum Align {
    JUSTIFIED,
    LEFT,
    CENTRED,
    RIGHT
  }

  /** An unbreakable bit of text; {@code spaced} when a space comes before it. */
  public record Token(String text, Look look, boolean spaced, double rise) {}

  /** Splits a text into tokens: words, or single characters of ideographic text. */
  public static List<Token> tokens(String text, Look look) {
    List<Token> tokens = new ArrayList<>();
    append(tokens, text, look);
    return tokens;
  }

  /** Appends a text to tokens, spaced from what comes before unless that is ideographic. */
  public static void append(List<Token> tokens, String text, Look look) {
    int start = -1;
    boolean spaced = !tokens.isEmpty();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      boolean wide = ideograph(c);
      if (c == ' ' || wide) {
        if (start >= 0) {
          tokens.add(new Token(text.substring(start, i), look, spaced, 0));
          spaced = false;
          start = -1;
        }
        if (wide) {
          tokens.add(new Token(String.valueOf(c), look, spaced && i > 0, 0));
          spaced = false;
        } else {
          spaced = true;
        }
      } else if (start < 0) {
        start = i;
      }
    }
  }

  private static boolean ideograph(char c) {
    return c >= 0x2E80 && c < 0xAC00 || c >= 0xFF00 && c < 0xFFF0;
  }

  private static boolean noStart(String text) {
    return "。、，．；：？！）」』】〕》〉ーっゃゅょァィゥェォッャュョ.,;:!?)]%".indexOf(text.charAt(0)) >= 0;
  }

  /** Breaks one line of text. */
  public TextPiece set(Label label, String text, Look look) {
    return set(label, tokens(text, look), look);
  }

  /** Breaks tokens into lines. */
  public TextPiece set(Label label, List<Token> tokens, Look look) {
    List<TextPiece.Line> lines = new ArrayList<>();
    List<Token> line = new ArrayList<>();
    double indent = first;
    double used = 0;
    int count = tokens.size();
    for (int i = 0; i < count; i++) {
      Token token = tokens.get(i);
      double gap = token.spaced() && !line.isEmpty() ? token.look().space() : 0;
      double wide = token.look().width(token.text());
      double room = width - indent - used - gap;
      boolean hangs = !line.isEmpty() && !token.spaced() && noStart(token.text());
      if (wide <= room + 0.01 || hangs && wide / 2 <= room + look.size() * 0.5) {
        line.add(token);
        used += gap + wide;
        continue;
      }
      // The last token of a line goes along with what is glued to it, unless it is all the line
      // has.
      boolean tail = !token.spaced() && line.size() > 1 && glued(tokens, i);
      if (hyphenate && token.text().length() > 6 && room > width * 0.08 && !tail
          || line.isEmpty()) {
        int cut = cut(token, room, line.isEmpty());
        if (cut > 0) {
          String sign = letters(token.text()) ? "-" : "";
          String head = token.text().substring(0, cut) + sign;
          line.add(new Token(head, token.look(), token.spaced(), token.rise()));
          lines.add(place(line, indent, false));
          line.clear();
          indent = lines.size() < firstLines ? first : rest;
          String left = token.text().substring(cut);
          tokens = new ArrayList<>(tokens);
          tokens.set(i, new Token(left, token.look(), false, token.rise()));
          used = 0;
          i--;
          continue;
        }
        if (line.isEmpty()) {
          line.add(token);
          used += wide;
          continue;
        }
      }
      List<Token> carried = new ArrayList<>();
      if (tail) {
        carried.add(line.remove(line.size() - 1));
      }
      lines.add(place(line, indent, false));
      line.clear();
      indent = lines.size() < firstLines ? first : rest;
      used = 0;
      for (Token back : carried) {
        line.add(back);
        used += back.look().width(back.text());
      }
      i--;
      if (line.isEmpty() && width - indent < look.size()) {
        i++;
      }
    }
    if (!line.isEmpty()) {
      lines.add(place(line, indent, true));
    }
    return new TextPiece(label, List.copyOf(lines), leading, look.size());
  }

  private static boolean glued(List<Token> tokens, int i) {
    Token before = tokens.get(i - 1);
    char last = before.text().charAt(before.text().length() - 1);
    boolean open = "（「『【〔《〈([".indexOf(last) >= 0;
    return open || noStart(tokens.get(i).text()) || tokens.get(i).rise() != 0;
  }

  private static boolean letters(String text) {
    return Character.isLetter(text.charAt(0)) && !ideograph(text.charAt(0));
  }

  private int cut(Token token, double room, boolean force) {
    Look look = token.look();
    double used = look.width("-");
    int cut = 0;
    String text = token.text();
    while (cut < text.length() - 1 && used + look.width(text.substring(cut, cut + 1)) <= room) {
      used += look.width(text.substring(cut, cut + 1));
      cut++;
    }
    if (force) {
      return Math.max(1, Math.min(cut, text.length() - 1)) * (text.length() > 1 ? 1 : 0);
    }
    cut = Math.min(cut, text.length() - 3);
    return cut >= 2 && letters(text) ? cut : 0;
  }

  private TextPiece.Line place(List<Token> line, double indent, boolean last) {
    double natural = 0;
    int stretches = 0;
    boolean dense = false;
    for (int i = 0; i < line.size(); i++) {
      Token token = line.get(i);
      natural += token.look().width(token.text());
      if (i > 0 && token.spaced()) {
        natural += token.look().space();
        stretches++;
      }
      dense |= ideograph(token.text().charAt(0));
    }
    double room = width - indent - natural;
    double extra = 0;
    boolean everywhere = false;
    if (align == Align.JUSTIFIED && !last) {
      everywhere = dense && line.size() > 4;
      int places = everywhere ? line.size() - 1 : stretches;
      if (places > 0 && room < width * 0.5) {
        extra = room / places;
      }
    }
    double x = indent;
    if (align == Align.CENTRED) {
      x = (width - natural) / 2;
    } else if (align == Align.RIGHT) {
      x = width - natural;
    }
    List<TextPiece.Run> runs = new ArrayList<>(line.size());
    StringBuilder joined = new StringBuilder();
    double start = x;
    for (int i = 0; i < line.size(); i++) {
      Token token = line.get(i);
      if (i > 0) {
        double gap =
            (token.spaced() ? token.look().space() : 0)
                + (everywhere || token.spaced() ? extra : 0);
        boolean joins =
            extra == 0
                && token.look() == line.get(i - 1).look()
                && token.rise() == line.get(i - 1).rise();
        if (joins) {
          joined.append(token.spaced() ? " " : "");
        } else {
          Token before = line.get(i - 1);
          runs.add(new TextPiece.Run(joined.toString(), before.look(), start, before.rise()));
          joined.setLength(0);
          start = x + gap;
        }
        x += gap;
      }
      joined.append(token.text());
      x += token.look().width(token.text());
    }
    if (!line.isEmpty()) {
      Token before = line.get(line.size() - 1);
      runs.add(new TextPiece.Run(joined.toString(), before.look(), start, before.rise()));
    }
    return new TextPiece.Line(runs);
  }
}
