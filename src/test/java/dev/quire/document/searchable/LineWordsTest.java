package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineWordsTest {

  private static final Area BOX = new Area(100, 10, 200, 30);

  private static ReadLine line(String text, WritingMode mode, ReadWord... words) {
    return new ReadLine(text, BOX, mode, 1, List.of(words));
  }

  @Test
  void sharesOutTheLineWhereWordsAreNotKnown() {
    List<LineWords.Word> words =
        LineWords.of(line("ab  cdefgh", WritingMode.LEFT_TO_RIGHT));
    assertEquals(List.of("ab", "cdefgh"), words.stream().map(LineWords.Word::text).toList());
    assertEquals(new Area(100, 10, 120, 30), words.get(0).area());
    assertEquals(new Area(140, 10, 200, 30), words.get(1).area());
  }

  @Test
  void beginsAtTheRightWhereTheLineDoes() {
    List<LineWords.Word> words = LineWords.of(line("ab cdefghi", WritingMode.RIGHT_TO_LEFT));
    assertEquals(new Area(180, 10, 200, 30), words.get(0).area());
    assertEquals(new Area(100, 10, 170, 30), words.get(1).area());
  }

  @Test
  void beginsAtTheTopOfColumns() {
    List<LineWords.Word> words = LineWords.of(line("ab cdefghi", WritingMode.VERTICAL));
    assertEquals(new Area(100, 10, 200, 14), words.get(0).area());
  }

  @Test
  void knowsWhereThereIsABlank() {
    ReadWord one = new ReadWord("文字", BOX);
    ReadWord two = new ReadWord("是", BOX);
    ReadWord three = new ReadWord("text", BOX);
    List<LineWords.Word> words =
        LineWords.of(line("文字是 text", WritingMode.LEFT_TO_RIGHT, one, two, three));
    assertEquals(
        List.of(false, true, true), words.stream().map(LineWords.Word::spaced).toList());
  }

  @Test
  void takesWordsThatTheLineLacksForSpaced() {
    ReadWord one = new ReadWord("other", BOX);
    ReadWord two = new ReadWord("words", BOX);
    List<LineWords.Word> words = LineWords.of(line("text", WritingMode.LEFT_TO_RIGHT, one, two));
    assertTrue(words.stream().allMatch(LineWords.Word::spaced));
  }

  @Test
  void hasNoWordsWhereThereIsNoText() {
    assertEquals(List.of(), LineWords.of(line(" \u3000\n", WritingMode.LEFT_TO_RIGHT)));
  }
}
