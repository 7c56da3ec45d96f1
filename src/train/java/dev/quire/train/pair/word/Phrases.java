package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules that change a phrase of a statement for another one. Blanks are never touched. Immutable.
 */
public final class Phrases {

  /** A phrase and what may stand for it. */
  private record Rule(String phrase, Pattern pattern, List<String> others) {

    boolean fits(String line) {
      // hardly any rule fits, and most are ruled out without the expression
      return line.contains(phrase) && pattern.matcher(line).find();
    }
  }

  private final List<Rule> rules;

  private Phrases(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Phrases that may stand for each other.
   *
   * @param spaced whether spaces part the language's words
   * @param sets one set a line, the phrases parted by {@code |}
   */
  public static Phrases exchangeable(boolean spaced, String sets) {
    List<Rule> rules = new ArrayList<>();
    for (String line : sets.lines().toList()) {
      List<String> set = phrases(line);
      for (String phrase : set) {
        rules.add(
            new Rule(
                phrase,
                pattern(phrase, spaced),
                set.stream().filter(p -> !p.equals(phrase)).toList()));
      }
    }
    return new Phrases(rules);
  }

  /**
   * Phrases and what stands for them, but not the other way round.
   *
   * @param rules one a line: the phrase, then its substitutes, parted by {@code |}
   */
  public static Phrases oneWay(boolean spaced, String rules) {
    return new Phrases(
        rules
            .lines()
            .map(Phrases::phrases)
            .map(p -> new Rule(p.get(0), pattern(p.get(0), spaced), p.subList(1, p.size())))
            .toList());
  }

  /** Changes one phrase, any that a rule fits; empty if none fits. */
  public Optional<String> any(String line, Dice dice) {
    List<Rule> fitting = rules.stream().filter(r -> r.fits(line)).toList();
    return fitting.isEmpty() ? Optional.empty() : change(line, dice.pick(fitting), dice);
  }

  /** Changes a phrase by the first rule that fits; empty if none does. */
  public Optional<String> first(String line, Dice dice) {
    return rules.stream().filter(r -> r.fits(line)).findFirst().flatMap(r -> change(line, r, dice));
  }

  private static Optional<String> change(String line, Rule rule, Dice dice) {
    String other = dice.pick(rule.others);
    return Optional.of(rule.pattern.matcher(line).replaceFirst(Matcher.quoteReplacement(other)));
  }

  private static List<String> phrases(String line) {
    return Arrays.asList(line.strip().split("\\|"));
  }

  private static Pattern pattern(String phrase, boolean spaced) {
    String quoted = Pattern.quote(phrase);
    return Pattern.compile(spaced ? "(?<![\\w{])" + quoted + "(?![\\w}])" : quoted);
  }
}
