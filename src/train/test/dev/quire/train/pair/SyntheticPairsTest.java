package dev.quire.train.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyntheticPairsTest {

  private static final int EACH = 40;
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  private final SyntheticPairs train = new SyntheticPairs(3, Split.TRAIN);
  private final SyntheticPairs heldOut = new SyntheticPairs(3, Split.HELD_OUT);

  @Test
  void aSeedAndAnIndexGiveTheSameSentences() {
    SyntheticPairs again = new SyntheticPairs(3, Split.TRAIN);

    for (int i = 0; i < 200; i++) {
      assertEquals(train.triplet(i), again.triplet(i));
    }
    assertNotEquals(train.triplet(0), train.triplet(1));
    assertNotEquals(train.triplet(0), new SyntheticPairs(4, Split.TRAIN).triplet(0));
    assertEquals(
        heldOut.pairs(Language.CHINESE, Edit.DATE, EACH),
        new SyntheticPairs(3, Split.HELD_OUT).pairs(Language.CHINESE, Edit.DATE, EACH));
  }

  @Test
  void bothLanguagesComeAboutEquallyOften() {
    long chinese =
        LongStream.range(0, 1000)
            .filter(i -> HAN.matcher(train.triplet(i).anchor()).find())
            .count();

    assertTrue(chinese > 400 && chinese < 600, chinese + " of 1000 are Chinese");
  }

  @Test
  void noBlankIsLeftAndNoPairRepeatsItself() {
    for (SyntheticPairs source : List.of(train, heldOut)) {
      for (SentencePair pair : source.pairs(EACH)) {
        assertFalse((pair.left() + pair.right()).matches(".*[{}].*"), pair.toString());
        assertNotEquals(pair.left(), pair.right(), pair.toString());
        assertEquals(
            pair.language() == Language.CHINESE, HAN.matcher(pair.left()).find(), pair.toString());
      }
    }
  }

  @Test
  void exactlyOneSideOfANegationIsDenied() {
    Pattern english = Pattern.compile("\\b(not|never|cannot|need not)\\b|n't");
    Pattern chinese = Pattern.compile("不|没有|未|达不到");
    for (Language language : Language.values()) {
      Pattern denied = language == Language.ENGLISH ? english : chinese;
      for (SentencePair pair : train.pairs(language, Edit.NEGATION, EACH)) {
        boolean left = denied.matcher(pair.left()).find();
        assertNotEquals(left, denied.matcher(pair.right()).find(), pair.toString());
      }
    }
  }

  @Test
  void anotherNumberChangesAWord() {
    for (Language language : Language.values()) {
      for (SentencePair pair : heldOut.pairs(language, Edit.NUMBER, EACH)) {
        assertNotEquals(letters(pair.left()), letters(pair.right()), pair.toString());
      }
    }
  }

  @Test
  void anotherFormatOfEnglishDatesKeepsTheirNumbers() {
    Pattern year = Pattern.compile("20[1-3]\\d(?=\\D|$)");
    for (SentencePair pair : heldOut.pairs(Language.ENGLISH, Edit.FORMAT, EACH)) {
      List<String> left = year.matcher(pair.left()).results().map(m -> m.group()).toList();
      List<String> right = year.matcher(pair.right()).results().map(m -> m.group()).toList();
      assertEquals(left, right, pair.toString());
    }
  }

  @Test
  void trainingNeverShowsTheStatementsAndSynonymsHeldOut() {
    Set<String> words =
        LongStream.range(0, 3000)
            .mapToObj(train::triplet)
            .flatMap(t -> Stream.of(t.anchor(), t.same(), t.near()))
            .flatMap(text -> Stream.of(text.split("\\W+")))
            .collect(Collectors.toSet());
    for (String word :
        List.of("harmed", "wrecked", "soared", "tariff", "uptick", "bureau", "restituted")) {
      assertFalse(words.contains(word), word);
    }

    Set<String> said = new HashSet<>();
    LongStream.range(0, 3000).mapToObj(train::triplet).forEach(t -> said.add(t.anchor()));
    heldOut.pairs(EACH).forEach(pair -> assertFalse(said.contains(pair.left()), pair.left()));
  }

  @Test
  void equalMeaningsAreToldAlike() {
    // questions without blanks come again and again, in other words
    long distinct =
        LongStream.range(0, 2000).mapToObj(i -> train.triplet(i).meaning()).distinct().count();

    assertTrue(distinct < 1900, distinct + " meanings in 2000 triplets");
    assertTrue(distinct > 900, distinct + " meanings in 2000 triplets");
  }

  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
