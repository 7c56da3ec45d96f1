package dev.quire.reading.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words as files for other programs have them. */
class SpacedWordsTest {

  /** Each word is ten pixels wide. */
  private static ReadLine line(String text, String... words) {
    List<ReadWord> placed = new ArrayList<>();
    for (String word : words) {
      int left = 10 * placed.size();
      placed.add(new ReadWord(word, new Area(left, 0, left + 10, 5)));
    }
    return new ReadLine(text, new Area(0, 0, 100, 5), WritingMode.LEFT_TO_RIGHT, 1, placed);
  }

  private static List<String> texts(ReadLine line) {
    return SpacedWords.of(line).stream().map(ReadWord::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello, world! | Hello/,/world/!  | Hello,/world!",
        "第3章 概要      | 第/3/章/概要       | 第3章/概要",
        "a a aa        | a/a/a/a          | a/a/aa",
        "(3) x         | (/3/)/x          | (3)/x",
        "ab            | a/?/b            | a/?/b",
        "x             | nothing/of/it    | nothing/of/it"
      })
  void wordsAreWhatStandsBetweenSpaces(String text, String parted, String joined) {
    assertEquals(List.of(joined.split("/")), texts(line(text, parted.split("/"))));
  }

  @Test
  void aJoinedWordHasThePlaceOfItsParts() {
    List<ReadWord> words = SpacedWords.of(line("Hello, you", "Hello", ",", "you"));

    assertEquals(new Area(0, 0, 20, 5), words.get(0).area());
    assertEquals(new Area(20, 0, 30, 5), words.get(1).area());
  }

  @Test
  void aLineWithoutWordsHasNone() {
    assertEquals(List.of(), texts(line("text")));
  }
}
