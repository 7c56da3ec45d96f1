package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of another type would be read as wrong characters. */
class RecognitionOutputTypesTest {

  private static final Shape COLUMNS = Shape.of(1, 40);

  private final RecognitionTask grafted =
      new RecognitionTask(new RecognitionContract("x", List.of("c", "p"), Integer.MAX_VALUE));
  private final RecognitionTask whole =
      new RecognitionTask(new RecognitionContract("x", List.of("map"), Integer.MAX_VALUE));

  @Test
  void theContractsTypesAreTaken() {
    assertEquals(1, split(grafted, choice(ElementType.INT32, ElementType.FLOAT32)).size());
    assertEquals(1, split(whole, map(ElementType.FLOAT32)).size());
  }

  @Test
  void wideIndicesAreAFault() {
    assertFault(grafted, choice(ElementType.INT64, ElementType.FLOAT32), "INT64 [1x40] as 'c'");
  }

  @Test
  void otherProbabilitiesAreAFault() {
    assertFault(grafted, choice(ElementType.INT32, ElementType.INT32), "INT32 [1x40] as 'p'");
    assertFault(whole, map(ElementType.INT32), "INT32 [1x40x9] as 'map'");
  }

  private static Map<String, Tensor> choice(ElementType classes, ElementType probabilities) {
    return Map.of(
        "c", Tensor.allocate(classes, COLUMNS), "p", Tensor.allocate(probabilities, COLUMNS));
  }

  private static Map<String, Tensor> map(ElementType type) {
    return Map.of("map", Tensor.allocate(type, Shape.of(1, 40, 9)));
  }

  private static List<LineCodes> split(RecognitionTask task, Map<String, Tensor> outputs) {
    return task.split(outputs, List.of(task.blank()));
  }

  private static void assertFault(RecognitionTask task, Map<String, Tensor> outputs, String part) {
    String message =
        assertThrows(IllegalStateException.class, () -> split(task, outputs)).getMessage();

    assertTrue(message.contains(part), message);
  }
}
