package dev.quire.reading.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the marks with which items of lists begin. */
public final class ListMarks {

  /** Signs that are bullets wherever a line begins with them. */
  private static final Pattern SIGN =
      Pattern.compile("^([•‣⁃∙▪▫■●○◦◆◇►▶▸➢➤❖\\x{F0A7}\\x{F0B7}\\x{F0D8}])\\s*(?=\\S)");

  /** Signs that are bullets only in lists, before a space; recognition drops that of a point. */
  private static final Pattern DASH = Pattern.compile("^(?:[-–—−*+o»>~‐‑]\\s+|·\\s*)(?=\\S)");

  /** Numbers that Markdown's lists know. */
  private static final Pattern NUMBER =
      Pattern.compile("^([0-9]{1,9})([.)])(\\s+(?=\\S)|(?=[^\\s\\d.,)]))");

  private ListMarks() {}

  /**
   * A line cut into its mark and what follows.
   *
   * @param mark the mark
   * @param rest the text after it, not blank
   */
  public record Cut(ListMark mark, String rest) {}

  /** The mark of an item of a list; empty if it has none that is to be taken from the text. */
  public static Optional<Cut> ofItem(String line) {
    Matcher dash = DASH.matcher(line);
    if (dash.find()) {
      return Optional.of(new Cut(ListMark.Bullet.READ, line.substring(dash.end())));
    }
    return sign(line).or(() -> number(line));
  }

  /** A sign that is a bullet only among others of its kind. */
  public static Optional<Character> dash(String line) {
    Matcher dash = DASH.matcher(line);
    return dash.find() ? Optional.of(line.charAt(0)) : Optional.empty();
  }

  /** A bullet that no running text begins with. */
  public static Optional<Cut> sign(String line) {
    Matcher sign = SIGN.matcher(line);
    return sign.find()
        ? Optional.of(new Cut(ListMark.Bullet.READ, line.substring(sign.end())))
        : Optional.empty();
  }

  /** A number with a full stop or bracket after it. */
  public static Optional<Cut> number(String line) {
    Matcher number = NUMBER.matcher(line);
    return number.find()
        ? Optional.of(
            new Cut(
                new ListMark.Number(number.group(1), number.group(2).charAt(0)),
                line.substring(number.end())))
        : Optional.empty();
  }
}
