package dev.quire.reading.order;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how deep a heading lies from its number. */
final class HeadingNumber {

  private static final int MOST_TEXT = 80;

  private static final Pattern DECIMAL =
      Pattern.compile(
          "^(?:[A-Z]|\\d{1,2})((?:\\s?[.．]\\s?\\d{1,3}){0,6})[.．]?(?=\\s|\\p{IsHan}|$).*");
  private static final Pattern DOTTED_LETTER = Pattern.compile("^[A-Z](?:[.．]\\d|\\.\\s).*");
  private static final Pattern CHAPTER =
      Pattern.compile(
          "^(?:(?:chapter|part|appendix|kapitel|teil|chapitre|capítulo)\\s+[\\divxlc\\p{Lu}]{1,5}\\b"
              + "|第\\s?[\\d一二三四五六七八九十百]{1,5}\\s?[章編编部]"
              + "|제\\s?\\d{1,3}\\s?장).*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern SECTION =
      Pattern.compile("^(?:第\\s?[\\d一二三四五六七八九十百]{1,5}\\s?[節节]|제\\s?\\d{1,3}\\s?절).*");
  private static final Pattern ROMAN = Pattern.compile("^(?:[IVX]{1,5}[.．]\\s|[Ⅰ-Ⅻ]).*");
  private static final Pattern COUNTED = Pattern.compile("^[一二三四五六七八九十]{1,3}、.*");

  private HeadingNumber() {}

  /** 1 for chapters and "3", 2 for "3.1", and so on; empty for headings without a number. */
  static OptionalInt depth(String heading) {
    String stripped = heading.strip();
    String text = stripped.substring(0, Math.min(MOST_TEXT, stripped.length())).replace('\n', ' ');
    if (CHAPTER.matcher(text).matches()
        || ROMAN.matcher(text).matches()
        || COUNTED.matcher(text).matches()) {
      return OptionalInt.of(1);
    }
    if (SECTION.matcher(text).matches()) {
      return OptionalInt.of(2);
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (!decimal.matches()
        || (Character.isLetter(text.charAt(0)) && !DOTTED_LETTER.matcher(text).matches())) {
      return OptionalInt.empty();
    }
    int dots = (int) decimal.group(1).chars().filter(c -> c == '.' || c == '．').count();
    return OptionalInt.of(1 + dots);
  }
}
