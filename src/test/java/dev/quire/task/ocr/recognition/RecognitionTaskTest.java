package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTaskTest {

  private final RecognitionTask task =
      new RecognitionTask(
          new RecognitionContract("x", List.of("classes", "probabilities"), Integer.MAX_VALUE));

  @Test
  void aLineTakesItsShareOfTheColumns() {
    PreparedLine line = line(360, 90);

    LineCodes codes = task.split(outputs(1, 45), List.of(line)).get(0);

    assertEquals(45, codes.classes().length);
    assertEquals(0.25, codes.filledShare());
  }

  /** A graph that halves a line once more, or a device that lost a line, must not go unnoticed. */
  @ParameterizedTest
  @CsvSource({"2, 40", "1, 45", "3, 45", "2, 22"})
  void outputsOfAnotherSizeAreAFault(int lines, int columns) {
    Map<String, Tensor> outputs = outputs(lines, columns);

    assertThrows(
        IllegalStateException.class,
        () -> task.split(outputs, List.of(line(360, 90), line(360, 91))));
  }

  /** Some pad to widths that are no multiple of 8. */
  @ParameterizedTest
  @CsvSource({"500, 62", "500, 63", "504, 63"})
  void aColumnMoreOrLessIsNoFault(int bucket, int columns) {
    LineCodes codes = task.split(outputs(1, columns), List.of(line(bucket, 90))).get(0);

    assertEquals(columns, codes.classes().length);
  }

  @Test
  void bothOutputsAreNeeded() {
    Map<String, Tensor> outputs = new HashMap<>(outputs(1, 45));
    outputs.remove("probabilities");

    IllegalStateException fault =
        assertThrows(
            IllegalStateException.class, () -> task.split(outputs, List.of(line(360, 90))));

    assertTrue(fault.getMessage().contains("probabilities"), fault.getMessage());
  }

  @Test
  void aBlankLineIsOfTheLeastWidth() {
    assertEquals(new Bucket("48x320", 48 * 320), task.bucket(task.blank()));
    assertEquals(48 * 320 * 3, task.blank().sizeInBytes());
  }

  @Test
  void whatALineDoesNotFillIsPadding() {
    assertEquals(48 * 360, task.bucket(line(360, 90)).cost());
    assertEquals(48 * 90, task.content(line(360, 90)));
    assertEquals(task.bucket(task.blank()).cost(), task.content(task.blank()));
  }

  @Test
  void noBatchIsEmpty() {
    assertThrows(IllegalArgumentException.class, () -> task.assemble(List.of()));
  }

  private static PreparedLine line(int bucket, int width) {
    return new PreparedLine(bucket, width, new byte[48 * width * 3]);
  }

  private static Map<String, Tensor> outputs(int lines, int columns) {
    Shape shape = Shape.of(lines, columns);
    return Map.of(
        "classes",
        Tensor.allocate(ElementType.INT32, shape),
        "probabilities",
        Tensor.allocate(ElementType.FLOAT32, shape));
  }
}
