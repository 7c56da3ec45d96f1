package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.ints;
import static dev.quire.model.graph.GraphBuilder.text;
import static dev.quire.model.graph.Halved.checked;
import static dev.quire.model.graph.Halved.image;
import static dev.quire.model.graph.Halved.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is decided in full precision, and what only looks like it. */
class Fp16ConversionDecisionsTest {

  @Test
  void decidesScoresInFull() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 8)
                .node("Relu", "a", "b")
                .conv("b", 8, "c", 4)
                .node("Sigmoid", "c", "y"));

    result.assertFull("Sigmoid");
    result.assertHalf("Conv", "Relu");
    assertEquals(2, result.report().casts());
  }

  /** The product of two scores is a score, although each is multiplied. */
  @Test
  void decidesProductsOfScoresInFull() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 4)
                .conv("x", 3, "b", 4)
                .node("Sigmoid", "a", "class")
                .node("Sigmoid", "b", "object")
                .node("Mul", "class object", "score")
                .conv("score", 4, "y", 4));

    result.assertFull("Sigmoid", "Mul");
  }

  @Test
  void activatesByOwnInputInHalf() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 8)
                .node("Sigmoid", "a", "s")
                .node("Mul", "a s", "b")
                .conv("b", 8, "y", 4));

    result.assertHalf("Sigmoid", "Mul");
    assertEquals(2, result.report().casts());
  }

  @Test
  void weighsChannelsInHalf() {
    for (String mean : List.of("GlobalAveragePool", "ReduceMean")) {
      GraphBuilder graph = image().conv("x", 3, "a", 8);
      Halved result =
          checked(
              (mean.equals("ReduceMean")
                      ? graph.node(mean, "a", "m", ints("axes", 2, 3))
                      : graph.node(mean, "a", "m"))
                  .conv("m", 8, "n", 2)
                  .node("Relu", "n", "o")
                  .conv("o", 2, "p", 8)
                  .node("Sigmoid", "p", "gate")
                  .node("Mul", "a gate", "b")
                  .conv("b", 8, "y", 4));

      result.assertHalf(mean, "Sigmoid", "Mul", "Conv");
      assertEquals(2, result.report().casts());
    }
  }

  /** The same gate, but nothing in FLOAT16 takes what it weighs. */
  @Test
  void weighsResultsInFull() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 4)
                .conv("x", 3, "b", 4)
                .node("Sigmoid", "a", "s")
                .node("Mul", "s b", "y"));

    result.assertFull("Sigmoid", "Mul");
    assertEquals(3, result.report().casts());
  }

  @Test
  void attendsInHalfButForSoftmax() {
    Halved result =
        checked(
            new GraphBuilder()
                .input("x", -1, 10, 16)
                .output("y", -1, 10, 16)
                .weight("q.w", 16, 16)
                .weight("k.w", 16, 16)
                .weight("v.w", 16, 16)
                .weight("o.w", 16, 16)
                .scalar("scale", 0.25f)
                .node("MatMul", "x q.w", "q")
                .node("MatMul", "x k.w", "k")
                .node("MatMul", "x v.w", "v")
                .node("Transpose", "k", "kt", ints("perm", 0, 2, 1))
                .node("MatMul", "q kt", "logits")
                .node("Mul", "logits scale", "scaled")
                .node("Softmax", "scaled", "weights", integer("axis", -1))
                .node("MatMul", "weights v", "mixed")
                .node("MatMul", "mixed o.w", "y"),
            Runs.noise(5, 2, 10, 16));

    result.assertFull("Softmax", "Mul");
    result.assertHalf("MatMul", "Transpose");
    assertEquals(4, result.report().casts());
  }

  /** A distance as a mean of likely ones: decode, though a convolution computes it. */
  @Test
  void meansOverSoftmaxInFull() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 8)
                .node("Softmax", "a", "p", integer("axis", 1))
                .floats("steps", new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 8, 1, 1)
                .node("Conv", "p steps", "distance")
                .scalar("stride", 32)
                .node("Mul", "distance stride", "y"));

    result.assertFull("Softmax", "Mul");
    assertEquals(DataType.FLOAT_VALUE, result.type("distance"));
    assertEquals(2, result.report().casts());
  }

  @Test
  void samplesGridsInFull() {
    Halved result =
        checked(
            image()
                .opset(16)
                .conv("x", 3, "a", 4)
                .conv("x", 3, "offsets", 2)
                .node("Transpose", "offsets", "grid", ints("perm", 0, 2, 3, 1))
                .node("GridSample", "a grid", "s", text("mode", "bilinear"))
                .conv("s", 4, "y", 4));

    result.assertFull("GridSample", "Transpose");
    result.assertHalf("Conv");
    assertEquals(5, result.report().casts());
  }

  @Test
  void sortsInFull() {
    Halved result =
        checked(
            sequence()
                .node("MatMul", "x w", "a")
                .longs("k", 5)
                .node("TopK", "a k", "best at", integer("axis", 2))
                .output("at", DataType.INT64, -1, 10, 5)
                .node("ArgMax", "a", "most", integer("axis", 2))
                .output("most", DataType.INT64, -1, 10, 1)
                .node("CumSum", "best one", "sums")
                .initializer(whole("one", 1))
                .node("Concat", "best sums", "y", integer("axis", 2)),
            Runs.noise(5, 2, 10, 16));

    result.assertFull("TopK", "CumSum", "Concat");
    assertEquals(2, result.report().casts());
  }

  /** Distances of up to a thousand pixels, on which FLOAT16 has steps of a half. */
  @Test
  void decodesBoxesInFull() {
    Halved result =
        checked(
            new GraphBuilder()
                .input("x", -1, 3, 16, 16)
                .output("y", -1, 256, 4)
                .conv("x", 3, "a", 4)
                .longs("flat", 0, 4, -1)
                .node("Reshape", "a flat", "b")
                .node("Transpose", "b", "distances", ints("perm", 0, 2, 1))
                .scalar("stride", 32)
                .node("Mul", "distances stride", "pixels")
                .floats("anchors", anchors(), 1, 256, 4)
                .node("Add", "anchors pixels", "y"));

    result.assertFull("Reshape", "Transpose", "Mul", "Add");
    result.assertHalf("Conv");
    assertEquals(2, result.report().casts());
    assertEquals(
        4 * 256 * 4, result.report().weightBytesAfter() - 2 * 4 * 27 - 4 - 3 * 8, "anchors");
  }

  private static float[] anchors() {
    float[] anchors = new float[1024];
    for (int i = 0; i < anchors.length; i++) {
      anchors[i] = i + 0.25f;
    }
    return anchors;
  }

  private static TensorProto whole(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.INT64_VALUE)
        .addInt64Data(value)
        .build();
  }
}
