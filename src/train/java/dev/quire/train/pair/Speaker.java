package dev.quire.train.pair;

import dev.quire.train.page.Dice;
import dev.quire.train.pair.Edit.Grade;
import dev.quire.train.pair.frame.Frame;
import dev.quire.train.pair.frame.Saying;
import dev.quire.train.pair.frame.Statements;
import dev.quire.train.pair.word.Slot;
import dev.quire.train.pair.word.Value;
import dev.quire.train.pair.word.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Says things in one language, says them again in other words, and says what is not the same.
 * Immutable.
 */
final class Speaker {

  private static final double DENIED = 0.2;

  private final Language language;
  private final List<Frame> frames;
  private final Wording wording;

  Speaker(Language language, List<Frame> frames, Wording wording) {
    this.language = language;
    this.frames = List.copyOf(frames);
    this.wording = wording;
  }

  static Speaker of(Language language, Split split) {
    return new Speaker(language, Statements.of(language, split), Wording.of(language, split));
  }

  /**
   * Something to say.
   *
   * @param line which of the frame's lines says it
   * @param denied whether that line is denied
   * @param saying the words
   */
  private record Idea(Frame frame, int line, boolean denied, Saying saying) {

    Idea with(Saying other) {
      return new Idea(frame, line, denied, other);
    }
  }

  /** A training example. */
  Triplet triplet(Dice dice) {
    Idea anchor = idea(dice);
    String same = surface(reworded(anchor, dice, 0.6), dice);
    List<Edit> edits = new ArrayList<>(Edit.of(Grade.NEAR));
    while (!edits.isEmpty()) {
      Edit edit = edits.remove(dice.whole(0, edits.size() - 1));
      Optional<Idea> near = changed(edit, reworded(anchor, dice, 0.5), dice);
      if (near.isPresent()) {
        return new Triplet(
            meaning(anchor), surface(anchor, dice), same, surface(near.get(), dice), edit);
      }
    }
    throw new IllegalStateException("nothing looks like \"%s\"".formatted(anchor.saying.text()));
  }

  /** A pair with one edit; empty if what came to mind does not lend itself to it. */
  Optional<SentencePair> pair(Edit edit, Dice dice) {
    Idea idea = idea(dice);
    String left = idea.saying.text();
    Idea from = edit.grade() == Grade.SAME ? idea : reworded(idea, dice, 0.5);
    return again(edit, from, dice)
        .filter(right -> !right.equals(left))
        .map(right -> new SentencePair(language, left, right, edit));
  }

  private Idea idea(Dice dice) {
    Frame frame = dice.pick(frames);
    Map<String, Value> values = new HashMap<>();
    for (String blank : frame.blanks()) {
      Value value;
      do {
        value = wording.lexicon().draw(Slot.of(blank), dice);
      } while (overlaps(values, value));
      values.put(blank, value);
    }
    boolean denied = dice.chance(DENIED);
    List<Idea> ideas =
        IntStream.range(0, frame.lines().size())
            .boxed()
            .flatMap(
                i ->
                    line(frame, i, denied, dice)
                        .map(l -> new Idea(frame, i, denied, Saying.of(l, values, dice)))
                        .stream())
            .toList();
    return ideas.isEmpty() ? idea(dice) : dice.pick(ideas);
  }

  private Optional<String> line(Frame frame, int index, boolean denied, Dice dice) {
    String line = frame.lines().get(index);
    return denied ? wording.denied(line, dice) : Optional.of(line);
  }

  private Optional<String> again(Edit edit, Idea idea, Dice dice) {
    return switch (edit) {
      case TYPO -> wording.slips().slip(idea.saying.text(), dice);
      case POLITENESS -> Optional.of(wording.polite(idea.saying.text(), dice));
      case PUNCTUATION -> Optional.of(wording.punctuated(idea.saying.text(), dice));
      default -> changed(edit, idea, dice).map(i -> i.saying.text());
    };
  }

  private Optional<Idea> changed(Edit edit, Idea idea, Dice dice) {
    Saying saying = idea.saying;
    return switch (edit) {
      case REWORDED -> otherLine(idea, dice);
      case SYNONYM -> wording.synonyms().any(saying.line(), dice).map(l -> idea.with(saying.in(l)));
      case NEW_SYNONYM ->
          wording.newSynonyms().any(saying.line(), dice).map(l -> idea.with(saying.in(l)));
      case FORMAT -> Optional.of(idea.with(Saying.of(saying.line(), saying.values(), dice)));
      case NUMBER, DATE, ENTITY -> otherValue(edit, idea, dice);
      case NEGATION ->
          line(idea.frame, idea.line, !idea.denied, dice).map(l -> idea.with(saying.in(l)));
      case ANTONYM -> wording.antonyms().any(saying.line(), dice).map(l -> idea.with(saying.in(l)));
      case ROLES -> swapped(idea, dice);
      case TOPIC ->
          Optional.of(idea.frame.others())
              .filter(others -> !others.isEmpty())
              .map(others -> idea.with(saying.in(dice.pick(others))));
      case UNRELATED -> Optional.of(idea(dice)).filter(i -> !i.frame.equals(idea.frame));
      case TYPO, POLITENESS, PUNCTUATION ->
          throw new IllegalArgumentException(edit + " changes no statement");
    };
  }

  private Idea reworded(Idea idea, Dice dice, double probability) {
    return dice.chance(probability) ? otherLine(idea, dice).orElse(idea) : idea;
  }

  private Optional<Idea> otherLine(Idea idea, Dice dice) {
    List<Idea> others =
        IntStream.range(0, idea.frame.lines().size())
            .filter(i -> i != idea.line)
            .boxed()
            .flatMap(
                i ->
                    line(idea.frame, i, idea.denied, dice)
                        .map(l -> new Idea(idea.frame, i, idea.denied, idea.saying.in(l)))
                        .stream())
            .toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(dice.pick(others));
  }

  private Optional<Idea> otherValue(Edit edit, Idea idea, Dice dice) {
    Saying saying = idea.saying;
    List<String> blanks =
        idea.frame.blanks().stream().filter(b -> Slot.of(b).change() == edit).toList();
    if (blanks.isEmpty()) {
      return Optional.empty();
    }
    String blank = dice.pick(blanks);
    Value value = wording.lexicon().draw(Slot.of(blank), dice);
    return !overlaps(saying.values(), value)
        ? Optional.of(idea.with(saying.with(blank, value, dice)))
        : Optional.empty();
  }

  /** Whether a value might be taken for one that is there: Anna for Anna Miller. */
  private static boolean overlaps(Map<String, Value> values, Value value) {
    String key = value.key() + " ";
    return values.values().stream()
        .anyMatch(
            v ->
                v.forms().stream().anyMatch(value.forms()::contains)
                    || key.startsWith(v.key() + " ")
                    || (v.key() + " ").startsWith(key));
  }

  private Optional<Idea> swapped(Idea idea, Dice dice) {
    List<String> roles = idea.frame.roles();
    if (roles.isEmpty()) {
      return Optional.empty();
    }
    String first = dice.pick(roles);
    String second = first + "2";
    Saying saying = idea.saying;
    return Optional.of(
        idea.with(
            saying
                .with(first, saying.values().get(second), dice)
                .with(second, saying.values().get(first), dice)));
  }

  /** The idea in words, worn as in daily use: other synonyms, formats, slips, marks. */
  private String surface(Idea idea, Dice dice) {
    Saying saying = idea.saying;
    for (int i = 0; i < 2; i++) {
      if (dice.chance(0.35)) {
        saying = wording.synonyms().any(saying.line(), dice).map(saying::in).orElse(saying);
      }
    }
    if (dice.chance(0.5)) {
      saying = Saying.of(saying.line(), saying.values(), dice);
    }
    String text = saying.text();
    if (dice.chance(0.12)) {
      text = wording.slips().slip(text, dice).orElse(text);
    }
    if (dice.chance(0.12)) {
      text = wording.polite(text, dice);
    }
    return dice.chance(0.3) ? wording.punctuated(text, dice) : text;
  }

  private static String meaning(Idea idea) {
    Map<String, String> keys = new TreeMap<>();
    idea.saying.values().forEach((blank, value) -> keys.put(blank, value.key()));
    return idea.frame.lines().get(0) + keys + (idea.denied ? " denied" : "");
  }
}
