package dev.quire.reading.write;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.text.Characters;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words and hyphenated compounds that stand within the lines of a document, as far as it was
 * read. It takes no more than a fixed number of them.
 */
final class Vocabulary {

  private static final int MOST_WORDS = 50_000;
  private static final int MOST_COMPOUNDS = 20_000;
  private static final int LONGEST = 32;

  private final Set<String> words = new HashSet<>();
  private final Set<String> compounds = new HashSet<>();

  /** Learns from every line of a page. */
  void learn(ReadPage page) {
    page.blocks().stream().map(Block::lines).forEach(this::learn);
  }

  /** Learns from the lines of one block. */
  void learn(List<ReadLine> lines) {
    boolean broken = false;
    for (ReadLine line : lines) {
      String text = line.text().strip();
      learn(text, broken);
      broken = !text.isEmpty() && endsBroken(text.codePointBefore(text.length()));
    }
  }

  private static boolean endsBroken(int last) {
    return Characters.isHyphen(last) || last == Characters.SOFT_HYPHEN;
  }

  /** Leaves out the first word where the line before ended with its beginning. */
  private void learn(String line, boolean broken) {
    int at = broken ? firstSpace(line) : 0;
    String before = "";
    while (at < line.length()) {
      int end = at;
      while (end < line.length() && Character.isLetter(line.charAt(end))) {
        end++;
      }
      boolean hyphen = end < line.length() && Characters.isHyphen(line.charAt(end));
      if (end > at && !(hyphen && end + 1 == line.length())) {
        String word = line.substring(at, end).toLowerCase(Locale.ROOT);
        keep(word, before);
        before = hyphen ? word : "";
      } else {
        before = "";
      }
      at = end + 1;
    }
  }

  private static int firstSpace(String line) {
    int at = 0;
    while (at < line.length() && !Characters.isSpace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private void keep(String word, String before) {
    if (word.length() <= LONGEST && words.size() < MOST_WORDS) {
      words.add(word);
    }
    if (!before.isEmpty()
        && before.length() + word.length() <= LONGEST
        && compounds.size() < MOST_COMPOUNDS) {
      compounds.add(before + '-' + word);
    }
  }

  /** Whether the word, in lower case, stands somewhere. */
  boolean knows(String word) {
    return words.contains(word);
  }

  /** Whether both halves, in lower case, stand somewhere with a hyphen between them. */
  boolean knowsCompound(String left, String right) {
    return compounds.contains(left + '-' + right);
  }
}
