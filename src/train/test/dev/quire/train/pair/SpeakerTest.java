package dev.quire.train.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.train.page.Dice;
import dev.quire.train.pair.frame.Frame;
import dev.quire.train.pair.word.Phrases;
import dev.quire.train.pair.word.Value;
import dev.quire.train.pair.word.Wording;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A language so small that all of its sentences can be listed. */
class SpeakerTest {

  private static final Frame PAYS =
      new Frame(
          List.of("{person} pays {person2}", "{person2} is paid by {person}"),
          List.of("{person} knows {person2}"),
          Set.of());

  private static final Value ANNA = new Value("A", List.of("A", "a"));
  private static final Value BEN = new Value("B", List.of("B", "b"));

  private static final Wording WORDING =
      new Wording(
          (slot, dice) -> dice.pick(ANNA, BEN),
          Phrases.exchangeable(true, "pays|gives money to"),
          Phrases.oneWay(true, "pays|remunerates"),
          Phrases.exchangeable(true, "pays|robs"),
          Phrases.oneWay(true, "is|is not\npays|does not pay"),
          Pattern.compile("not"),
          (text, dice) -> Optional.of(text + "?"),
          List.of("well, %s"),
          List.of("."),
          ",");

  private final Speaker speaker = new Speaker(Language.ENGLISH, List.of(PAYS), WORDING);

  @Test
  void otherWordsLeaveWhoPaysWhom() {
    assertPairs(
        Edit.REWORDED,
        "A pays B → B is paid by A",
        "B pays A → A is paid by B",
        "A does not pay B → B is not paid by A");
    assertPairs(Edit.SYNONYM, "A pays B → A gives money to B");
    assertPairs(Edit.NEW_SYNONYM, "A pays B → A remunerates B");
    assertPairs(Edit.POLITENESS, "A pays B → well, A pays B");
    assertPairs(Edit.PUNCTUATION, "A pays B → A pays B.");
    assertPairs(Edit.TYPO, "A pays B → A pays B?");
  }

  @Test
  void swappedRolesTellTheReverse() {
    assertPairs(
        Edit.ROLES,
        "A pays B → B pays A",
        "A pays B → A is paid by B",
        "B is paid by A → A is paid by B",
        "B is paid by A → B pays A");
    assertNever(Edit.ROLES, "A pays B → B is paid by A", "A pays B → A pays B");
  }

  @Test
  void negationsAndOppositesTellAnotherThing() {
    assertPairs(
        Edit.NEGATION,
        "A pays B → A does not pay B",
        "A pays B → B is not paid by A",
        "A does not pay B → A pays B");
    assertPairs(Edit.ANTONYM, "A pays B → A robs B");
    assertPairs(Edit.TOPIC, "A pays B → A knows B");
  }

  @Test
  void anotherFormIsNoOtherValue() {
    assertTrue(pairs(Edit.FORMAT, false).contains("A pays B → a pays b"));
    // both names are taken, so there is no third one to put there
    assertEquals(Set.of(), pairs(Edit.ENTITY, true));
  }

  private void assertPairs(Edit edit, String... expected) {
    Set<String> found = pairs(edit, true);
    assertTrue(found.containsAll(List.of(expected)), edit + ": " + found);
  }

  private void assertNever(Edit edit, String... unwanted) {
    Set<String> found = pairs(edit, true);
    for (String pair : unwanted) {
      assertTrue(!found.contains(pair), edit + ": " + pair);
    }
  }

  private Set<String> pairs(Edit edit, boolean upper) {
    return IntStream.range(0, 2000)
        .mapToObj(i -> speaker.pair(edit, Dice.of(1, i)))
        .flatMap(Optional::stream)
        .map(p -> p.left() + " → " + p.right())
        .map(p -> upper ? p.replaceAll("\\ba\\b", "A").replaceAll("\\bb\\b", "B") : p)
        .collect(Collectors.toSet());
  }
}
