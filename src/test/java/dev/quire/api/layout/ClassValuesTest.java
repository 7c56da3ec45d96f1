package dev.quire.api.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassValuesTest {

  private static final List<String> LABELS = List.of("text", "table", "image");

  @Test
  void oneForAll() {
    ClassValues<Integer> values = parse("7");

    assertEquals(Optional.of(7), values.others());
    assertEquals(Map.of(), values.byClass());
    assertEquals(Map.of(0, 7, 1, 7, 2, 7), values.each(3));
  }

  @Test
  void someAndTheOthers() {
    ClassValues<Integer> values = parse("image:3, 7 ,text:1");

    assertEquals(Optional.of(7), values.others());
    assertEquals(Map.of(2, 3, 0, 1), values.byClass());
    assertEquals(Map.of(0, 1, 1, 7, 2, 3), values.each(3));
  }

  @Test
  void someAlone() {
    ClassValues<Integer> values = parse("table:3");

    assertEquals(Optional.empty(), values.others());
    assertEquals(Map.of(1, 3), values.each(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "1,", "1,2", "text:1,text:1", "chart:1", "text", "text:", ":1", "1:text"})
  void whatMakesNoSense(String text) {
    assertThrows(ProblemException.class, () -> parse(text));
  }

  @Test
  void endsSomewhere() {
    assertThrows(ProblemException.class, () -> parse(" ".repeat(5_000) + "1"));
  }

  private static ClassValues<Integer> parse(String text) {
    return ClassValues.parse("size", text, LABELS, Integer::valueOf, "a whole number");
  }
}
