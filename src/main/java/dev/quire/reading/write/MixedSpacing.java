package dev.quire.reading.write;

import dev.quire.reading.text.Characters;
import java.util.List;

/**
 * Whether a space stands where two lines meet. Where Chinese or Japanese meets another script,
 * authors differ; what they do within the lines decides.
 *
 * @param spaced whether they put a space there
 */
record MixedSpacing(boolean spaced) {

  /** Looks at what stands within the lines. */
  static MixedSpacing of(List<String> lines) {
    int balance = 0;
    for (String line : lines) {
      balance += balance(line);
    }
    return new MixedSpacing(balance > 0);
  }

  /** Places with a space less places without. */
  private static int balance(String line) {
    int balance = 0;
    int before = 0;
    boolean space = false;
    for (int at = 0; at < line.length(); ) {
      int character = line.codePointAt(at);
      at += Character.charCount(character);
      if (Characters.isSpace(character)) {
        space = true;
        continue;
      }
      if (mixed(before, character)) {
        balance += space ? 1 : -1;
      }
      before = character;
      space = false;
    }
    return balance;
  }

  private static boolean mixed(int before, int after) {
    return Character.isLetterOrDigit(before)
        && Character.isLetterOrDigit(after)
        && Characters.isCjk(before) != Characters.isCjk(after);
  }

  /** Whether a space stands between the end of a line and the beginning of the next. */
  boolean between(int last, int first) {
    if (Characters.isHangul(last) || Characters.isHangul(first)) {
      return true;
    }
    if (Characters.isUnspaced(last) && Characters.isUnspaced(first)) {
      return false;
    }
    if (!Characters.isCjk(last) && !Characters.isCjk(first)) {
      return true;
    }
    return spaced && Character.isLetterOrDigit(last) && Character.isLetterOrDigit(first);
  }
}
