package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.ModelException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionContractTest {

  private static final TensorSpec LINES = floats("any", -1, 3, 48, -1);
  private static final TensorSpec MAP = floats("map", -1, -1, 6625);
  private static final TensorSpec CLASSES =
      new TensorSpec("classes", ElementType.INT32, Shape.of(-1, -1));
  private static final TensorSpec PROBABILITIES = floats("probabilities", -1, -1);

  @Test
  void aWholeMapIsReadWhateverItsName() {
    RecognitionContract contract = check(List.of(LINES), List.of(MAP));

    assertEquals("any", contract.input());
    assertEquals(List.of("map"), contract.outputs());
    assertFalse(contract.grafted());
    assertEquals(Integer.MAX_VALUE, contract.maxBatch());
  }

  @Test
  void aGraftedChoiceIsRead() {
    RecognitionContract contract = check(List.of(LINES), List.of(CLASSES, PROBABILITIES));

    assertEquals(List.of("classes", "probabilities"), contract.outputs());
    assertTrue(contract.grafted());
  }

  @Test
  void whatIsNotFixedMayBeAnything() {
    RecognitionContract contract =
        check(List.of(floats("x", -1, -1, -1, -1)), List.of(floats("y", -1, -1, -1)));

    assertEquals(Integer.MAX_VALUE, contract.maxBatch());
  }

  @Test
  void aFixedBatchSizeIsTheMost() {
    assertEquals(6, check(List.of(floats("x", 6, 3, 48, -1)), List.of(MAP)).maxBatch());
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(List.of(), List.of(MAP)),
        Arguments.of(List.of(LINES, LINES), List.of(MAP)),
        Arguments.of(List.of(floats("x", -1, 3, 32, -1)), List.of(MAP)),
        Arguments.of(List.of(floats("x", -1, 1, 48, -1)), List.of(MAP)),
        Arguments.of(List.of(floats("x", -1, 3, 48, 320)), List.of(MAP)),
        Arguments.of(List.of(floats("x", -1, 3, 48)), List.of(MAP)),
        Arguments.of(
            List.of(new TensorSpec("x", ElementType.UINT8, Shape.of(-1, 3, 48, -1))), List.of(MAP)),
        Arguments.of(List.of(LINES), List.of()),
        Arguments.of(List.of(LINES), List.of(PROBABILITIES)),
        Arguments.of(List.of(LINES), List.of(PROBABILITIES, CLASSES)),
        Arguments.of(List.of(LINES), List.of(CLASSES)));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void anythingElseIsRefusedByName(List<TensorSpec> inputs, List<TensorSpec> outputs) {
    ModelException refused = assertThrows(ModelException.class, () -> check(inputs, outputs));

    assertTrue(
        refused.getMessage().startsWith("rec.onnx does not fit the text recognition task"),
        refused.getMessage());
  }

  private static RecognitionContract check(List<TensorSpec> inputs, List<TensorSpec> outputs) {
    return RecognitionContract.check("rec.onnx", inputs, outputs);
  }

  private static TensorSpec floats(String name, long... dimensions) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(dimensions));
  }
}
