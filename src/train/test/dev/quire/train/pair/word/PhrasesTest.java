package dev.quire.train.pair.word;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.train.page.Dice;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhrasesTest {

  private final Dice dice = Dice.of(1, 1);

  @Test
  void changesWholeWordsAndNoBlanks() {
    Phrases phrases = Phrases.exchangeable(true, "count|number");

    assertEquals(Optional.of("the number of {count}"), phrases.any("the count of {count}", dice));
    assertEquals(Optional.empty(), phrases.any("{count} accounts", dice));
  }

  @Test
  void changesPartsOfUnspacedText() {
    Phrases phrases = Phrases.oneWay(false, "增加|减少");

    assertEquals(Optional.of("销量减少了"), phrases.any("销量增加了", dice));
    assertEquals(Optional.empty(), phrases.any("销量减少了", dice));
  }

  @Test
  void theFirstRuleThatFitsGoesFirst() {
    Phrases phrases = Phrases.oneWay(true, "was|was not\npaid|did not pay");

    assertEquals(Optional.of("it was not paid"), phrases.first("it was paid", dice));
    assertEquals(Optional.of("he did not pay"), phrases.first("he paid", dice));
  }
}
