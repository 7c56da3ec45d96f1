package dev.quire.precision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.model.graph.ConvolutionGraphs;
import dev.quire.task.Golden;
import dev.quire.task.Task;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Two convolutions on the CPU, with a clock that says how long FP32 and INT8 take. */
class Int8GuardTest {

  private static final DeviceId CPU = DeviceId.parse("cpu:0");
  private static final DeviceId OTHER = DeviceId.parse("cpu:1");
  private static final Shape SHAPE = Shape.of(1, 8, 12, 12);
  private static final ModelFiles MODEL =
      new ModelRepository()
          .load("classpath:models/page-mini")
          .files()
          .with(new ModelFile.Embedded("two.onnx", () -> ConvolutionGraphs.two().toBytes()));

  private final GraphCache cache = GraphCache.inMemory();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private double tolerance = 0.1;
  private long int8Nanos = 10;

  @Test
  void whereItAnswersAsBeforeAndFasterItRunsInIntegers() {
    Int8Guard<float[], float[]> guard = guard();
    assertFalse(guard.isPrepared());

    try (Predictor predictor = guard.open(CPU)) {
      assertEquals(Precision.INT8, predictor.precision());
      float[] result = result(predictor);
      assertTrue(near(result, reference()) > 0.98);
      assertTrue(!java.util.Arrays.equals(result, reference()), "nothing was rounded");
    }

    PrecisionDecision verdict = guard.verdict(CPU).orElseThrow();
    assertEquals(Precision.INT8, verdict.used());
    assertFalse(verdict.fellBack());
    assertTrue(verdict.matched().orElseThrow() > 0.98);
    assertTrue(guard.isPrepared());
  }

  @Test
  void whereItIsNotFasterItStaysInFloat() {
    int8Nanos = 95;
    Int8Guard<float[], float[]> guard = guard();

    try (Predictor predictor = guard.open(CPU)) {
      assertEquals(Precision.FP32, predictor.precision());
      assertArrayEquals(reference(), result(predictor));
    }

    assertTrue(guard.verdict(CPU).orElseThrow().fellBack());
    assertFalse(guard.isPrepared());
  }

  @Test
  void whereTooLittleAgreesItStaysInFloat() {
    tolerance = 0;
    Int8Guard<float[], float[]> guard = guard();

    try (Predictor predictor = guard.open(CPU)) {
      assertEquals(Precision.FP32, predictor.precision());
    }
    assertTrue(guard.verdict(CPU).orElseThrow().fellBack());
  }

  @Test
  void thatTooLittleAgreesIsKnownTheNextTime() {
    tolerance = 0;
    guard().open(CPU).close();
    int before = opened.get();
    Int8Guard<float[], float[]> next = guard();
    assertFalse(next.isPrepared());

    try (Predictor predictor = next.open(CPU)) {
      assertEquals(Precision.FP32, predictor.precision());
    }
    assertEquals(1, opened.get() - before);
  }

  @Test
  void whatWouldNotBeFasterIsNotSearched() {
    int8Nanos = 95;
    tolerance = 0;
    guard().open(CPU).close();

    assertEquals(4, opened.get(), "FP32, observed, timed, served");
  }

  @Test
  void theFirstDeviceSettlesItForAll() {
    Int8Guard<float[], float[]> guard = guard();
    guard.open(CPU).close();
    int before = opened.get();

    try (Predictor predictor = guard.open(OTHER)) {
      assertEquals(Precision.INT8, predictor.precision());
    }

    assertEquals(1, opened.get() - before);
    assertEquals(1, asked.get());
    assertEquals(Precision.INT8, guard.verdict(OTHER).orElseThrow().used());
  }

  @Test
  void whatWasKeptIsCheckedAndNotMadeAgain() {
    guard().open(CPU).close();
    int before = opened.get();
    Int8Guard<float[], float[]> next = guard();
    assertTrue(next.isPrepared());

    next.open(CPU).close();

    assertEquals(4, opened.get() - before, "FP32, compared, timed, served");
  }

  @Test
  void whatWasKeptAndDoesNotAgreeAnyMoreIsNotUsed() {
    guard().open(CPU).close();
    tolerance = 0;

    try (Predictor predictor = guard().open(CPU)) {
      assertEquals(Precision.FP32, predictor.precision());
    }
  }

  private Int8Guard<float[], float[]> guard() {
    Engine onnx = new OnnxEngine(new OnnxOptions(1, false));
    Engine counting =
        new Engine() {
          @Override
          public String name() {
            return onnx.name();
          }

          @Override
          public Predictor open(ModelFiles model, DeviceId device) {
            opened.incrementAndGet();
            return onnx.open(model, device);
          }
        };
    return new Int8Guard<>(
        counting,
        MODEL,
        new GraphVariants(List.of("y"), GraphVariants.Passes.none(), cache),
        new Floats(),
        () -> {
          asked.incrementAndGet();
          return new NearlyEqual();
        },
        clock());
  }

  /** Looked at before and after a run, of FP32 and INT8 in turn. */
  private LongSupplier clock() {
    AtomicInteger looks = new AtomicInteger();
    long[] now = {0};
    return () -> {
      int look = looks.getAndIncrement() % 4;
      now[0] += look == 1 ? 100 : look == 3 ? int8Nanos : 0;
      return now[0];
    };
  }

  private static float[] result(Predictor predictor) {
    Floats task = new Floats();
    List<float[]> one = List.of(item(1));
    return task.split(predictor.run(task.assemble(one), task.outputs()), one).get(0);
  }

  private static float[] reference() {
    try (Predictor full = new OnnxEngine(new OnnxOptions(1, false)).open(MODEL, CPU)) {
      return result(full);
    }
  }

  private static float[] item(long seed) {
    Random random = new Random(seed);
    float[] values = new float[(int) SHAPE.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double near(float[] one, float[] other, double tolerance) {
    double most = 0;
    for (float value : one) {
      most = Math.max(most, Math.abs(value));
    }
    int near = 0;
    for (int i = 0; i < one.length; i++) {
      near += Math.abs(one[i] - other[i]) <= tolerance * most ? 1 : 0;
    }
    return (double) near / one.length;
  }

  private double near(float[] one, float[] other) {
    return near(one, other, tolerance);
  }

  private final class NearlyEqual implements Golden<float[], float[]> {

    @Override
    public List<float[]> items() {
      return List.of(item(1), item(2), item(3));
    }

    @Override
    public Likeness compare(List<float[]> reference, List<float[]> other) {
      double sum = 0;
      for (int i = 0; i < reference.size(); i++) {
        sum += near(reference.get(i), other.get(i));
      }
      return new Likeness(reference.size(), sum / reference.size(), 1);
    }
  }

  private static final class Floats implements Task<float[], float[]> {

    @Override
    public List<String> outputs() {
      return List.of("y");
    }

    @Override
    public Map<String, Tensor> assemble(List<float[]> items, Tensors tensors) {
      Tensor tensor = tensors.tensor("x", ElementType.FLOAT32, SHAPE);
      tensor.data().asFloatBuffer().put(items.get(0));
      return Map.of("x", tensor);
    }

    @Override
    public List<float[]> split(Map<String, Tensor> outputs, List<float[]> items) {
      FloatBuffer buffer = outputs.get("y").data().asFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return List.of(values);
    }

    @Override
    public Bucket bucket(float[] item) {
      return new Bucket("floats", 1);
    }

    @Override
    public float[] blank() {
      return item(0);
    }
  }
}
