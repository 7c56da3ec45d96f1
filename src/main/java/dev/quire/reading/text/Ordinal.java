package dev.quire.reading.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A counting mark that a line begins with: {@code 1.}, {@code (b)}, {@code 三、}, {@code ④}. Whether
 * it is an item's depends on its neighbours: running text begins with such marks, too.
 *
 * @param kind what counts
 * @param delimiter what follows it; a space after a circled number
 * @param value from 1; digits may begin with 0
 */
public record Ordinal(Kind kind, char delimiter, int value) {

  /** What counts. */
  public enum Kind {
    DIGITS,
    LOWER_CASE,
    UPPER_CASE,
    HAN,
    CIRCLED
  }

  private static final String HAN = "一二三四五六七八九十";
  private static final int CIRCLED_ONE = 0x2460;

  /** A digit or a second delimiter after it makes it a number of another kind. */
  private static final Pattern COUNTED =
      Pattern.compile(
          "^[(（]?(?:([0-9]{1,3})|([a-z])|([A-Z])|([" + HAN + "]))([.)）、．])(?=\\s*[^\\s\\d.,)])");

  private static final Pattern CIRCLED = Pattern.compile("^([\\x{2460}-\\x{2473}])(?=\\s*\\S)");

  /** The mark of a line; empty if it begins with none. */
  public static Optional<Ordinal> of(String line) {
    Matcher circled = CIRCLED.matcher(line);
    if (circled.find()) {
      return Optional.of(new Ordinal(Kind.CIRCLED, ' ', line.codePointAt(0) - CIRCLED_ONE + 1));
    }
    Matcher counted = COUNTED.matcher(line);
    if (!counted.find()) {
      return Optional.empty();
    }
    char delimiter = counted.group(5).charAt(0);
    if (counted.group(1) != null) {
      return Optional.of(new Ordinal(Kind.DIGITS, delimiter, Integer.parseInt(counted.group(1))));
    }
    if (counted.group(2) != null) {
      return Optional.of(
          new Ordinal(Kind.LOWER_CASE, delimiter, counted.group(2).charAt(0) - 'a' + 1));
    }
    return Optional.of(
        counted.group(3) != null
            ? new Ordinal(Kind.UPPER_CASE, delimiter, counted.group(3).charAt(0) - 'A' + 1)
            : new Ordinal(Kind.HAN, delimiter, HAN.indexOf(counted.group(4)) + 1));
  }

  /** The one before in a list. */
  public Ordinal previous() {
    return new Ordinal(kind, delimiter, value - 1);
  }

  /** The one after it in a list. */
  public Ordinal next() {
    return new Ordinal(kind, delimiter, value + 1);
  }
}
