package dev.quire.api.layout;

import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A parameter that may differ from class to class, such as {@code 0.4,table:0.6}.
 *
 * @param others what holds for all classes that are not named, if that is said
 * @param byClass what holds for those that are, by class id
 */
record ClassValues<T>(Optional<T> others, Map<Integer, T> byClass) {

  private static final int MOST_CHARACTERS = 4_096;

  ClassValues {
    byClass = Map.copyOf(byClass);
  }

  /**
   * Reads one.
   *
   * @param name of the parameter
   * @param labels of the model's classes
   * @param type reads a value; fails with {@link IllegalArgumentException} on what is none
   * @param expected what a value must be, in words
   * @throws ProblemException if it makes no sense
   */
  static <T> ClassValues<T> parse(
      String name, String text, List<String> labels, Function<String, T> type, String expected) {
    if (text.length() > MOST_CHARACTERS) {
      throw problem("%s may have %d characters".formatted(name, MOST_CHARACTERS));
    }
    Optional<T> others = Optional.empty();
    Map<Integer, T> byClass = new HashMap<>();
    for (String item : text.split(",", -1)) {
      int colon = item.indexOf(':');
      T value = value(name, item.substring(colon + 1).strip(), type, expected);
      if (colon >= 0) {
        String label = item.substring(0, colon).strip();
        int classId = labels.indexOf(label);
        if (classId < 0) {
          throw problem("%s names '%s'; the classes are %s".formatted(name, label, labels));
        }
        if (byClass.put(classId, value) != null) {
          throw problem("%s names '%s' twice".formatted(name, label));
        }
      } else if (others.isPresent()) {
        throw problem("%s has two values for all classes in '%s'".formatted(name, text));
      } else {
        others = Optional.of(value);
      }
    }
    return new ClassValues<>(others, byClass);
  }

  /** A value for each class of which something is said. */
  Map<Integer, T> each(int classes) {
    Map<Integer, T> each = new HashMap<>();
    others.ifPresent(value -> IntStream.range(0, classes).forEach(id -> each.put(id, value)));
    each.putAll(byClass);
    return each;
  }

  private static <T> T value(String name, String text, Function<String, T> type, String expected) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw problem("%s must be %s, not '%s'".formatted(name, expected, text));
    }
  }

  private static ProblemException problem(String detail) {
    return new ProblemException(ProblemType.INVALID_PARAMETER, detail);
  }
}
