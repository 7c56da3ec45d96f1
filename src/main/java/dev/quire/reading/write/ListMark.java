package dev.quire.reading.write;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an item of a list begins with. */
sealed interface ListMark {

  /** A bullet, whatever its form, or a mark that stays in the text, as {@code (a)}. */
  record Bullet() implements ListMark {}

  /**
   * A number.
   *
   * @param digits one to nine of them
   * @param delimiter {@code .} or {@code )}
   */
  record Number(String digits, char delimiter) implements ListMark {

    /** The number itself. */
    int value() {
      return Integer.parseInt(digits);
    }

    /** Whether it follows the other in a list. */
    boolean follows(ListMark other) {
      return other instanceof Number before
          && before.delimiter == delimiter
          && before.value() + 1 == value();
    }
  }

  /**
   * A line cut into its mark and what follows.
   *
   * @param mark the mark
   * @param rest the text after it, not blank
   */
  record Cut(ListMark mark, String rest) {}

  /** Signs that are bullets wherever a line begins with them. */
  Pattern SIGN =
      Pattern.compile(
          "^([•‣⁃∙▪▫■□●○◦◆◇►▶▸➢➤❖✓✔\\x{25AA}\\x{F0A7}\\x{F0B7}\\x{F0D8}\\x{F0FC}])\\s*(?=\\S)");

  /** Signs that are bullets only in items of a list and before a space. */
  Pattern DASH = Pattern.compile("^([-–—−*+o·»>~‐‑])\\s+(?=\\S)");

  /** Numbers that Markdown's lists know. */
  Pattern NUMBER = Pattern.compile("^([0-9]{1,9})([.)])(\\s+(?=\\S)|(?=[^\\s\\d.,)]))");

  /** The mark of an item of a list; empty if it has none that is to be taken from the text. */
  static Optional<Cut> ofItem(String line) {
    Matcher dash = DASH.matcher(line);
    if (dash.find()) {
      return Optional.of(new Cut(new Bullet(), line.substring(dash.end())));
    }
    return sign(line).or(() -> number(line));
  }

  /** A bullet that no running text begins with. */
  static Optional<Cut> sign(String line) {
    Matcher sign = SIGN.matcher(line);
    return sign.find()
        ? Optional.of(new Cut(new Bullet(), line.substring(sign.end())))
        : Optional.empty();
  }

  /** A number with a full stop or bracket after it. */
  static Optional<Cut> number(String line) {
    Matcher number = NUMBER.matcher(line);
    return number.find()
        ? Optional.of(
            new Cut(
                new Number(number.group(1), number.group(2).charAt(0)),
                line.substring(number.end())))
        : Optional.empty();
  }
}
