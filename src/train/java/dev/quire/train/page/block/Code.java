package dev.quire.train.page.block;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.text.Look;
import dev.quire.train.page.text.Words;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Makes code listings and pseudo-code, each one region. */
public record Code(Dice dice, Style style) {

  /** A listing or an algorithm of about a number of lines. */
  public Piece listing(double width, int count) {
    boolean pseudo = dice.chance(0.35);
    Look look = pseudo ? style.body.sized(dice.between(0.85, 1)) : style.mono;
    double leading = look.size() * dice.between(1.05, 1.45);
    boolean numbered = dice.chance(0.35);
    int frame = dice.weighted(3, 2, 2, 1.2);
    double pad = frame == 0 ? 0 : style.em * dice.between(0.3, 0.9);
    Color plain = frame == 3 && dice.chance(0.4) ? new Color(225, 225, 225) : look.colour();
    boolean night = plain.getRed() == 225 && frame == 3;
    boolean coloured = !pseudo && dice.chance(0.4);
    Color keyword = night ? new Color(250, 150, 120) : dice.colour(0.6, 1, 0.4, 0.7);
    Color comment = night ? new Color(140, 170, 140) : new Color(90, 130, 90);
    double left = pad + (frame == 0 ? dice.few(0, 2) * style.em : 0);
    List<TextPiece.Line> lines = new ArrayList<>();
    int depth = 0;
    double step = pseudo ? look.size() * 1.4 : look.width("  ") * dice.whole(1, 2);
    for (int i = 0; i < count; i++) {
      List<TextPiece.Run> runs = new ArrayList<>();
      double x = left;
      if (numbered) {
        String number = i + 1 + (pseudo ? ":" : "");
        runs.add(
            new TextPiece.Run(
                number, look.in(plain), x + look.width("99") - look.width(i + 1 + ""), 0));
        x += look.width("99: ") + look.space();
      }
      boolean closes = depth > 0 && dice.chance(0.25);
      if (closes) {
        depth--;
      }
      x += depth * step;
      String key = closes ? pseudo ? "end " : "}" : dice.chance(0.4) ? keyword(pseudo) : "";
      boolean note = !closes && dice.chance(0.1);
      String text =
          note
              ? "// " + words(4)
              : closes ? pseudo ? dice.pick("if", "for", "while") : "" : statement(pseudo);
      if (!closes
          && !note
          && (key.startsWith("if") || key.startsWith("for") || key.startsWith("while"))) {
        depth = Math.min(4, depth + 1);
        text += pseudo ? " do" : " {";
      }
      if (dice.chance(0.06) && i > 0) {
        lines.add(new TextPiece.Line(List.of()));
        continue;
      }
      if (!key.isEmpty()) {
        Look strong = pseudo ? look.in(style.bold.face()) : look;
        strong = strong.in(coloured ? keyword : plain);
        runs.add(new TextPiece.Run(key, strong, x, 0));
        x += strong.width(key);
      }
      Look used = look.in(note && coloured ? comment : plain);
      String shown = Charts.fit(text, used, Math.max(look.size(), width - pad - x));
      if (!shown.isBlank()) {
        runs.add(new TextPiece.Run(shown, used, x, 0));
      }
      lines.add(new TextPiece.Line(runs));
    }
    TextPiece text = new TextPiece(null, lines, leading, look.size());
    String name = style.words.term("Algorithm ", "算法", "アルゴリズム", "알고리즘 ") + dice.whole(1, 9);
    boolean headed = pseudo && dice.chance(0.7);
    TextPiece head =
        headed
            ? style
                .plain(width - 2 * pad, look, Setter.Align.LEFT)
                .set(null, name + " " + style.words.phrase(dice, 4), look.in(style.bold.face()))
            : null;
    double headHeight = headed ? head.height() + style.em * 0.4 : 0;
    double height = text.height() + 2 * pad + headHeight;
    Color back = night ? new Color(35, 38, 45) : style.tint;
    return Piece.of(
        height,
        (canvas, x, y) ->
            canvas.region(
                Label.ALGORITHM,
                () -> {
                  if (frame >= 2) {
                    canvas.rect(x, y, width, height, back);
                  }
                  if (frame == 1) {
                    if (pseudo) {
                      canvas.line(x, y, x + width, y, style.ink, style.rule * 1.5);
                      canvas.line(
                          x, y + height, x + width, y + height, style.ink, style.rule * 1.5);
                    } else {
                      canvas.frame(x, y, width, height, Color.GRAY, 1);
                    }
                  }
                  if (headed) {
                    head.draw(canvas, x + left, y + pad);
                    double at = y + pad + head.height() + style.em * 0.1;
                    canvas.line(x, at, x + width, at, style.ink, 1);
                  }
                  text.draw(canvas, x, y + pad + headHeight);
                }));
  }

  private String keyword(boolean pseudo) {
    return pseudo
        ? dice.pick("if ", "for ", "while ", "return ", "Input: ", "Output: ", "repeat ", "let ")
        : dice.pick(
            "if ", "for ", "while ", "return ", "int ", "var ", "public ", "def ", "import ", "$ ");
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i > 0 ? " " : "").append(Words.letters(dice, dice.whole(2, 8)));
    }
    return text.toString();
  }

  private String statement(boolean pseudo) {
    String a = Words.letters(dice, dice.whole(1, 9));
    String b = Words.letters(dice, dice.whole(1, 8));
    return switch (dice.whole(0, 5)) {
      case 0 ->
          a
              + " = "
              + b
              + "("
              + Words.letters(dice, 3)
              + ", "
              + dice.whole(0, 99)
              + ")"
              + (pseudo ? "" : ";");
      case 1 -> a + "." + b + "()" + (pseudo ? "" : ";");
      case 2 -> a + (pseudo ? " <- " : " += ") + b + "[" + dice.pick("i", "j", "k") + "]";
      case 3 -> a + " == " + dice.whole(0, 255);
      case 4 -> "<" + a + " " + b + "=\"" + Words.letters(dice, 6) + "\">";
      default -> words(dice.whole(1, 7));
    };
  }
}
