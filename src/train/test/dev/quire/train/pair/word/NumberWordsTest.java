package dev.quire.train.pair.word;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberWordsTest {

  @Test
  void saysEnglishNumbers() {
    Map<Integer, String> expected =
        Map.of(
            0, "zero",
            13, "thirteen",
            20, "twenty",
            42, "forty-two",
            105, "one hundred and five",
            1200, "one thousand two hundred",
            300_000, "three hundred thousand",
            45_017, "forty-five thousand and seventeen");

    expected.forEach((n, words) -> assertEquals(words, EnglishNumbers.words(n)));
  }

  @Test
  void saysChineseNumbers() {
    Map<Integer, String> expected =
        Map.of(
            0, "零",
            10, "十",
            12, "十二",
            105, "一百零五",
            212, "二百一十二",
            1200, "一千二百",
            3005, "三千零五",
            120_000, "十二万",
            45_017, "四万五千零一十七",
            300_500, "三十万零五百");

    expected.forEach((n, words) -> assertEquals(words, ChineseNumbers.words(n)));
    assertEquals("二〇二四", ChineseNumbers.digits(2024));
  }

  @Test
  void aNumberHasSeveralForms() {
    assertEquals(List.of("1000", "1,000", "one thousand"), EnglishNumbers.forms(1000));
    assertTrue(ChineseNumbers.forms(15_000).contains("1.5万"));
    assertFalse(ChineseNumbers.forms(15_320).contains("1.5万"));
  }
}
