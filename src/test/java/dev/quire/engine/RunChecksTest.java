package dev.quire.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunChecksTest {

  private static final TensorSpec IMAGE =
      new TensorSpec("image", ElementType.FLOAT32, Shape.of(Shape.DYNAMIC, 3, Shape.DYNAMIC));

  private final RunChecks checks =
      new RunChecks(
          "m",
          List.of(IMAGE),
          List.of(new TensorSpec("rows", ElementType.FLOAT32, Shape.of(Shape.DYNAMIC, 6))));

  @Test
  void acceptsWhatFits() {
    assertDoesNotThrow(() -> checks.requireInputs(Map.of("image", floats(2, 3, 7))));
    assertDoesNotThrow(() -> checks.requireOutputs(List.of("rows", "rows")));
  }

  @Test
  void namesAMissingInput() {
    refuses("Model m: no input 'image' among [page]", Map.of("page", floats(1, 3, 1)));
  }

  @Test
  void namesFoundAndExpectedOfTypeRankAndDimensions() {
    refuses(
        "Model m: input image int32[1x3x1] found, image float32[?x3x?] expected",
        Map.of("image", Tensor.allocate(ElementType.INT32, Shape.of(1, 3, 1))));
    refuses(
        "Model m: input image float32[1x3] found, image float32[?x3x?] expected",
        Map.of("image", floats(1, 3)));
    refuses(
        "Model m: input image float32[1x4x1] found, image float32[?x3x?] expected",
        Map.of("image", floats(1, 4, 1)));
  }

  @Test
  void refusesAnInputTooMany() {
    EngineException refusal =
        assertThrows(
            EngineException.class,
            () -> checks.requireInputs(Map.of("image", floats(1, 3, 1), "b", floats(1))));
    assertTrue(refusal.getMessage().endsWith("found, [image float32[?x3x?]] expected"));
  }

  @Test
  void refusesOutputsThatAreNotThere() {
    assertEquals(
        "Model m: no outputs are asked for",
        assertThrows(EngineException.class, () -> checks.requireOutputs(List.of())).getMessage());
    assertEquals(
        "Model m has no output 'boxes', but [rows float32[?x6]]",
        assertThrows(EngineException.class, () -> checks.requireOutputs(List.of("rows", "boxes")))
            .getMessage());
  }

  private void refuses(String message, Map<String, Tensor> given) {
    assertEquals(
        message,
        assertThrows(EngineException.class, () -> checks.requireInputs(given)).getMessage());
  }

  private static Tensor floats(long... shape) {
    return Tensor.allocate(ElementType.FLOAT32, Shape.of(shape));
  }
}
