package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Role;
import dev.quire.reading.WritingMode;
import dev.quire.reading.text.Characters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes headings of lines that are larger than the page's running text where the layout model took
 * them for it, and parts headings of unlike size that it took for one.
 */
final class HeadingLines {

  /**
   * How much larger; a text layer knows its sizes, while recognition guesses them from the ink, and
   * fonts disagree on how wide a column of characters is.
   */
  private static final double LARGER = 1.1;

  private static final double LARGER_BY_INK = 1.35;

  private static final int MOST_LINES = 2;

  /** In letters; an ideograph is as wide as two. */
  private static final int WIDEST = 120;

  private static final int LEAST_LETTERS = 2;

  /** Lines of running text by which its size is known. */
  private static final int LEAST_BODY = 3;

  /** What no heading ends with. */
  private static final String NO_END = ".,;:。，、；：";

  private HeadingLines() {}

  /** The blocks in their order. */
  static List<Block> of(List<Block> blocks) {
    double body = body(blocks);
    List<Block> made = new ArrayList<>();
    for (Block block : blocks) {
      switch (block.role()) {
        case TITLE, HEADING -> parts(block, made);
        case TEXT -> text(block, body, made);
        default -> made.add(block);
      }
    }
    return made;
  }

  /** The size that half of the characters of running text exceed; 0 if there is too little. */
  private static double body(List<Block> blocks) {
    List<ReadLine> lines =
        blocks.stream()
            .filter(block -> block.role() == Role.TEXT || block.role() == Role.LIST_ITEM)
            .flatMap(block -> block.lines().stream())
            .sorted(Comparator.comparingDouble(HeadingLines::size))
            .toList();
    if (lines.size() < LEAST_BODY) {
      return 0;
    }
    long half = lines.stream().mapToLong(line -> line.text().length()).sum() / 2;
    for (ReadLine line : lines) {
      half -= line.text().length();
      if (half < 0) {
        return size(line);
      }
    }
    return 0;
  }

  private static void parts(Block block, List<Block> into) {
    List<ReadLine> lines = block.lines();
    int from = 0;
    for (int at = 1; at < lines.size(); at++) {
      if (unlike(lines.get(at - 1), lines.get(at))) {
        into.add(part(block, block.role(), lines.subList(from, at)));
        from = at;
      }
    }
    into.add(from == 0 ? block : part(block, Role.HEADING, lines.subList(from, lines.size())));
  }

  private static boolean unlike(ReadLine line, ReadLine next) {
    double factor = Math.max(factor(line), factor(next));
    return size(line) > factor * size(next) || size(next) > factor * size(line);
  }

  private static void text(Block block, double body, List<Block> into) {
    List<ReadLine> lines = block.lines();
    int large = 0;
    while (large < lines.size() && large(lines.get(large), body)) {
      large++;
    }
    if (body == 0
        || large == 0
        || large > MOST_LINES
        || !reads(lines.subList(0, large))
        || large < lines.size() && goesOn(lines.get(large))) {
      into.add(block);
    } else if (large == lines.size()) {
      into.add(part(block, Role.HEADING, lines));
    } else {
      into.add(part(block, Role.HEADING, lines.subList(0, large)));
      into.add(part(block, block.role(), lines.subList(large, lines.size())));
    }
  }

  /** Whether a line is the rest of a sentence. */
  private static boolean goesOn(ReadLine line) {
    String text = Characters.collapse(line.text());
    return !text.isEmpty() && Character.isLowerCase(text.codePointAt(0));
  }

  private static boolean large(ReadLine line, double body) {
    return size(line) >= factor(line) * body;
  }

  /**
   * How large its letters are: half of them stand in words that are lower. A raised or lowered
   * character makes the line higher, but only its own word.
   */
  private static double size(ReadLine line) {
    if (line.mode() == WritingMode.VERTICAL || line.words().size() < 2) {
      return line.fontSize();
    }
    List<ReadWord> words =
        line.words().stream()
            .sorted(Comparator.comparingDouble(word -> word.area().height()))
            .toList();
    int half = words.stream().mapToInt(word -> word.text().length()).sum() / 2;
    for (ReadWord word : words) {
      half -= word.text().length();
      if (half < 0) {
        return word.area().height();
      }
    }
    return line.fontSize();
  }

  private static double factor(ReadLine line) {
    return line.score() == 1 && line.mode() != WritingMode.VERTICAL ? LARGER : LARGER_BY_INK;
  }

  /** Whether lines read as a heading: words, and no end of a sentence. */
  private static boolean reads(List<ReadLine> lines) {
    String text =
        String.join(" ", lines.stream().map(line -> Characters.collapse(line.text())).toList());
    return text.codePoints().map(c -> Characters.isCjk(c) ? 2 : 1).sum() <= WIDEST
        && text.codePoints().filter(Character::isLetter).limit(LEAST_LETTERS).count()
            == LEAST_LETTERS
        && NO_END.indexOf(text.charAt(text.length() - 1)) < 0;
  }

  private static Block part(Block block, Role role, List<ReadLine> lines) {
    return new Block(
        role,
        block.label(),
        block.score(),
        Area.around(lines.stream().map(ReadLine::area).toList()),
        role == Role.TITLE ? 1 : 0,
        lines,
        block.table());
  }
}
