package dev.quire.reading.write;

import java.util.regex.Pattern;

/** Recognises LaTeX among the texts of formulas; OCR gives plain characters instead. */
final class Latex {

  private static final Pattern COMMAND = Pattern.compile("(?<!\\\\)\\\\[A-Za-z]{2,}|[_^]\\{");
  private static final Pattern MARKUP = Pattern.compile("<[A-Za-z/!?]");

  private Latex() {}

  /**
   * Whether a text is LaTeX that can stand between {@code $$}: it has commands, its braces match,
   * and nothing in it could end the formula or be HTML.
   */
  static boolean matches(String text) {
    return COMMAND.matcher(text).find()
        && text.indexOf('$') < 0
        && text.indexOf('`') < 0
        && !MARKUP.matcher(text).find()
        && bracesMatch(text);
  }

  private static boolean bracesMatch(String text) {
    int depth = 0;
    for (int at = 0; at < text.length() && depth >= 0; at++) {
      switch (text.charAt(at)) {
        case '\\' -> at++;
        case '{' -> depth++;
        case '}' -> depth--;
        default -> {
          // everything else needs no partner
        }
      }
    }
    return depth == 0;
  }
}
