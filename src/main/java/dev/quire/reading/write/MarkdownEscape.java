package dev.quire.reading.write;

import dev.quire.reading.text.Characters;
import java.util.regex.Pattern;

/** Escapes text so that a reader of CommonMark or GFM shows it as it is. */
final class MarkdownEscape {

  private static final String ALWAYS = "\\`*$";
  private static final int LONGEST_ENTITY = 40;
  private static final Pattern BULLET = Pattern.compile("^[-+](?:[- ].*)?$");
  private static final Pattern NUMBER = Pattern.compile("^([0-9]{1,9})([.)](?: .*)?)$");
  private static final Pattern TASK = Pattern.compile("^\\[[ xX]\\].*$");
  private static final String LINE_STARTS = "#>=~_:|";

  private MarkdownEscape() {}

  /** Text within a line. */
  static String inline(String text) {
    return escape(text, "");
  }

  /** Text with which a block or a line of one begins. */
  static String line(String text) {
    String escaped = inline(text);
    if (escaped.isEmpty()) {
      return escaped;
    }
    if (LINE_STARTS.indexOf(escaped.charAt(0)) >= 0
        || BULLET.matcher(escaped).matches()
        || TASK.matcher(escaped).matches()) {
      return '\\' + escaped;
    }
    return NUMBER.matcher(escaped).replaceFirst("$1\\\\$2");
  }

  /** Text of a heading, at whose end a run of number signs would be left out. */
  static String heading(String text) {
    String escaped = inline(text);
    int end = escaped.length();
    while (end > 0 && escaped.charAt(end - 1) == '#') {
      end--;
    }
    return end == escaped.length()
        ? escaped
        : escaped.substring(0, end) + '\\' + escaped.substring(end);
  }

  /** Text in a cell of a GFM table, or in a line below another. */
  static String cell(String text) {
    return escape(text, "|");
  }

  /** Text that describes a picture. */
  static String alternative(String text) {
    return escape(text, "[]");
  }

  private static String escape(String text, String also) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int before = ' ';
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      if (ALWAYS.indexOf(character) >= 0
          || also.indexOf(character) >= 0
          || depends(text, at, before, next)) {
        out.append('\\');
      }
      out.appendCodePoint(character);
      before = character;
      at = next;
    }
    return out.toString();
  }

  /** Characters that are marks only beside certain others. */
  private static boolean depends(String text, int at, int before, int next) {
    int after = next < text.length() ? text.codePointAt(next) : ' ';
    return switch (text.charAt(at)) {
      case '_' -> mayClose(before, after) && !within(before, after);
      case '~' -> mayClose(before, after);
      case '[' -> after == '^';
      case ']' -> after == '(' || after == '[' || after == ':';
      case '<' -> !Characters.isSpace(after) && !Character.isDigit(after) && after != '=';
      case '&' -> beginsEntity(text, next);
      default -> false;
    };
  }

  /** Whether letters and digits up to a semicolon follow the ampersand. */
  private static boolean beginsEntity(String text, int from) {
    int at = from < text.length() && text.charAt(from) == '#' ? from + 1 : from;
    int most = Math.min(text.length(), at + LONGEST_ENTITY);
    while (at < most && text.charAt(at) < 0x7F && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == ';';
  }

  private static boolean within(int before, int after) {
    return Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after);
  }

  /** Marks of emphasis that cannot close one do not, without an escape, spoil URLs. */
  private static boolean mayClose(int before, int after) {
    boolean opens =
        Characters.isSpace(before) || isPunctuation(before) && Character.isLetterOrDigit(after);
    return !opens;
  }

  private static boolean isPunctuation(int character) {
    return character > ' ' && character < 0x7F && !Character.isLetterOrDigit(character);
  }
}
