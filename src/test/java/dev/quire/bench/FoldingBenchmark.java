package dev.quire.bench;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.graph.AffineFolding;
import dev.quire.model.graph.Graph;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What {@link AffineFolding} saves on the processor, one thread: each model as its file is and
 * folded, in turn, on noise.
 */
class FoldingBenchmark {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final int WARM_UP = 2;
  private static final Path NEWER = Path.of("../shared/models/onnx");

  @Test
  void print() throws IOException {
    System.out.printf("%-32s %20s %12s %12s %8s%n", "model", "input", "before", "after", "ratio");
    bundled("ch_PP-OCRv4_det_infer", 15, 1, 3, 1760, 1248);
    bundled("ch_PP-OCRv4_det_infer", 31, 1, 3, 960, 672);
    bundled("ch_PP-OCRv4_rec_infer", 101, 1, 3, 48, 640);
    bundled("ch_PP-OCRv4_rec_infer", 31, 6, 3, 48, 320);
    bundled("ch_ppocr_mobile_v2.0_cls_infer", 101, 6, 3, 48, 192);
    newer("PP-OCRv6_det_small", 15, 1, 3, 960, 672);
    newer("PP-OCRv6_rec_small", 51, 1, 3, 48, 640);
  }

  private static void bundled(String model, int runs, long... shape) throws IOException {
    try (InputStream file =
        FoldingBenchmark.class.getResourceAsStream("/models/" + model + ".onnx")) {
      compare(Graph.parse(model, file.readAllBytes()), runs, Shape.of(shape));
    }
  }

  private static void newer(String model, int runs, long... shape) throws IOException {
    Path file = NEWER.resolve(model + ".onnx");
    if (Files.exists(file)) {
      compare(Graph.parse(model, Files.readAllBytes(file)), runs, Shape.of(shape));
    }
  }

  private static void compare(Graph graph, int runs, Shape shape) {
    Engine engine = new OnnxEngine(new OnnxOptions(1, false));
    Graph folded = new AffineFolding().apply(graph);
    try (Predictor before = engine.open(files(graph), CPU);
        Predictor after = engine.open(files(folded), CPU)) {
      long[] slow = new long[runs];
      long[] fast = new long[runs];
      for (int run = -WARM_UP; run < runs; run++) {
        long one = nanos(before, graph, shape);
        long other = nanos(after, graph, shape);
        if (run >= 0) {
          slow[run] = one;
          fast[run] = other;
        }
      }
      double was = median(slow);
      double is = median(fast);
      System.out.printf(
          Locale.ROOT,
          "%-32s %20s %9.2f ms %9.2f ms %8.2f%n",
          graph.name(),
          shape,
          was,
          is,
          was / is);
    }
  }

  private static ModelFiles files(Graph graph) {
    return new ModelFiles(graph.name(), new ModelFile.Embedded(graph.name(), graph::toBytes));
  }

  private static long nanos(Predictor predictor, Graph graph, Shape shape) {
    String input = graph.inputs().get(0);
    Tensor image = predictor.tensors().tensor(input, ElementType.FLOAT32, shape);
    FloatBuffer values = image.data().asFloatBuffer();
    Random random = new Random(1);
    while (values.hasRemaining()) {
      values.put(random.nextFloat() * 2 - 1);
    }
    long started = System.nanoTime();
    predictor.run(Map.of(input, image), List.of(graph.outputs().get(0)));
    return System.nanoTime() - started;
  }

  /** In milliseconds. */
  private static double median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e6;
  }
}
