package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.LineImage;
import dev.quire.model.ModelRepository;
import dev.quire.model.OcrModel;
import dev.quire.model.graph.ClassArgmax;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recogniser that ships with the service, with and without the choice of classes in it. */
class RecognitionTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final long SEED = 7;

  private static final List<String> GOLDEN =
      List.of(
          "Thequickbrownfoxjumpsoverthelazydog",
          "InvoiceNo.2024-0815,total1,284.50EUR",
          "1.Introduction",
          "Table3:meanlatencyinms(n=120)",
          "seehttps://example.org/report?id=42",
          "第一章文档版面分析的方法",
          "合计：12,480.00元（含税）",
          "图2识别结果与原文对照");

  private static Predictor whole;
  private static Predictor grafted;
  private static RecognitionTask ofWhole;
  private static RecognitionTask task;
  private static CtcDecoder decoder;

  @BeforeAll
  static void open() {
    OcrModel model = new ModelRepository().loadOcr("classpath:models/ppocr-v4");
    OnnxEngine engine = new OnnxEngine(OnnxOptions.defaults());
    whole = engine.open(model.recognition(), CPU);
    String map = whole.outputs().get(0).name();
    GraphVariants variants =
        new GraphVariants(
            List.of(map), GraphVariants.Passes.grafting(new ClassArgmax()), GraphCache.inMemory());
    grafted = engine.open(variants.of(model.recognition(), Precision.FP32).files(), CPU);
    ofWhole =
        new RecognitionTask(RecognitionContract.check("rec", whole.inputs(), whole.outputs()));
    task =
        new RecognitionTask(RecognitionContract.check("rec", grafted.inputs(), grafted.outputs()));
    int classes = Math.toIntExact(whole.outputs().get(0).shape().dimension(2));
    decoder = new CtcDecoder(Charset.of(model.characters(), "rec", classes));
  }

  @AfterAll
  static void close() {
    whole.close();
    grafted.close();
  }

  @Test
  void theGoldenLinesAreRead() {
    List<String> found =
        lines().stream()
            .map(line -> decoder.decode(run(grafted, task, List.of(line)).get(0)).text())
            .map(text -> text.replace(" ", ""))
            .toList();

    assertEquals(GOLDEN, found);
  }

  @Test
  void theGraphChoosesTheClassesThatTheWholeMapHas() {
    for (PreparedLine line : lines()) {
      LineCodes expected = run(whole, ofWhole, List.of(line)).get(0);
      LineCodes found = run(grafted, task, List.of(line)).get(0);

      assertArrayEquals(expected.classes(), found.classes());
      assertArrayEquals(expected.probabilities(), found.probabilities());
    }
  }

  @Test
  void aLineIsTheSameAloneAndInCompany() {
    Random random = new Random(SEED);
    List<PreparedLine> lines = new ArrayList<>();
    for (PreparedLine line : lines()) {
      // all of one bucket, so that any of them may run beside any other
      lines.add(new PreparedLine(776, Math.min(776, line.width()), cut(line)));
    }
    List<LineCodes> alone =
        lines.stream().map(line -> run(grafted, task, List.of(line)).get(0)).toList();
    for (int size = 2; size <= lines.size(); size++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      List<Integer> batch = order.subList(0, size);

      List<LineCodes> together = run(grafted, task, batch.stream().map(lines::get).toList());

      for (int i = 0; i < size; i++) {
        assertArrayEquals(alone.get(batch.get(i)).classes(), together.get(i).classes());
        assertArrayEquals(alone.get(batch.get(i)).probabilities(), together.get(i).probabilities());
      }
    }
  }

  private static byte[] cut(PreparedLine line) {
    int width = Math.min(776, line.width());
    byte[] cut = new byte[PreparedLine.HEIGHT * width * 3];
    for (int y = 0; y < PreparedLine.HEIGHT; y++) {
      System.arraycopy(line.bgr(), y * line.width() * 3, cut, y * width * 3, width * 3);
    }
    return cut;
  }

  @Test
  void paddingIsExactlyZeroAndPixelsAreNormalised() {
    PreparedLine line = task.prepare(new LineImage(2, 1, new byte[] {0, -1, 127, -128, 1, 2}));

    FloatBuffer values =
        task.assemble(List.of(line)).values().iterator().next().data().asFloatBuffer();

    assertEquals(96, line.width());
    assertEquals(320, line.bucket());
    assertEquals(-1f, values.get(0), "blue of the first pixel");
    assertEquals(1f, values.get(48 * 320), "green");
    assertEquals((127 / 255f - 0.5f) / 0.5f, values.get(2 * 48 * 320), "red");
    for (int x = 96; x < 320; x++) {
      assertEquals(0f, values.get(x));
    }
  }

  @Test
  void wideLinesAreSqueezed() {
    PreparedLine line = task.prepare(new LineImage(1000, 10, new byte[30_000]));

    assertEquals(3200, line.width());
    assertEquals(3200, line.bucket());
  }

  @Test
  void linesOfSeveralWidthsMakeNoBatch() {
    PreparedLine narrow = task.prepare(new LineImage(48, 48, new byte[48 * 48 * 3]));
    PreparedLine wide = task.prepare(new LineImage(480, 48, new byte[480 * 48 * 3]));

    assertTrue(narrow.bucket() < wide.bucket());
    assertThrows(IllegalArgumentException.class, () -> task.assemble(List.of(narrow, wide)));
  }

  private static List<PreparedLine> lines() {
    return new GoldenLines().images().stream().map(task::prepare).toList();
  }

  private static List<LineCodes> run(
      Predictor predictor, RecognitionTask task, List<PreparedLine> lines) {
    var inputs = new java.util.HashMap<String, Tensor>(task.assemble(lines));
    return task.split(predictor.run(inputs, task.outputs()), lines);
  }
}
