package dev.quire.model.paddle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An operator of a block. The maps keep the order of the file.
 *
 * @param type Paddle's name of it, such as {@code conv2d}
 * @param inputs the variables it takes, by the operator's own name of the slot, such as {@code
 *     Filter}
 * @param outputs the variables it makes, by slot
 * @param attributes the rest, by name
 */
public record Operator(
    String type,
    Map<String, List<String>> inputs,
    Map<String, List<String>> outputs,
    Map<String, Attribute> attributes) {

  /** The type of the operator that takes an input of the run. */
  static final String FEED = "feed";

  /** The type of the operator that hands an output of the run out. */
  static final String FETCH = "fetch";

  /** The attribute that says at which position of the run. */
  static final String COLUMN = "col";

  public Operator {
    Objects.requireNonNull(type, "type");
    inputs = copy(inputs);
    outputs = copy(outputs);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Takes the input at a position of the run. */
  public static Operator feed(String variable, int column) {
    return new Operator(
        FEED,
        Map.of("X", List.of(Variable.FEED.name())),
        Map.of("Out", List.of(variable)),
        Map.of(COLUMN, new Attribute.Int(column)));
  }

  /** Hands an output out at a position. */
  public static Operator fetch(String variable, int column) {
    return new Operator(
        FETCH,
        Map.of("X", List.of(variable)),
        Map.of("Out", List.of(Variable.FETCH.name())),
        Map.of(COLUMN, new Attribute.Int(column)));
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> slots) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    slots.forEach((slot, variables) -> copy.put(slot, List.copyOf(variables)));
    return Collections.unmodifiableMap(copy);
  }
}
