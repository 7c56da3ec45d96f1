package dev.quire.client;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of names as shells have it: {@code *} and {@code ?} within a name, <code>**</code>
 * across folders, <code>{a,b}</code>, {@code [a-z]}, {@code [!a]}, and a backslash before a
 * character that is meant. It is matched against names in UTF-8, where a character is a character
 * in every locale. Immutable and thread-safe.
 */
final class Glob {

  /** What a {@code **}{@code /} stands for: any number of folders, none included. */
  private static final String FOLDERS = "(?:[^/]*/)*?";

  private static final String WITHIN_A_NAME = "[^/]";

  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Glob of(String text) {
    StringBuilder regex = new StringBuilder();
    boolean inGroup = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      i++;
      if (c == '\\') {
        if (i == text.length()) {
          throw new IllegalArgumentException("a backslash at its end");
        }
        int meant = text.codePointAt(i);
        regex.append(Pattern.quote(Character.toString(meant)));
        i += Character.charCount(meant);
      } else if (c == '*' && text.startsWith("*/", i)) {
        regex.append(FOLDERS);
        i += 2;
      } else if (c == '*' && text.startsWith("*", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append(WITHIN_A_NAME).append('*');
      } else if (c == '?') {
        regex.append(WITHIN_A_NAME);
      } else if (c == '[') {
        i = bracket(text, i, regex);
      } else if (c == '{') {
        if (inGroup) {
          throw new IllegalArgumentException("braces within braces");
        }
        inGroup = true;
        regex.append("(?:");
      } else if (c == '}' && inGroup) {
        inGroup = false;
        regex.append(')');
      } else if (c == ',' && inGroup) {
        regex.append('|');
      } else {
        int plain = text.codePointAt(i - 1);
        regex.append(Pattern.quote(Character.toString(plain)));
        i += Character.charCount(plain) - 1;
      }
    }
    if (inGroup) {
      throw new IllegalArgumentException("a brace that is not closed");
    }
    return compiled(regex.toString());
  }

  /**
   * Reads a set of characters.
   *
   * @param from behind its bracket
   * @return behind the closing one
   */
  private static int bracket(String text, int from, StringBuilder regex) {
    int at = from;
    boolean not = at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^');
    at += not ? 1 : 0;
    // a bracket that closes nothing stands for itself
    int end = text.indexOf(']', at + 1);
    if (end < 0) {
      throw new IllegalArgumentException("a bracket that is not closed");
    }
    String set = text.substring(at, end);
    if (set.indexOf('/') >= 0) {
      throw new IllegalArgumentException("a slash in brackets");
    }
    regex.append("(?!/)[").append(not ? "^" : "");
    regex.append(set.replaceAll("[\\[\\]\\\\&^]", "\\\\$0")).append(']');
    return end + 1;
  }

  private static Glob compiled(String regex) {
    try {
      return new Glob(Pattern.compile(regex, Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription(), e);
    }
  }

  /** Whether a name, folders before it included, is one of those meant. */
  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
