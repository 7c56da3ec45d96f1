package dev.quire.pipeline.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.image.Point;
import dev.quire.image.Quad;
import dev.quire.reading.ReadWord;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Words of recognised lines. */
class RecognizedLinesTest {

  private static Quad quad(double left, double right) {
    return new Quad(
        new Point(left, 0), new Point(right, 0), new Point(right, 20), new Point(left, 20));
  }

  /** Words of ten pixels a character, each so far behind the one before. */
  private static List<String> words(String text, double gap, String... parts) {
    List<Word> words = new ArrayList<>();
    double left = 0;
    for (String part : parts) {
      words.add(new Word(part, quad(left, left + 10 * part.length())));
      left += 10 * part.length() + gap;
    }
    TextLine line =
        new TextLine(quad(0, left), 0.9, Optional.empty(), text, 0.95, words, Optional.empty());
    return RecognizedLines.of(List.of(line)).get(0).words().stream().map(ReadWord::text).toList();
  }

  @Test
  void partsWithoutASpaceBetweenThemAreOneWord() {
    assertEquals(
        List.of("Total:", "1,375.00"),
        words("Total: 1,375.00", 2, "Total", ":", "1", ",", "375.00"));
  }

  @Test
  void partsFarFromEachOtherStayApart() {
    assertEquals(List.of("8", "99"), words("899", 40, "8", "99"));
  }

  @Test
  void ideographsStayApart() {
    assertEquals(List.of("水", "位", "5"), words("水位5", 2, "水", "位", "5"));
  }
}
