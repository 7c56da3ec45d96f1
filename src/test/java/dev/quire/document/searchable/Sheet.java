package dev.quire.document.searchable;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes pages that say what a test wants them to say, set as a printer would. */
final class Sheet {

  private final int width;
  private final int height;
  private final List<ReadLine> lines = new ArrayList<>();

  Sheet(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** A horizontal line; words are parted by blanks, and are as wide as their letters are many. */
  Sheet line(double x, double y, double size, WritingMode mode, String... words) {
    List<ReadWord> placed = new ArrayList<>();
    boolean back = mode == WritingMode.RIGHT_TO_LEFT;
    double at = x;
    for (String word : words) {
      double length = 0.6 * size * word.codePointCount(0, word.length());
      placed.add(
          new ReadWord(
              word,
              back
                  ? new Area(at - length, y, at, y + size)
                  : new Area(at, y, at + length, y + size)));
      at += (back ? -1 : 1) * (length + 0.35 * size);
    }
    return add(placed, mode, " ");
  }

  /** A line without blanks, such as Chinese; its words touch. */
  Sheet dense(double x, double y, double size, String... words) {
    List<ReadWord> placed = new ArrayList<>();
    double at = x;
    for (String word : words) {
      double length = size * word.codePointCount(0, word.length());
      placed.add(new ReadWord(word, new Area(at, y, at + length, y + size)));
      at += length;
    }
    return add(placed, WritingMode.LEFT_TO_RIGHT, "");
  }

  /** A line downwards without blanks. */
  Sheet column(double x, double y, double size, String... words) {
    List<ReadWord> placed = new ArrayList<>();
    double at = y;
    for (String word : words) {
      double length = size * word.codePointCount(0, word.length());
      placed.add(new ReadWord(word, new Area(x, at, x + size, at + length)));
      at += length;
    }
    return add(placed, WritingMode.VERTICAL, "");
  }

  private Sheet add(List<ReadWord> words, WritingMode mode, String blank) {
    String text = String.join(blank, words.stream().map(ReadWord::text).toList());
    lines.add(
        new ReadLine(
            text, Area.around(words.stream().map(ReadWord::area).toList()), mode, 1, words));
    return this;
  }

  /** All words in the order in which they are read. */
  List<ReadWord> words() {
    return lines.stream().flatMap(line -> line.words().stream()).toList();
  }

  ReadPage page(int number) {
    return page(number, TextSource.OCR);
  }

  ReadPage page(int number, TextSource source) {
    Area all = new Area(0, 0, width, height);
    Block block = new Block(Role.TEXT, "text", 1, all, 0, lines, Optional.empty());
    return new ReadPage(number, width, height, source, "", List.of(block));
  }

  /** English. */
  static Sheet latin(int width, int height) {
    Sheet sheet = new Sheet(width, height);
    sheet.line(60, 80, 24, WritingMode.LEFT_TO_RIGHT, "Invisible", "text", "has", "no", "ink;");
    sheet.line(
        60, 120, 24, WritingMode.LEFT_TO_RIGHT, "it", "is", "found", "(all", "the", "same).");
    sheet.line(60, 160, 18, WritingMode.LEFT_TO_RIGHT, "Größe", "naïve", "Ωmega", "Привет", "€5");
    return sheet;
  }

  /** Chinese and Japanese. */
  static Sheet cjk(int width, int height) {
    Sheet sheet = new Sheet(width, height);
    sheet.dense(60, 80, 24, "文字", "是", "看不见", "的。");
    sheet.dense(60, 120, 24, "日本語", "の", "テキスト");
    return sheet;
  }

  /** Arabic and Hebrew, with a number and brackets. */
  static Sheet rightToLeft(int width, int height) {
    Sheet sheet = new Sheet(width, height);
    double right = width - 60;
    sheet.line(right, 80, 24, WritingMode.RIGHT_TO_LEFT, "هذا", "نص", "عربي", "سنة", "2024");
    sheet.line(right, 120, 24, WritingMode.RIGHT_TO_LEFT, "مكتوب", "(من", "اليمين)");
    sheet.line(right, 160, 24, WritingMode.RIGHT_TO_LEFT, "שלום", "עולם", "טוב");
    return sheet;
  }

  /** Japanese downwards, columns from right to left. */
  static Sheet vertical(int width, int height) {
    Sheet sheet = new Sheet(width, height);
    sheet.column(width - 100, 80, 24, "縦書き", "の", "日本語");
    sheet.column(width - 140, 80, 24, "右から", "左へ", "読む");
    return sheet;
  }

  /** Characters beyond the Basic Multilingual Plane. */
  static Sheet supplementary(int width, int height) {
    Sheet sheet = new Sheet(width, height);
    sheet.line(60, 80, 24, WritingMode.LEFT_TO_RIGHT, "😀😁", "𝒜𝓑c", "𠀀𠀁", "𐍈𐌰");
    return sheet;
  }
}
