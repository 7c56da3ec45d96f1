package dev.quire.document.searchable;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is written on a page: its words in reading order, and spaces between them. */
final class PageWords {

  /** How wide a space is for which there is no room, by the height of its line. */
  private static final double NARROW = 0.1;

  private final PageSpace space;
  private final Predicate<ReadWord> there;
  private final List<PlacedWord> placed = new ArrayList<>();
  private int words;
  private int present;

  /**
   * @param there whether the page already says a word at its place; it is left out
   */
  PageWords(PageSpace space, Predicate<ReadWord> there) {
    this.space = space;
    this.there = there;
  }

  /** Takes all that a page says. */
  void add(ReadPage page) {
    for (Block block : page.blocks()) {
      block.lines().forEach(this::add);
    }
  }

  /** The words and spaces so far. */
  List<PlacedWord> placed() {
    return placed;
  }

  /** How many words are among them. */
  int words() {
    return words;
  }

  /** How many were left out. */
  int present() {
    return present;
  }

  private void add(ReadLine line) {
    boolean vertical = line.mode() == WritingMode.VERTICAL;
    List<LineWords.Word> all = vertical ? LineWords.of(line) : VisualOrder.of(LineWords.of(line));
    for (int i = 0; i < all.size(); i++) {
      LineWords.Word word = all.get(i);
      String text = PlainCharacters.of(word.text());
      if (text.isEmpty()) {
        continue;
      }
      if (there.test(word.word())) {
        present++;
        continue;
      }
      words++;
      Area area = space.onPage(word.area());
      String seen =
          vertical ? text : VisualOrder.of(text, line.mode() == WritingMode.RIGHT_TO_LEFT);
      placed.add(new PlacedWord(seen, area, vertical));
      boolean last = i == all.size() - 1;
      if (last ? isSpacedAtEnd(word, line.mode()) : word.isSpacedFrom(all.get(i + 1))) {
        Area next = last ? area : space.onPage(all.get(i + 1).area());
        placed.add(new PlacedWord(" ", gap(area, next, vertical), vertical));
      }
    }
  }

  /** What ends a line from right to left stands at its left. */
  private static boolean isSpacedAtEnd(LineWords.Word word, WritingMode mode) {
    return mode == WritingMode.LEFT_TO_RIGHT && word.spaced() && !isChinese(word.text());
  }

  /** The room between a word and what is seen next in its line, in which a space is written. */
  private static Area gap(Area word, Area next, boolean vertical) {
    return vertical
        ? new Area(
            word.left(),
            word.bottom(),
            word.right(),
            end(word.bottom(), next.top(), NARROW * word.width()))
        : new Area(
            word.right(),
            word.top(),
            end(word.right(), next.left(), NARROW * word.height()),
            word.bottom());
  }

  private static double end(double from, double to, double least) {
    return Math.max(to, from + least);
  }

  /** Whether a text ends in a script whose lines go on in the next one without a space. */
  private static boolean isChinese(String text) {
    int last = text.codePointBefore(text.length());
    UnicodeScript script = UnicodeScript.of(last);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || last >= 0x3000 && last <= 0x303f
        || last >= 0xff00 && last <= 0xffef;
  }
}
