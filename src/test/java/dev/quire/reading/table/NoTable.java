package dev.quire.reading.table;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lays out text that is no table. */
final class NoTable {
  private static final double EM = 22;

  private final Random random;
  private final List<ReadLine> lines = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private double space = 0.28 * EM;
  private double letter = 0.46 * EM;
  private double slope;

  NoTable(long seed) {
    random = new Random(seed);
  }

  NoTable mono() {
    space = 0.6 * EM;
    letter = 0.6 * EM;
    return this;
  }

  NoTable skewed(double slope) {
    this.slope = slope;
    return this;
  }

  /** Lines of running text that fill a width; justified lines fill it exactly. */
  NoTable prose(double left, double top, double width, int count, boolean justified) {
    MadeTexts texts = new MadeTexts(random, Kind.Script.LATIN);
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      double used = -space;
      while (true) {
        String word = texts.words(1, 1);
        if (used + space + width(word) > width) {
          break;
        }
        used += space + width(word);
        words.add(word);
      }
      double extra = justified && words.size() > 1 ? (width - used) / (words.size() - 1) : 0;
      line(words, left, top + i * 1.3 * EM, extra);
    }
    return this;
  }

  NoTable text(double left, double top, String... texts) {
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      double indent = 0;
      while (text.startsWith(" ")) {
        text = text.substring(1);
        indent += space;
      }
      double y = top + i * 1.3 * EM;
      double x = left + indent;
      for (String part : text.split("\t")) {
        line(List.of(part.split(" ")), x, y, 0);
        x = lines.get(lines.size() - 1).area().right() + 1.2 * EM;
      }
    }
    return this;
  }

  NoTable rule(Rule rule) {
    rules.add(rule);
    return this;
  }

  NoTable withoutWords() {
    lines.replaceAll(line -> ReadLine.of(line.text(), line.area()));
    return this;
  }

  private double width(String word) {
    return word.codePoints().mapToDouble(c -> c > 0x2e80 ? EM : letter).sum();
  }

  private void line(List<String> words, double x, double y, double extra) {
    List<ReadWord> placed = new ArrayList<>();
    for (String word : words) {
      double width = width(word);
      double shift = slope * x + random.nextDouble() * 2 - 1;
      placed.add(new ReadWord(word, new Area(x, y + shift, x + width, y + shift + EM)));
      x += width + space + extra;
    }
    Area area = Area.around(placed.stream().map(ReadWord::area).toList());
    String text = String.join(" ", words);
    lines.add(new ReadLine(text, area, WritingMode.LEFT_TO_RIGHT, 1, placed));
  }

  List<ReadLine> lines() {
    return lines;
  }

  List<Rule> rules() {
    return rules;
  }

  Area area() {
    return Area.around(lines.stream().map(ReadLine::area).toList());
  }
}
