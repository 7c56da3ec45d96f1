package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.inner;
import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.ints;
import static dev.quire.model.graph.GraphBuilder.real;
import static dev.quire.model.graph.GraphBuilder.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule on a graph of its own, by what runs in which precision and by what it computes. */
class HalfPrecisionTest {

  /** Of values around 1 after a few layers; FLOAT16 has a little over three digits. */
  private static final double TOLERANCE = 0.02;

  private static final Tensor IMAGE = Runs.noise(3, 2, 3, 16, 16);

  @Test
  void castsOnceEachWayAroundAChain() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 8)
                .node("Relu", "a", "b")
                .conv("b", 8, "c", 8)
                .node("LeakyRelu", "c", "d", real("alpha", 0.1f))
                .conv("d", 8, "e", 8)
                .node("Add", "e d", "f")
                .node("Relu", "f", "g")
                .conv("g", 8, "y", 4));

    HalfPrecision.Report report = result.report();
    assertEquals(2, report.casts());
    assertEquals(8, report.halfNodes());
    assertEquals(0, report.fullNodes());
    assertEquals(4 * 9 * (3 * 8 + 8 * 8 + 8 * 8 + 8 * 4), report.weightBytesBefore());
    assertEquals(report.weightBytesBefore() / 2, report.weightBytesAfter());
    assertFalse(report.alreadyHalf());
  }

  @Test
  void decidesScoresInFull() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 8)
                .node("Relu", "a", "b")
                .conv("b", 8, "c", 4)
                .node("Sigmoid", "c", "y"));

    assertFull(result, "Sigmoid");
    assertHalf(result, "Conv", "Relu");
    assertEquals(2, result.report().casts());
  }

  /** The product of two scores is a score, although each is multiplied. */
  @Test
  void decidesProductsOfScoresInFull() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 4)
                .conv("x", 3, "b", 4)
                .node("Sigmoid", "a", "class")
                .node("Sigmoid", "b", "object")
                .node("Mul", "class object", "score")
                .conv("score", 4, "y", 4));

    assertFull(result, "Sigmoid", "Mul");
  }

  @Test
  void activatesByOwnInputInHalf() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 8)
                .node("Sigmoid", "a", "s")
                .node("Mul", "a s", "b")
                .conv("b", 8, "y", 4));

    assertHalf(result, "Sigmoid", "Mul");
    assertEquals(2, result.report().casts());
  }

  @Test
  void weighsChannelsInHalf() {
    for (String mean : List.of("GlobalAveragePool", "ReduceMean")) {
      GraphBuilder graph = image().conv("x", 3, "a", 8);
      HalfPrecision.Result result =
          check(
              (mean.equals("ReduceMean")
                      ? graph.node(mean, "a", "m", ints("axes", 2, 3))
                      : graph.node(mean, "a", "m"))
                  .conv("m", 8, "n", 2)
                  .node("Relu", "n", "o")
                  .conv("o", 2, "p", 8)
                  .node("Sigmoid", "p", "gate")
                  .node("Mul", "a gate", "b")
                  .conv("b", 8, "y", 4));

      assertHalf(result, mean, "Sigmoid", "Mul", "Conv");
      assertEquals(2, result.report().casts());
    }
  }

  /** The same gate, but nothing in FLOAT16 takes what it weighs. */
  @Test
  void weighsResultsInFull() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 4)
                .conv("x", 3, "b", 4)
                .node("Sigmoid", "a", "s")
                .node("Mul", "s b", "y"));

    assertFull(result, "Sigmoid", "Mul");
    assertEquals(3, result.report().casts());
  }

  @Test
  void attendsInHalfButForSoftmax() {
    HalfPrecision.Result result =
        check(
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

    assertFull(result, "Softmax", "Mul");
    assertHalf(result, "MatMul", "Transpose");
    assertEquals(4, result.report().casts());
  }

  /** A distance as a mean of likely ones: decode, though a convolution computes it. */
  @Test
  void meansOverSoftmaxInFull() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 8)
                .node("Softmax", "a", "p", integer("axis", 1))
                .floats("steps", new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 8, 1, 1)
                .node("Conv", "p steps", "distance")
                .scalar("stride", 32)
                .node("Mul", "distance stride", "y"));

    assertFull(result, "Softmax", "Mul");
    assertEquals(DataType.FLOAT_VALUE, type(result, "distance"));
    assertEquals(2, result.report().casts());
  }

  @Test
  void normalizesLayersInFull() {
    HalfPrecision.Result result =
        check(
            sequence()
                .node("MatMul", "x w", "a")
                .floats("gamma", ones(16), 16)
                .floats("beta", ones(16), 16)
                .node("LayerNormalization", "a gamma beta", "n", integer("axis", -1))
                .node("MatMul", "n w", "y"),
            Runs.noise(5, 2, 10, 16));

    assertFull(result, "LayerNormalization");
    assertHalf(result, "MatMul");
    assertEquals(4, result.report().casts());
  }

  @Test
  void normalizesLayersInPartsInFull() {
    for (boolean pow : new boolean[] {true, false}) {
      GraphBuilder graph =
          sequence()
              .node("MatMul", "x w", "a")
              .scalar("two", 2)
              .scalar("epsilon", 1e-5f)
              .floats("gamma", ones(16), 16)
              .node("ReduceMean", "a", "mean", ints("axes", -1))
              .node("Sub", "a mean", "centred");
      HalfPrecision.Result result =
          check(
              (pow
                      ? graph.node("Pow", "centred two", "square")
                      : graph.node("Mul", "centred centred", "square"))
                  .node("ReduceMean", "square", "variance", ints("axes", -1))
                  .node("Add", "variance epsilon", "safe")
                  .node("Sqrt", "safe", "deviation")
                  .node("Div", "centred deviation", "normal")
                  .node("Mul", "normal gamma", "n")
                  .node("MatMul", "n w", "y"),
              Runs.noise(5, 2, 10, 16));

      assertFull(result, "ReduceMean", "Sub", "Sqrt", "Div", "Mul", "Add");
      assertEquals(4, result.report().casts());
    }
  }

  @Test
  void samplesGridsInFull() {
    HalfPrecision.Result result =
        check(
            image()
                .opset(16)
                .conv("x", 3, "a", 4)
                .conv("x", 3, "offsets", 2)
                .node("Transpose", "offsets", "grid", ints("perm", 0, 2, 3, 1))
                .node("GridSample", "a grid", "s", text("mode", "bilinear"))
                .conv("s", 4, "y", 4));

    assertFull(result, "GridSample", "Transpose");
    assertHalf(result, "Conv");
    assertEquals(5, result.report().casts());
  }

  @Test
  void sortsInFull() {
    HalfPrecision.Result result =
        check(
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

    assertFull(result, "TopK", "CumSum", "Concat");
    assertEquals(2, result.report().casts());
  }

  /** Distances of up to a thousand pixels, on which FLOAT16 has steps of a half. */
  @Test
  void decodesBoxesInFull() {
    HalfPrecision.Result result =
        check(
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

    assertFull(result, "Reshape", "Transpose", "Mul", "Add");
    assertHalf(result, "Conv");
    assertEquals(2, result.report().casts());
    assertEquals(
        4 * 256 * 4, result.report().weightBytesAfter() - 2 * 4 * 27 - 4 - 3 * 8, "anchors");
  }

  /** Two Slices in FLOAT16 would need two casts, where one does. */
  @Test
  void slicesWhereItSavesCasts() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 4)
                .longs("axis", 1)
                .longs("zero", 0)
                .longs("two", 2)
                .longs("four", 4)
                .node("Slice", "a zero two axis", "b")
                .node("Slice", "a two four axis", "c")
                .node("Sigmoid", "b", "d")
                .node("Exp", "c", "e")
                .node("Concat", "d e", "y", integer("axis", 1)));

    assertFull(result, "Slice", "Exp", "Sigmoid", "Concat");
    assertEquals(2, result.report().casts());
  }

  /** In FLOAT the join would need a cast for each branch. */
  @Test
  void joinsWhereItSavesCasts() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 4)
                .conv("x", 3, "b", 4)
                .conv("x", 3, "c", 4)
                .node("Concat", "a b c", "joint", integer("axis", 1))
                .node("Sigmoid", "joint", "y"));

    assertHalf(result, "Concat");
    assertFull(result, "Sigmoid");
    assertEquals(2, result.report().casts());
  }

  @Test
  void resizesInHalfByScalesInFull() {
    for (int opset : new int[] {11, 13, 17, 18}) {
      HalfPrecision.Result result =
          check(
              new GraphBuilder()
                  .opset(opset)
                  .input("x", -1, 3, 16, 16)
                  .output("y", -1, 4, 32, 32)
                  .conv("x", 3, "a", 4)
                  .floats("roi", new float[0], 0)
                  .floats("scales", new float[] {1, 1, 2, 2}, 4)
                  .node("Resize", "a roi scales", "b", text("mode", "linear"))
                  .conv("b", 4, "y", 4));

      assertHalf(result, "Resize");
      NodeProto resize = node(result, "Resize");
      assertEquals("scales", resize.getInput(2));
      assertEquals(DataType.FLOAT_VALUE, type(result, "scales"));
      assertEquals(2, result.report().casts());
    }
  }

  @Test
  void clipsByBoundsOfItsType() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 4)
                .floats("low", new float[] {0})
                .floats("high", new float[] {6})
                .node("Clip", "a low high", "b")
                .conv("b", 4, "c", 4)
                .node("Clip", "c _ high", "y"));

    List<NodeProto> clips = nodes(result, "Clip");
    assertEquals(DataType.FLOAT16_VALUE, type(result, clips.get(0).getInput(1)));
    assertEquals(DataType.FLOAT16_VALUE, type(result, clips.get(0).getInput(2)));
    // The last one's result leaves the graph.
    assertEquals(List.of("", "high"), clips.get(1).getInputList().subList(1, 3));
  }

  /** No GPU clips FLOAT16 before opset 12. */
  @Test
  void clipsInFullBeforeOpset12() {
    HalfPrecision.Result result =
        check(
            image()
                .opset(11)
                .conv("x", 3, "a", 4)
                .floats("low", new float[] {0})
                .node("Clip", "a low", "b")
                .conv("b", 4, "y", 4));

    assertFull(result, "Clip");
    assertEquals(4, result.report().casts());
  }

  @Test
  void padsWithAValueOfItsType() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 4)
                .longs("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .floats("value", new float[] {0.5f})
                .node("Pad", "a pads value", "b")
                .weight("w", 4, 4, 3, 3)
                .node("Conv", "b w", "y"));

    NodeProto pad = node(result, "Pad");
    assertHalf(result, "Pad");
    assertEquals("pads", pad.getInput(1));
    assertEquals(DataType.FLOAT16_VALUE, type(result, pad.getInput(2)));
    assertEquals(2, result.report().casts());
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 13, 14, 15, 17})
  void mergesNormalizationsIntoTheWork(int opset) {
    HalfPrecision.Result result =
        check(
            norm(image().opset(opset).conv("x", 3, "a", 8), "a", "b", 8)
                .node("Relu", "b", "c")
                .conv("c", 8, "y", 4));

    assertTrue(nodes(result, "BatchNormalization").isEmpty());
    assertEquals(1, result.report().folded());
    assertEquals(2, result.report().casts());
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 13, 14, 15, 17})
  void normalizesBatchesByParametersOfItsType(int opset) {
    HalfPrecision.Result result =
        check(
            norm(image().opset(opset).conv("x", 3, "a", 8).node("Relu", "a", "r"), "r", "b", 8)
                .conv("b", 8, "y", 4));

    NodeProto norm = node(result, "BatchNormalization");
    for (String input : norm.getInputList()) {
      assertEquals(DataType.FLOAT16_VALUE, type(result, input), input);
    }
    assertEquals(0, result.report().folded());
    assertEquals(2, result.report().casts());
  }

  @Test
  void mergesIntoTransposedConvolutions() {
    GraphBuilder graph =
        new GraphBuilder()
            .input("x", -1, 3, 8, 8)
            .output("y", -1, 5, 16, 16)
            .weight("w", 3, 5, 2, 2)
            .weight("bias", 5)
            .node("ConvTranspose", "x w bias", "a", ints("strides", 2, 2));
    HalfPrecision.Result result = check(norm(graph, "a", "y", 5), Runs.noise(4, 2, 3, 8, 8));

    assertEquals(1, result.report().folded());
    assertHalf(result, "ConvTranspose");
  }

  /** A weight of no values may name any number of channels. */
  @Test
  void leavesNormalizationsThatDoNotFit() {
    Graph graph =
        norm(
                image()
                    .initializer(
                        TensorData.floats("w", List.of(1L << 40, 0L, 3L, 3L), new float[0]))
                    .node("Conv", "x w", "a"),
                "a",
                "y",
                4)
            .build();

    assertEquals(0, new HalfPrecision().apply(graph).report().folded());
  }

  /** Others want what the normalization takes. */
  @Test
  void leavesNormalizationsOfSharedTensors() {
    HalfPrecision.Result result =
        check(
            norm(image().conv("x", 3, "a", 4), "a", "b", 4)
                .node("Add", "a b", "c")
                .conv("c", 4, "y", 4));

    assertEquals(0, result.report().folded());
    assertHalf(result, "BatchNormalization", "Add");
  }

  @Test
  void leavesWhatInnerGraphsUseInFull() {
    GraphProto one =
        new GraphBuilder()
            .output("t", -1, 4, 16, 16)
            .node("Mul", "features two", "u")
            .node("Conv", "u inner.w", "t", ints("pads", 1, 1, 1, 1))
            .weight("inner.w", 4, 4, 3, 3)
            .proto();
    GraphProto other =
        new GraphBuilder().output("e", -1, 4, 16, 16).node("Neg", "features", "e").proto();
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "features", 4)
                .floats("two", new float[] {2})
                .node("Mul", "features two", "more")
                .conv("more", 4, "less", 4)
                .node("ReduceMax", "features", "max", integer("keepdims", 0))
                .scalar("limit", -5)
                .node("Greater", "max limit", "any")
                .node("If", "any", "chosen", inner("then_branch", one), inner("else_branch", other))
                .node("Add", "chosen less", "y"));

    assertEquals(DataType.FLOAT_VALUE, type(result, "features"));
    assertEquals(DataType.FLOAT_VALUE, type(result, "two"));
    assertHalf(result, "Mul", "Conv");
    assertFull(result, "ReduceMax", "If", "Add");
    // The image, the features and what is left of them.
    assertEquals(3, result.report().casts());
  }

  @Test
  void worksInFullWithWeightsOutOfRange() {
    HalfPrecision.Result result =
        check(
            image()
                .floats("large", new float[] {1e-3f, 70000, 0, 0, 0, 0, 0, 0, 0}, 3, 3, 1, 1)
                .node("Conv", "x large", "a")
                .scalar("down", 1e-5f)
                .node("Mul", "a down", "b")
                .conv("b", 3, "c", 4)
                .scalar("never", -1e8f)
                .node("Add", "c never", "d")
                .scalar("always", 1e8f)
                .node("Add", "d always", "e")
                .conv("c", 4, "f", 4)
                .node("Add", "e f", "y"),
            IMAGE,
            // Adding and taking away 1e8 leaves multiples of 8, in either precision.
            8);

    assertEquals(List.of("large", "never"), result.report().outOfRange());
    assertEquals(DataType.FLOAT_VALUE, type(result, "a"));
    assertFull(result, "Add", "Mul");
  }

  /** Infinity and values that would vanish stay too, where FLOAT16 nodes could take them. */
  @Test
  void keepsSentinelsInFull() {
    for (float value :
        new float[] {Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, 65505, 1e-12f, 3e-5f, Float.NaN}) {
      Graph graph =
          image()
              .conv("x", 3, "a", 4)
              .scalar("sentinel", value)
              .node("Add", "a sentinel", "b")
              .conv("b", 4, "y", 4)
              .build();
      HalfPrecision.Result result = new HalfPrecision().apply(graph);

      assertFull(result, "Add");
      assertEquals(List.of("sentinel"), result.report().outOfRange());
      Runs.run(result.graph(), Map.of("x", IMAGE));
    }
  }

  @Test
  void keepsSharedWeightsInBothPrecisions() {
    HalfPrecision.Result half =
        check(
            sequence()
                .node("MatMul", "x w", "a")
                .node("MatMul", "a w", "b")
                .node("Softmax", "b", "y", integer("axis", -1)),
            Runs.noise(5, 2, 10, 16));
    assertEquals(1, weights(half, DataType.FLOAT16).size());
    assertEquals(0, weights(half, DataType.FLOAT).size());

    HalfPrecision.Result both =
        check(
            sequence()
                .node("MatMul", "x w", "a")
                .node("Exp", "w", "e")
                .node("ReduceMax", "e", "max", integer("keepdims", 0))
                .node("Add", "a max", "y"),
            Runs.noise(5, 2, 10, 16));
    assertEquals(1, weights(both, DataType.FLOAT16).size());
    assertEquals(List.of("w"), weights(both, DataType.FLOAT));
  }

  @Test
  void leavesHalfGraphsAsTheyAre() {
    Graph byInput =
        new GraphBuilder()
            .input("x", DataType.FLOAT16, -1, 3)
            .output("y", DataType.FLOAT16, -1, 3)
            .node("Relu", "x", "y")
            .build();
    Graph byWeight =
        sequence()
            .initializer(TensorData.toHalf("h", TensorData.floats("", List.of(16L), new float[16])))
            .node("Cast", "h", "b", integer("to", 1))
            .node("MatMul", "x w", "a")
            .node("Add", "a b", "y")
            .build();
    for (Graph graph : List.of(byInput, byWeight)) {
      HalfPrecision.Result result = new HalfPrecision().apply(graph);

      assertSame(graph, result.graph());
      assertTrue(result.report().alreadyHalf());
      assertEquals(0, result.report().casts());
      assertEquals(result.report().weightBytesBefore(), result.report().weightBytesAfter());
    }
  }

  /** What nobody knows runs in FLOAT, and so does what only passes its results on. */
  @Test
  void leavesUnknownOperatorsInFull() {
    Graph graph =
        image()
            .conv("x", 3, "a", 4)
            .custom("com.example", "Conv", "a w", "b")
            .weight("w", 4, 4, 1, 1)
            .node("Relu", "b", "c")
            .node("NotYetInvented", "c", "d")
            .node("Identity", "d", "e")
            .node("Conv", "c w", "f")
            .node("Add", "e f", "y")
            .build();
    HalfPrecision.Result result = new HalfPrecision().apply(graph);

    NodeProto custom =
        nodes(result, "Conv").stream()
            .filter(node -> !node.getDomain().isEmpty())
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("a", "w"), custom.getInputList());
    assertEquals("c", node(result, "NotYetInvented").getInput(0));
    assertEquals("d", node(result, "Identity").getInput(0));
    assertEquals(1, result.report().halfNodes());
  }

  /** The shape of a tensor in FLOAT16 is asked of that tensor: no cast for it. */
  @Test
  void asksShapesInEitherPrecision() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 4)
                .node("Shape", "a", "shape")
                .longs("flat", -1)
                .node("Concat", "shape flat", "unused", integer("axis", 0))
                .output("unused", DataType.INT64, 5)
                .conv("a", 4, "y", 4));

    assertEquals(DataType.FLOAT16_VALUE, type(result, node(result, "Shape").getInput(0)));
    assertEquals(2, result.report().casts());
  }

  /** Biases that the exporter reshapes inside the graph. */
  @Test
  void movesConstantsInHalf() {
    HalfPrecision.Result result =
        check(
            image()
                .conv("x", 3, "a", 4)
                .weight("bias", 4)
                .longs("dims", 1, 4, 1, 1)
                .node("Reshape", "bias dims", "shaped")
                .node("Add", "a shaped", "b")
                .conv("b", 4, "y", 4));

    assertHalf(result, "Reshape", "Add");
    assertEquals(2, result.report().casts());
  }

  @Test
  void convertsConstantNodes() {
    HalfPrecision.Result result =
        check(
            image()
                .node("Constant", "", "w", Attributes.of("value", ones("", 4, 3, 1, 1)))
                .node("Conv", "x w", "a")
                .node("Constant", "", "c", real("value_float", 0.5f))
                .node("Mul", "a c", "b")
                .conv("b", 4, "y", 4));

    assertHalf(result, "Mul");
    assertTrue(nodes(result, "Constant").isEmpty());
    assertEquals(2, result.report().casts());
  }

  /** Where a weight had to be an input too, the converted one has to be as well. */
  @Test
  void worksOnOldGraphs() {
    Graph graph =
        new GraphBuilder()
            .irVersion(3)
            .opset(9)
            .input("x", 1, 3, 8, 8)
            .input("w", 4, 3, 1, 1)
            .output("y", 1, 4, 8, 8)
            .weight("w", 4, 3, 1, 1)
            .node("Conv", "x w", "y")
            .build();
    HalfPrecision.Result result = check(graph, Runs.noise(1, 1, 3, 8, 8), TOLERANCE);

    assertHalf(result, "Conv");
    assertEquals(List.of("x"), result.graph().inputs());
    assertEquals(2, result.graph().graph().getInputCount());
  }

  /** A weight that a run may replace stays in FLOAT, under its name. */
  @Test
  void leavesDefaultsInFull() {
    HalfPrecision.Result result =
        check(
            new GraphBuilder()
                .input("x", -1, 3, 16, 16)
                .input("w", 4, 3, 1, 1)
                .output("y", -1, 4, 16, 16)
                .weight("w", 4, 3, 1, 1)
                .node("Conv", "x w", "y"));

    assertEquals(DataType.FLOAT_VALUE, type(result, "w"));
    assertEquals(3, result.report().casts());
  }

  @Test
  void leavesDoublesAlone() {
    Graph graph =
        new GraphBuilder()
            .input("x", DataType.DOUBLE, 2, 3)
            .output("y", DataType.DOUBLE, 2, 2)
            .initializer(
                TensorProto.newBuilder()
                    .setName("w")
                    .setDataType(DataType.DOUBLE_VALUE)
                    .addDims(3)
                    .addDims(2)
                    .addAllDoubleData(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
                    .build())
            .node("MatMul", "x w", "y")
            .build();

    assertEquals(0, new HalfPrecision().apply(graph).report().halfNodes());
  }

  /** Engines know dequantizing and the work after it as one step. */
  @Test
  void leavesQuantizedWorkAlone() {
    HalfPrecision.Result result =
        check(
            image()
                .scalar("scale", 0.05f)
                .weight("w", 4, 3, 1, 1)
                .node("QuantizeLinear", "x scale", "q")
                .node("DequantizeLinear", "q scale", "d")
                .node("Conv", "d w", "y"));

    assertEquals(0, result.report().halfNodes());
    assertEquals(0, result.report().casts());
  }

  @Test
  void refusesOldGraphs() {
    Graph graph = image().opset(6).conv("x", 3, "y", 4).build();
    HalfPrecision pass = new HalfPrecision();

    GraphException refusal = assertThrows(GraphException.class, () -> pass.apply(graph));
    assertTrue(refusal.getMessage().contains("opset 6"), refusal.getMessage());
  }

  private static GraphBuilder image() {
    return new GraphBuilder().input("x", -1, 3, 16, 16).output("y", -1, 4, 16, 16);
  }

  private static GraphBuilder sequence() {
    return new GraphBuilder().input("x", -1, 10, 16).output("y", -1, 10, -1).weight("w", 16, 16);
  }

  private static GraphBuilder norm(GraphBuilder graph, String from, String result, int channels) {
    float[] variance = new float[channels];
    for (int i = 0; i < channels; i++) {
      variance[i] = 0.5f + i;
    }
    return graph
        .weight("scale", channels)
        .weight("shift", channels)
        .weight("mean", channels)
        .floats("variance", variance, channels)
        .node("BatchNormalization", from + " scale shift mean variance", result);
  }

  private static float[] anchors() {
    float[] anchors = new float[1024];
    for (int i = 0; i < anchors.length; i++) {
      anchors[i] = i + 0.25f;
    }
    return anchors;
  }

  private static float[] ones(int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static TensorProto ones(String name, long... dimensions) {
    int size = (int) Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
    return TensorData.floats(name, Arrays.stream(dimensions).boxed().toList(), ones(size));
  }

  private static TensorProto whole(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.INT64_VALUE)
        .addInt64Data(value)
        .build();
  }

  private static HalfPrecision.Result check(GraphBuilder graph) {
    return check(graph, IMAGE);
  }

  private static HalfPrecision.Result check(GraphBuilder graph, Tensor input) {
    return check(graph.build(), input, TOLERANCE);
  }

  private static HalfPrecision.Result check(GraphBuilder graph, Tensor input, double tolerance) {
    return check(graph.build(), input, tolerance);
  }

  /** The mixed graph opens at each level of optimization and computes what the other does. */
  private static HalfPrecision.Result check(Graph graph, Tensor input, double tolerance) {
    HalfPrecision.Result result = new HalfPrecision().apply(graph);
    assertEquals(graph.inputs(), result.graph().inputs());
    assertEquals(graph.graph().getOutputList(), result.graph().graph().getOutputList());
    Map<String, Tensor> expected = Runs.run(graph, Map.of("x", input));
    for (OptLevel level : OptLevel.values()) {
      Map<String, Tensor> found = Runs.run(result.graph(), Map.of("x", input), level);
      for (String output : graph.outputs()) {
        assertEquals(expected.get(output).shape(), found.get(output).shape());
        if (expected.get(output).type() == ElementType.FLOAT32) {
          assertClose(expected.get(output), found.get(output), tolerance, output);
        }
      }
    }
    assertEquals(
        result.report().casts() + result.report().halfNodes() + result.report().fullNodes(),
        result.graph().nodes());
    return result;
  }

  /** Relative to the largest value where that is over 1. */
  private static void assertClose(Tensor expected, Tensor found, double tolerance, String output) {
    float[] one = Runs.floats(expected);
    float[] other = Runs.floats(found);
    double largest = 1;
    for (float value : one) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < one.length; i++) {
      assertEquals(one[i], other[i], tolerance * largest, output + " at " + i);
    }
  }

  private static void assertHalf(HalfPrecision.Result result, String... operators) {
    assertTypes(result, DataType.FLOAT16, operators);
  }

  private static void assertFull(HalfPrecision.Result result, String... operators) {
    assertTypes(result, DataType.FLOAT, operators);
  }

  private static void assertTypes(HalfPrecision.Result result, DataType type, String... operators) {
    for (String operator : operators) {
      List<NodeProto> nodes = nodes(result, operator);
      assertFalse(nodes.isEmpty(), operator);
      for (NodeProto node : nodes) {
        assertEquals(type.getNumber(), type(result, node.getOutput(0)), node.getName());
      }
    }
  }

  private static int type(HalfPrecision.Result result, String tensor) {
    return new ElementTypes(result.graph()).of(tensor);
  }

  private static NodeProto node(HalfPrecision.Result result, String operator) {
    return nodes(result, operator).get(0);
  }

  private static List<NodeProto> nodes(HalfPrecision.Result result, String operator) {
    return result.graph().graph().getNodeList().stream()
        .filter(node -> node.getOpType().equals(operator))
        .toList();
  }

  private static List<String> weights(HalfPrecision.Result result, DataType type) {
    return result.graph().graph().getInitializerList().stream()
        .filter(weight -> weight.getDataType() == type.getNumber())
        .map(TensorProto::getName)
        .toList();
  }
}
