package dev.quire.pipeline.read;

import dev.quire.image.Point;
import dev.quire.image.Quad;
import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import dev.quire.reading.text.Characters;
import dev.quire.reading.text.SpacedWords;
import dev.quire.task.ocr.TextLine;
import java.util.List;

/** Lines of recognised text as lines of a page. */
final class RecognizedLines {

  /** A line this many times as high as wide is read from top to bottom, as PaddleOCR has it. */
  private static final double UPRIGHT = 1.5;

  /** Of a word's height: parts of one word are not farther from each other. */
  private static final double ADJACENT = 0.5;

  private RecognizedLines() {}

  static List<ReadLine> of(List<TextLine> lines) {
    return lines.stream().map(RecognizedLines::line).toList();
  }

  private static ReadLine line(TextLine line) {
    Area area = area(line.quad());
    boolean upright = area.height() >= UPRIGHT * area.width() && line.text().length() > 1;
    ReadLine parted =
        new ReadLine(
            line.text(),
            area,
            upright ? WritingMode.VERTICAL : WritingMode.LEFT_TO_RIGHT,
            line.score(),
            line.words().stream()
                .map(word -> new ReadWord(word.text(), area(word.quad())))
                .toList());
    return new ReadLine(
        parted.text(),
        area,
        parted.mode(),
        parted.score(),
        SpacedWords.of(parted, RecognizedLines::isOneWord));
  }

  /**
   * Whether two parts of a line without a space between them are one word: recognition parts {@code
   * 1,375.00} at its punctuation. Ideographs stay apart, since a line may run over two cells.
   */
  private static boolean isOneWord(ReadWord word, ReadWord next) {
    double gap = next.area().left() - word.area().right();
    return gap <= ADJACENT * next.area().height()
        && !Characters.isUnspaced(word.text().codePointBefore(word.text().length()))
        && !Characters.isUnspaced(next.text().codePointAt(0));
  }

  private static Area area(Quad quad) {
    List<Point> corners = quad.corners();
    return new Area(
        corners.stream().mapToDouble(Point::x).min().orElseThrow(),
        corners.stream().mapToDouble(Point::y).min().orElseThrow(),
        corners.stream().mapToDouble(Point::x).max().orElseThrow(),
        corners.stream().mapToDouble(Point::y).max().orElseThrow());
  }
}
