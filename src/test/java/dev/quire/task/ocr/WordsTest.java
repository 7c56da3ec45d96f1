package dev.quire.task.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.image.CropGeometry;
import dev.quire.image.Point;
import dev.quire.image.Quad;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  private static final CropGeometry LEVEL =
      new CropGeometry(
          new Quad(new Point(0, 0), new Point(400, 0), new Point(400, 20), new Point(0, 20)),
          400,
          20,
          false,
          false);

  /** Characters at every other column from 1 on. */
  private static PlacedText text(String text, int columns, double filledShare) {
    List<PlacedCharacter> characters = new ArrayList<>();
    text.codePoints()
        .forEach(
            codePoint ->
                characters.add(
                    new PlacedCharacter(Character.toString(codePoint), 2 * characters.size() + 1)));
    return new PlacedText(characters, columns, filledShare);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two words|two,words",
        "VGG-16 at 1.25|VGG-16,at,1.25",
        "end. Next|end,.,Next",
        "v1. 2|v1,.,2",
        "a.b|a,.,b",
        "(1998)|(,1998,)",
        "- x|-,x",
        "使用JSON 11次，但|使用,JSON,11,次,，,但",
        "カタカナとHTTP|カタカナと,HTTP",
        "über Straße|über,Straße",
        "𠀀𠀁|𠀀𠀁",
        "'   '|''",
      })
  void groupsCharacters(String text, String expected) {
    List<String> words =
        new Words().of(text(text, 100, 1), LEVEL).stream().map(Word::text).toList();
    assertEquals(expected, String.join(",", words));
  }

  @Test
  void aLineOfSpacesHasNoWords() {
    assertEquals(List.of(), new Words().of(text("  ", 100, 1), LEVEL));
    assertEquals(List.of(), new Words().of(text("", 100, 1), LEVEL));
  }

  /** Columns 1 to 5 and 9 to 13 of 40 are in the middle of 30 to 110 and 190 to 270 of 800. */
  @Test
  void placesWordsByTheirColumns() {
    List<Word> words = new Words().of(text("abc def", 40, 1), LEVEL);
    assertEquals(2, words.size());
    assertPlace(5, 65, words.get(0));
    assertPlace(85, 145, words.get(1));
  }

  /** Half of the columns are padding, so each is twice as wide on the page. */
  @Test
  void leavesPaddingOut() {
    List<Word> words = new Words().of(text("abc def", 40, 0.5), LEVEL);
    assertPlace(10, 130, words.get(0));
    assertPlace(170, 290, words.get(1));
  }

  @Test
  void wordsThatOverlapMeetInTheMiddle() {
    PlacedText text =
        new PlacedText(
            List.of(
                new PlacedCharacter("a", 1),
                new PlacedCharacter("b", 5),
                new PlacedCharacter("次", 7),
                new PlacedCharacter("数", 11)),
            20,
            1);
    List<Word> words = new Words().of(text, LEVEL);
    assertPlace(0, 130, words.get(0));
    assertPlace(130, 270, words.get(1));
  }

  @Test
  void turnedLinesRunTheOtherWay() {
    List<Word> words = new Words().of(text("abc def", 40, 1), LEVEL.turned());
    assertEquals(new Point(395, 20), words.get(0).quad().topLeft());
    assertEquals(new Point(335, 0), words.get(0).quad().bottomRight());
  }

  private static void assertPlace(double from, double to, Word word) {
    assertEquals(from, word.quad().topLeft().x(), 1e-9);
    assertEquals(to, word.quad().topRight().x(), 1e-9);
    assertEquals(0, word.quad().topLeft().y(), 1e-9);
    assertEquals(20, word.quad().bottomRight().y(), 1e-9);
  }
}
