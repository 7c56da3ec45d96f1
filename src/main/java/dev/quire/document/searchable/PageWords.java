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
    List<LineWords.Word> all = LineWords.of(line);
    for (int i = 0; i < all.size(); i++) {
      ReadWord word = all.get(i).word();
      String text = PlainCharacters.of(word.text());
      if (text.isEmpty()) {
        continue;
      }
      if (there.test(word)) {
        present++;
        continue;
      }
      words++;
      boolean vertical = line.mode() == WritingMode.VERTICAL;
      boolean rightToLeft = line.mode() == WritingMode.RIGHT_TO_LEFT;
      Area area = space.onPage(word.area());
      placed.add(
          new PlacedWord(vertical ? text : VisualOrder.of(text, rightToLeft), area, vertical));
      boolean last = i == all.size() - 1;
      if (all.get(i).spaced() && !(last && (vertical || endsWithoutSpace(text)))) {
        Area next = last ? area : space.onPage(all.get(i + 1).word().area());
        placed.add(new PlacedWord(" ", gap(area, next, line.mode()), vertical));
      }
    }
  }

  /** The room between a word and the next one of its line, in which a space is written. */
  private static Area gap(Area word, Area next, WritingMode mode) {
    return switch (mode) {
      case VERTICAL ->
          new Area(
              word.left(),
              word.bottom(),
              word.right(),
              end(word.bottom(), next.top(), NARROW * word.width()));
      case RIGHT_TO_LEFT -> {
        double start = -end(-word.left(), -next.right(), NARROW * word.height());
        yield new Area(start, word.top(), word.left(), word.bottom());
      }
      case LEFT_TO_RIGHT ->
          new Area(
              word.right(),
              word.top(),
              end(word.right(), next.left(), NARROW * word.height()),
              word.bottom());
    };
  }

  private static double end(double from, double to, double least) {
    return Math.max(to, from + least);
  }

  /** Chinese and Japanese go on in the next line as they do within one. */
  private static boolean endsWithoutSpace(String text) {
    int last = text.codePointBefore(text.length());
    UnicodeScript script = UnicodeScript.of(last);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || last >= 0x3000 && last <= 0x303f
        || last >= 0xff00 && last <= 0xffef;
  }
}
