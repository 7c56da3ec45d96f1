package dev.quire.document.searchable;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line with their boxes. Where the line does not know them they are cut out of its
 * text, and its box is shared out by the number of characters.
 */
final class LineWords {

  /** How many characters of a line may lie between two of its words. */
  private static final int REACH = 64;

  private LineWords() {}

  /**
   * A word of a line.
   *
   * @param index its place in logical order
   * @param spaced whether white space follows it, or the end of the line
   */
  record Word(ReadWord word, int index, boolean spaced) {

    String text() {
      return word.text();
    }

    Area area() {
      return word.area();
    }

    /** Whether there is white space between this word and one that is seen beside it. */
    boolean isSpacedFrom(Word other) {
      return index < other.index ? spaced : other.spaced;
    }
  }

  /** In logical order. */
  static List<Word> of(ReadLine line) {
    return line.words().isEmpty() ? cut(line) : known(line);
  }

  private static List<Word> known(ReadLine line) {
    List<Word> words = new ArrayList<>(line.words().size());
    int from = 0;
    for (ReadWord word : line.words()) {
      int at = near(line.text(), word.text(), from);
      boolean spaced = true;
      if (at >= 0) {
        from = at + word.text().length();
        spaced = from >= line.text().length() || isSpace(line.text().charAt(from));
      }
      words.add(new Word(word, words.size(), spaced));
    }
    return words;
  }

  /** Where a word begins in its line, not far behind the one before; -1 if it is not there. */
  private static int near(String line, String word, int from) {
    int last = Math.min(from + REACH, line.length() - word.length());
    for (int at = from; at <= last; at++) {
      if (line.startsWith(word, at)) {
        return at;
      }
    }
    return -1;
  }

  private static List<Word> cut(ReadLine line) {
    String text = line.text();
    List<Word> words = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int start = from;
      while (start < text.length() && isSpace(text.charAt(start))) {
        start++;
      }
      int end = start;
      while (end < text.length() && !isSpace(text.charAt(end))) {
        end++;
      }
      if (end > start) {
        Area area = share(line, (double) start / text.length(), (double) end / text.length());
        ReadWord word = new ReadWord(text.substring(start, end), area);
        words.add(new Word(word, words.size(), true));
      }
      from = end;
    }
    return words;
  }

  private static Area share(ReadLine line, double from, double to) {
    Area area = line.area();
    if (line.mode() == WritingMode.VERTICAL) {
      double top = area.top() + from * area.height();
      return new Area(
          area.left(), top, area.right(), Math.max(top, area.top() + to * area.height()));
    }
    boolean back = line.mode() == WritingMode.RIGHT_TO_LEFT;
    double left = area.left() + (back ? 1 - to : from) * area.width();
    double right = area.left() + (back ? 1 - from : to) * area.width();
    return new Area(left, area.top(), Math.max(left, right), area.bottom());
  }

  private static boolean isSpace(char letter) {
    return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
  }
}
