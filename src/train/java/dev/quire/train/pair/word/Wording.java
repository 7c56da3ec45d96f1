package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import dev.quire.train.pair.Language;
import dev.quire.train.pair.Split;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be done to a language's sentences. Immutable.
 *
 * @param lexicon what fills blanks
 * @param synonyms phrases of the same meaning
 * @param newSynonyms further ones, whose substitutes occur nowhere else
 * @param antonyms phrases of opposite meanings
 * @param negations how a statement is denied, first rule first
 * @param undeniable statements that these rules cannot deny: questions, requests, denials
 * @param slips misspellings, or single characters that are often confused
 * @param courtesies frames such as {@code "hello, %s"} that add nothing
 * @param endings marks at the end that add nothing
 * @param comma the language's comma
 */
public record Wording(
    Lexicon lexicon,
    Phrases synonyms,
    Phrases newSynonyms,
    Phrases antonyms,
    Phrases negations,
    Pattern undeniable,
    Slips slips,
    List<String> courtesies,
    List<String> endings,
    String comma) {

  /** What a language has for a split. */
  public static Wording of(Language language, Split split) {
    return switch (language) {
      case ENGLISH -> EnglishWording.of(split);
      case CHINESE -> ChineseWording.of(split);
    };
  }

  /** The statement denied, if it can be. */
  public Optional<String> denied(String line, Dice dice) {
    return undeniable.matcher(line).find() ? Optional.empty() : negations.first(line, dice);
  }

  /** The sentence with a courtesy more. */
  public String polite(String text, Dice dice) {
    return dice.pick(courtesies).formatted(text);
  }

  /** The sentence with another ending and, at times, without its commas. */
  public String punctuated(String text, Dice dice) {
    return (dice.chance(0.4) ? text.replace(comma, "") : text) + dice.pick(endings);
  }
}
