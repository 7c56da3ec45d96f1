package dev.quire.api.similarity;

import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.api.similarity.JsonReader.Element;
import dev.quire.api.similarity.JsonReader.Elements;
import java.io.IOException;
import java.util.List;

/**
 * Takes in the texts of a request as they are read, and sees to it that they are texts and within
 * the limits. What is beyond a limit is counted and not kept. For one request; not thread-safe.
 */
final class TextIntake {

  private final SimilarityLimits limits;
  private long characters;

  TextIntake(SimilarityLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a list of anything that consists of texts.
   *
   * @throws ProblemException if it is none, is empty or has too many elements
   */
  <T> List<T> list(JsonReader json, Element<T> element) throws IOException {
    Elements<T> elements = json.list(element, limits.pairs());
    if (elements.count() == 0) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER, json.place() + " is empty; expected at least one element");
    }
    if (elements.count() > limits.pairs()) {
      throw new ProblemException(
          ProblemType.TOO_MANY_TEXTS,
          "%s has %d elements; at most %d are accepted"
              .formatted(json.place(), elements.count(), limits.pairs()));
    }
    return elements.read();
  }

  /**
   * Reads a text.
   *
   * @return the text, or nothing of it if there is too much text already
   * @throws ProblemException if it is none, is blank or too long, or holds half of a character
   */
  String text(JsonReader json) throws IOException {
    String text = json.text();
    requireWhole(text, json);
    int length = text.codePointCount(0, text.length());
    if (length > limits.textCharacters()) {
      throw new ProblemException(
          ProblemType.TEXT_TOO_LONG,
          "%s has %d characters; at most %d are accepted"
              .formatted(json.place(), length, limits.textCharacters()));
    }
    if (text.isBlank()) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "%s is %s; expected a text".formatted(json.place(), text.isEmpty() ? "empty" : "blank"));
    }
    characters += length;
    return characters > limits.characters() ? "" : text;
  }

  /**
   * To be called before any text is used.
   *
   * @throws ProblemException if there is too much text
   */
  void requireWithinLimits() {
    if (characters > limits.characters()) {
      throw new ProblemException(
          ProblemType.TOO_MUCH_TEXT,
          "The texts have %d characters together; at most %d are accepted"
              .formatted(characters, limits.characters()));
    }
  }

  /** JSON can spell halves of surrogate pairs, which are no characters. */
  private static void requireWhole(String text, JsonReader json) {
    for (int at = 0; at < text.length(); at++) {
      char half = text.charAt(at);
      if (Character.isHighSurrogate(half)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
      } else if (Character.isSurrogate(half)) {
        throw new ProblemException(
            ProblemType.INVALID_PARAMETER,
            "%s has half of a surrogate pair, \\u%04x, at index %d; expected whole characters"
                .formatted(json.place(), (int) half, at));
      }
    }
  }
}
