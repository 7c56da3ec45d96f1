package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParagraphsTest {

  private final Vocabulary vocabulary = new Vocabulary();
  private final Paragraphs paragraphs = new Paragraphs(vocabulary);

  private String join(String... lines) {
    return paragraphs.joinTexts(List.of(lines));
  }

  private void learn(String... lines) {
    vocabulary.learn(Made.lines(0, 0, lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two words        | on lines      | two words on lines
          bro-             | ken word      | broken word
          bro\u2010        | ken word      | broken word
          soft\u00AD       | ened          | softened
          soft\u00AD       | 2             | soft2
          COVID-           | 19            | COVID-19
          Smith-           | Jones         | Smith-Jones
          DNA-             | based         | DNA-based
          a 10-            | year plan     | a 10-year plan
          1990-            | 2000          | 1990-2000
          1990\u2013       | 2000          | 1990\u20132000
          a dash -         | and more      | a dash - and more
          a dash \u2013    | and more      | a dash \u2013 and more
          x-               | axis          | x-axis
          pre-             | and postwar   | pre- and postwar
          see http://a.b/c-| d.html        | see http://a.b/c-d.html
          and/             | or            | and/or
          either-          | (or)          | either- (or)
          中文             | 文字          | 中文文字
          句子，           | 然后          | 句子，然后
          ひらがな         | カタカナ      | ひらがなカタカナ
          한국어           | 문장          | 한국어 문장
          ภาษา             | ไทย           | ภาษาไทย
          使用             | Java 语言     | 使用 Java 语言
          使用Java的       | Spring        | 使用Java的Spring
          السطر الأول      | السطر الثاني  | السطر الأول السطر الثاني
          """)
  void joinsLines(String first, String second, String joined) {
    assertEquals(joined, join(first, second));
  }

  @Test
  void aHyphenStaysWhereTheDocumentWritesTheCompoundWithOne() {
    assertEquals("wellknown", join("well-", "known"));

    learn("It is a Well-Known fact.");

    assertEquals("well-known", join("well-", "known"));
    assertEquals("the well-known, again", join("the well-", "known, again"));
  }

  @Test
  void theBeginningAndTheRestOfABrokenWordAreNoWords() {
    learn("in-", "formation of in-", "formation");

    assertFalse(vocabulary.knows("formation"));
    assertFalse(vocabulary.knows("in"));
    assertTrue(vocabulary.knows("of"));
  }

  @Test
  void aLongerCompoundKeepsItsHyphenBetweenKnownWords() {
    learn("state of the art", "organ");

    assertEquals("state-of-the-art", join("state-of-", "the-art"));
    assertEquals("self-organizing", join("self-organ-", "izing"));
  }

  @Test
  void aKnownWordIsJoinedEvenIfItEndsLikeAConjunction() {
    learn("the island");

    assertEquals("the island", join("the isl-", "and"));
  }

  @Test
  void runsOfSpacesAndControlCharactersBecomeOneSpace() {
    assertEquals("a b c", join("  a\t\u00A0 b\u0000", "", " \u3000 ", "c  "));
  }

  @Test
  void twoPartsOfAParagraphJoinAsLinesDo() {
    assertEquals("the paragraph goes on", paragraphs.join("the para-", "graph goes on"));
    assertEquals("文字继续", paragraphs.join("文字", "继续"));
  }

  @Test
  void nothingAtAllIsNothing() {
    assertEquals("", join());
    assertEquals("", join("", " "));
  }
}
