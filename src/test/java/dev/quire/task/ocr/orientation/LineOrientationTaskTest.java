package dev.quire.task.ocr.orientation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.LineImage;
import dev.quire.model.ModelException;
import dev.quire.task.Golden.Likeness;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineOrientationTaskTest {

  private static final SimulatedLineOrientation MODEL = new SimulatedLineOrientation();
  private static final LineOrientationContract PADDED = contract(48, 192);
  private static final LineOrientationContract STRETCHED = contract(80, 160);

  private static LineOrientationContract contract(long height, long width) {
    return LineOrientationContract.check("cls.onnx", inputs(-1, height, width), MODEL.outputs());
  }

  private static List<TensorSpec> inputs(long batch, long height, long width) {
    return List.of(new TensorSpec("in", ElementType.FLOAT32, Shape.of(batch, 3, height, width)));
  }

  private static LineImage line(int width, int height, int blue, int green, int red) {
    byte[] bgr = new byte[width * height * 3];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = (byte) blue;
      bgr[i + 1] = (byte) green;
      bgr[i + 2] = (byte) red;
    }
    return new LineImage(width, height, bgr);
  }

  @ParameterizedTest
  @CsvSource({"100,50,96", "101,50,97", "400,50,192", "10,100,5", "1,500,1"})
  void keepsProportionsRoundedUp(int width, int height, int expected) {
    FittedLine line = new LineOrientationTask(PADDED).prepare(line(width, height, 0, 0, 0));
    assertEquals(expected, line.width());
    assertEquals(48, line.height());
  }

  @Test
  void normalisesAndPadsWithZero() {
    LineOrientationTask task = new LineOrientationTask(PADDED);
    List<FittedLine> lines =
        List.of(task.prepare(line(100, 50, 0, 255, 51)), task.prepare(line(400, 50, 255, 102, 0)));
    Tensor tensor = task.assemble(lines).get("in");
    assertEquals(Shape.of(2, 3, 48, 192), tensor.shape());
    FloatBuffer values = tensor.data().asFloatBuffer();
    float[] expected = {-1, 1, -0.6f, 1, -0.2f, -1};
    for (int at = 0; at < values.limit(); at++) {
      int plane = at / (48 * 192);
      boolean padding = plane < 3 && at % 192 >= 96;
      assertEquals(padding ? 0 : expected[plane], values.get(at), 1e-6f, "at " + at);
    }
  }

  @Test
  void padsOverWhatTheMemoryHeldBefore() {
    LineOrientationTask task = new LineOrientationTask(PADDED);
    Tensor used = Tensor.allocate(ElementType.FLOAT32, Shape.of(1, 3, 48, 192));
    FloatBuffer values = used.data().asFloatBuffer();
    for (int at = 0; at < values.limit(); at++) {
      values.put(at, Float.NaN);
    }
    task.assemble(List.of(task.prepare(line(10, 48, 0, 0, 0))), (name, type, shape) -> used);
    assertEquals(-1, values.get(9));
    assertEquals(0, values.get(10));
    assertEquals(0, values.get(values.limit() - 1));
  }

  @Test
  void theOtherModelTakesRedFirst() {
    LineOrientationTask task = new LineOrientationTask(STRETCHED);
    LineImage line = line(160, 80, 0, 0, 255);
    byte[] before = line.bgr().clone();
    Tensor tensor = task.assemble(List.of(task.prepare(line))).get("in");
    assertEquals(Shape.of(1, 3, 80, 160), tensor.shape());
    FloatBuffer values = tensor.data().asFloatBuffer();
    assertEquals((1 - 0.485) / 0.229, values.get(0), 1e-5);
    assertEquals(-0.456 / 0.224, values.get(80 * 160), 1e-5);
    assertEquals(-0.406 / 0.225, values.get(2 * 80 * 160), 1e-5);
    assertArrayEquals(before, line.bgr());
    assertEquals(160, task.prepare(line(900, 10, 0, 0, 0)).width());
  }

  @Test
  void refusesLinesOfAnotherModel() {
    FittedLine other = new LineOrientationTask(STRETCHED).blank();
    LineOrientationTask task = new LineOrientationTask(PADDED);
    assertThrows(IllegalArgumentException.class, () -> task.assemble(List.of(other)));
    assertThrows(IllegalArgumentException.class, () -> task.assemble(List.of()));
  }

  @Test
  void splitsAndRefusesOtherShapes() {
    LineOrientationTask task = new LineOrientationTask(PADDED);
    List<FittedLine> lines = List.of(task.blank(), task.blank());
    Map<String, Tensor> answer =
        MODEL.answer(
            Map.of(SimulatedLineOrientation.INPUT, task.assemble(lines).get("in")), task.outputs());
    LineOrientationScores upright = new LineOrientationScores(0.95f, 1 - 0.95f);
    assertEquals(List.of(upright, upright), task.split(answer, lines));
    assertThrows(IllegalStateException.class, () -> task.split(answer, List.of(task.blank())));
    assertThrows(IllegalStateException.class, () -> task.split(Map.of(), lines));
  }

  @Test
  void linesShareOneBucket() {
    LineOrientationTask task = new LineOrientationTask(PADDED);
    assertEquals(task.bucket(task.blank()), task.bucket(task.prepare(line(10, 48, 0, 0, 0))));
    assertEquals(48 * 192, task.bucket(task.blank()).cost());
  }

  @Test
  void contractsGoByShape() {
    assertEquals(LineFitting.PADDED, PADDED.fitting());
    assertEquals(LineFitting.STRETCHED, STRETCHED.fitting());
    assertEquals(LineFitting.PADDED, contract(-1, -1).fitting());
    assertEquals(Integer.MAX_VALUE, PADDED.maxBatch());
    assertEquals(
        6,
        LineOrientationContract.check("cls.onnx", inputs(6, 48, 192), MODEL.outputs()).maxBatch());
    ModelException size = assertThrows(ModelException.class, () -> contract(48, 320));
    assertTrue(size.getMessage().contains("cls.onnx"), size.getMessage());
    assertTrue(size.getMessage().contains("[-1, 3, 48, 320]") || size.getMessage().contains("320"));
    List<TensorSpec> four = List.of(new TensorSpec("out", ElementType.FLOAT32, Shape.of(-1, 4)));
    assertThrows(
        ModelException.class,
        () -> LineOrientationContract.check("doc.onnx", inputs(-1, 48, 192), four));
    assertThrows(
        ModelException.class,
        () -> LineOrientationContract.check("cls.onnx", List.of(), MODEL.outputs()));
    assertThrows(
        ModelException.class,
        () -> LineOrientationContract.check("cls.onnx", inputs(-1, 48, 192), List.of()));
  }

  @Test
  void turnsAboveTheThresholdOnly() {
    assertFalse(new LineOrientationScores(0.1f, 0.9f).isTurned(0.9f));
    assertTrue(new LineOrientationScores(0.09f, 0.91f).isTurned(0.9));
    assertFalse(new LineOrientationScores(0.3f, 0.7f).isTurned(0.9));
    assertTrue(new LineOrientationScores(0.3f, 0.7f).isTurned());
    assertFalse(new LineOrientationScores(0.5f, 0.5f).isTurned());
    assertFalse(new LineOrientationScores(0.7f, 0.3f).isTurned(0.1));
  }

  @Test
  void onlyMagentaPoisons() {
    LineOrientationTask task = new LineOrientationTask(PADDED);
    FittedLine magenta = task.prepare(line(400, 48, 255, 0, 255));
    FittedLine nearly = task.prepare(line(400, 48, 255, 1, 255));
    assertTrue(poisoned(task, task.blank(), magenta));
    assertFalse(poisoned(task, task.blank(), nearly));
  }

  private static boolean poisoned(LineOrientationTask task, FittedLine... lines) {
    return MODEL.poisoned(
        Map.of(SimulatedLineOrientation.INPUT, task.assemble(Arrays.asList(lines)).get("in")));
  }

  @Test
  void goldenLinesAgreeUnlessOneIsTurned() {
    LineOrientationTask task = new LineOrientationTask(PADDED);
    LineOrientationGolden golden =
        new LineOrientationGolden(List.of(line(100, 50, 255, 255, 255)), task, 0.9);
    assertEquals(2, golden.items().size());
    LineOrientationScores upright = new LineOrientationScores(0.95f, 0.05f);
    LineOrientationScores turned = new LineOrientationScores(0.05f, 0.95f);
    LineOrientationScores nearly = new LineOrientationScores(0.105f, 0.895f);
    LineOrientationScores barely = new LineOrientationScores(0.09f, 0.91f);
    assertEquals(
        new Likeness(4, 1, 1), golden.compare(List.of(upright, barely), List.of(upright, nearly)));
    assertEquals(
        new Likeness(4, 0.5, 1),
        golden.compare(List.of(upright, turned), List.of(upright, nearly)));
    assertThrows(
        IllegalArgumentException.class,
        () -> golden.compare(List.of(upright), List.of(upright, turned)));
  }
}
