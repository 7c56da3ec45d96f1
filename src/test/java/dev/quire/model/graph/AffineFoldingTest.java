package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.inner;
import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.ints;
import static dev.quire.model.graph.GraphBuilder.real;
import static dev.quire.model.graph.GraphBuilder.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small graphs, run before and after. */
class AffineFoldingTest {

  private static final float TOLERANCE = 1e-5f;
  private static final AttributeProto PADS = ints("pads", 1, 1, 1, 1);

  private final AffineFolding pass = new AffineFolding();

  @Test
  void itsTextTellsItFromOthers() {
    assertEquals(new AffineFolding().toString(), pass.toString());
    assertNotEquals(new ClassArgmax().toString(), pass.toString());
  }

  @Test
  void theSameGraphIsMadeOfTheSame() {
    assertArrayEquals(
        pass.apply(everything().build()).toBytes(), pass.apply(everything().build()).toBytes());
  }

  @Test
  void whatItMadeItLeavesAsItIs() {
    Graph once = pass.apply(everything().build());

    assertSame(once, pass.apply(once));
  }

  @Test
  void aChainBecomesItsConvolution() {
    Graph after = folded(everything(), "Conv Relu");

    assertTrue(after.graph().getInitializerList().isEmpty(), "no weight is left behind");
    assertEquals(2, after.graph().getNode(2).getInputCount() - 1, "weights and a bias");
  }

  /** Normalization, factors and addends of each form, and one bias to begin with. */
  private static GraphBuilder everything() {
    return norm(image(5).weight("w", 5, 3, 3, 3).weight("b", 5))
        .scalar("two", 2)
        .floats("each", new float[] {1, -2, 3, 0.5f, 4}, 1, 5, 1, 1)
        .floats("short", new float[] {3, 2, 1, -1, 2}, 5, 1, 1)
        .floats("one", new float[] {0.25f}, 1)
        .node("Conv", "x w b", "c", PADS)
        .node("BatchNormalization", "c scale shift mean variance", "n", real("epsilon", 1e-3f))
        .node("Mul", "two n", "d")
        .node("Add", "d each", "e")
        .node("Sub", "e short", "f")
        .node("Div", "f short", "g")
        .node("Mul", "each g", "h")
        .node("Add", "one h", "i")
        .node("Relu", "i", "y");
  }

  private static GraphBuilder norm(GraphBuilder graph) {
    return graph
        .weight("scale", 5)
        .weight("shift", 5)
        .weight("mean", 5)
        .floats("variance", new float[] {1, 2, 0.3f, 4, 0.5f}, 5);
  }

  @Test
  void normalizationsNeedNoEpsilonOfTheirOwn() {
    folded(
        norm(image(5).weight("w", 5, 3, 1, 1))
            .node("Conv", "x w", "c")
            .node("BatchNormalization", "c scale shift mean variance", "y"),
        "Conv");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void groupsKeepTheirChannels(int groups) {
    folded(
        image(6)
            .weight("w", 6, 3 / groups, 3, 3)
            .floats("k", new float[] {1, 2, 3, 4, 5, 6}, 1, 6, 1, 1)
            .node("Conv", "x w", "c", PADS, integer("group", groups))
            .node("Mul", "c k", "d")
            .node("Add", "d k", "y"),
        "Conv");
  }

  @Test
  void transposedConvolutionsCountTheirChannelsSecond() {
    folded(
        norm(image(5).weight("w", 3, 5, 2, 2))
            .floats("k", new float[] {1, 2, 3, 4, 5}, 1, 5, 1, 1)
            .node("ConvTranspose", "x w", "c", ints("strides", 2, 2))
            .node("Add", "c k", "d")
            .node("BatchNormalization", "d scale shift mean variance", "y"),
        "ConvTranspose");
  }

  @Test
  void transposedConvolutionsInGroupsStay() {
    untouched(
        image(6)
            .weight("w", 3, 2, 2, 2)
            .scalar("k", 2)
            .node("ConvTranspose", "x w", "c", integer("group", 3))
            .node("Mul", "c k", "y"));
  }

  @Test
  void sharedWeightsAreNotChangedForOthers() {
    folded(
        image(5)
            .output("z", -1, 5, -1, -1)
            .weight("w", 5, 3, 3, 3)
            .weight("b", 5)
            .scalar("k", 3)
            .node("Conv", "x w b", "c", PADS)
            .node("Mul", "c k", "y")
            .node("Conv", "x w b", "z", PADS),
        "Conv Conv");
  }

  @Test
  void whatOthersTakeAsWellStays() {
    untouched(
        image(5)
            .weight("w", 5, 3, 3, 3)
            .scalar("k", 3)
            .node("Conv", "x w", "c")
            .node("Mul", "c k", "d")
            .node("Add", "c d", "y"));
  }

  @Test
  void whatTheGraphHandsOutStays() {
    untouched(
        image(5)
            .output("c", -1, 5, -1, -1)
            .weight("w", 5, 3, 3, 3)
            .scalar("k", 3)
            .node("Conv", "x w", "c")
            .node("Mul", "c k", "y"));
  }

  @Test
  void whatAnInnerGraphTakesStays() {
    GraphBuilder one = new GraphBuilder().output("t", -1, 5, -1, -1).node("Neg", "c", "t");
    GraphBuilder two = new GraphBuilder().output("e", -1, 5, -1, -1).node("Abs", "c", "e");
    untouched(
        image(5)
            .weight("w", 5, 3, 3, 3)
            .scalar("k", 3)
            .node("Conv", "x w", "c")
            .node("Mul", "c k", "d")
            .node("ReduceMax", "x", "max", integer("keepdims", 0))
            .node("Cast", "max", "any", integer("to", DataType.BOOL_VALUE))
            .node(
                "If",
                "any",
                "f",
                inner("then_branch", one.proto()),
                inner("else_branch", two.proto()))
            .node("Add", "d f", "y"));
  }

  /** Along the width, with one dimension more, widening the channels or the batch. */
  @Test
  void constantsOfOtherShapesStay() {
    GraphBuilder convolution = image(5).weight("w", 5, 3, 1, 1).node("Conv", "x w", "c");
    untouched(convolution.floats("k", new float[8], 8).node("Add", "c k", "y"));
    GraphBuilder five = new GraphBuilder().input("x", -1, 3, -1, -1).output("y", 1, -1, 5, -1, -1);
    untouched(
        five.weight("w", 5, 3, 1, 1)
            .node("Conv", "x w", "c")
            .floats("k", new float[] {2}, 1, 1, 1, 1, 1)
            .node("Mul", "c k", "y"));
    untouched(
        image(5)
            .weight("w", 1, 3, 1, 1)
            .node("Conv", "x w", "c")
            .weight("k", 1, 5, 1, 1)
            .node("Mul", "c k", "y"));
    untouched(
        image(5)
            .weight("w", 5, 3, 1, 1)
            .node("Conv", "x w", "c")
            .weight("k", 2, 1, 1, 1)
            .node("Mul", "c k", "y"));
  }

  @Test
  void constantsOnTheOtherSideOfADifferenceOrQuotientStay() {
    for (String type : List.of("Sub", "Div")) {
      untouched(
          image(5)
              .weight("w", 5, 3, 1, 1)
              .scalar("k", 2)
              .node("Conv", "x w", "c")
              .node(type, "k c", "y"));
    }
  }

  @Test
  void weightsThatFloatCannotHoldAreNotMade() {
    untouched(
        image(5)
            .weight("w", 5, 3, 1, 1)
            .scalar("k", 0)
            .node("Conv", "x w", "c")
            .node("Div", "c k", "y"));
    untouched(
        image(5)
            .weight("w", 5, 3, 1, 1)
            .scalar("k", 3e38f)
            .scalar("m", 1e38f)
            .node("Conv", "x w", "c")
            .node("Mul", "c k", "d")
            .node("Mul", "d m", "y"));
  }

  /** Its default may be fed otherwise. */
  @Test
  void aWeightThatIsAnInputStays() {
    GraphBuilder graph =
        image(5)
            .input("k", 1)
            .floats("k", new float[] {2}, 1)
            .weight("w", 5, 3, 1, 1)
            .node("Conv", "x w", "c")
            .node("Mul", "c k", "y");
    untouched(graph);
    untouched(
        image(5)
            .input("w", 5, 3, 1, 1)
            .weight("w", 5, 3, 1, 1)
            .scalar("k", 2)
            .node("Conv", "x w", "c")
            .node("Mul", "c k", "y"));
  }

  /** Before IR version 4, each weight was an input as well. */
  @Test
  void oldFilesAreFoldedToo() {
    Graph after =
        folded(
            image(5)
                .irVersion(3)
                .opset(9)
                .input("k", 1)
                .floats("k", new float[] {2}, 1)
                .input("w", 5, 3, 1, 1)
                .weight("w", 5, 3, 1, 1)
                .node("Conv", "x w", "c")
                .node("Mul", "c k", "y"),
            "Conv");
    assertEquals(1, after.graph().getInputCount(), "defaults are gone with their weights");
  }

  @Test
  void graphsOlderThanBroadcastingStay() {
    untouched(
        image(5)
            .opset(6)
            .weight("w", 5, 3, 1, 1)
            .floats("k", new float[] {2}, 1)
            .node("Conv", "x w", "c")
            .node("Mul", "c k", "y", integer("broadcast", 1)));
  }

  @Test
  void normalizationsThatLearnStay() {
    GraphBuilder graph =
        norm(image(5).weight("w", 5, 3, 1, 1))
            .node("Conv", "x w", "c")
            .node(
                "BatchNormalization",
                "c scale shift mean variance",
                "y m v",
                integer("training_mode", 1));
    untouched(graph);
  }

  @Test
  void normalizationsOfWhatTheyLookUpStay() {
    untouched(
        norm(image(5).input("given", 5).weight("w", 5, 3, 1, 1))
            .node("Conv", "x w", "c")
            .node("BatchNormalization", "c scale given mean variance", "y"));
  }

  @Test
  void otherDomainsOperatorsStay() {
    untouched(
        image(5)
            .weight("w", 5, 3, 1, 1)
            .scalar("k", 2)
            .node("Conv", "x w", "c")
            .custom("com.example", "Mul", "c k", "y"));
  }

  @Test
  void copiesAreBypassed() {
    folded(
        image(5)
            .weight("w", 5, 3, 1, 1)
            .scalar("k", 2)
            .node("Identity", "w", "v")
            .node("Conv", "x v", "c")
            .node("Identity", "c", "d")
            .node("Mul", "d k", "e")
            .node("Relu", "e", "y"),
        "Conv Relu");
  }

  @Test
  void copiesThatAreHandedOutStay() {
    untouched(image(3).node("Relu", "x", "c").node("Identity", "c", "y"));
  }

  @ParameterizedTest
  @CsvSource({
    "17, Div, 6",
    "11, Div, 6",
    "7, Div, 6",
    "17, Mul, 0.16666667",
  })
  void hardSwishBecomesTwoNodes(int opset, String last, float sixth) {
    folded(swish(opset, 3, 0, 6, last, sixth), "HardSigmoid Mul");
  }

  @ParameterizedTest
  @CsvSource({
    "17, 2.9, 0, 6, Div, 6",
    "17, 3, 0.1, 6, Div, 6",
    "17, 3, 0, 5.9, Div, 6",
    "10, 3, 0, 5.9, Div, 6",
    "17, 3, 0, 6, Div, 5.9",
    "17, 3, 0, 6, Mul, 0.1666",
    "17, 3, 0, 6, Mul, 6",
  })
  void otherCurvesStay(int opset, float shift, float low, float top, String last, float sixth) {
    untouched(swish(opset, shift, low, top, last, sixth));
  }

  private static GraphBuilder swish(
      int opset, float shift, float low, float top, String last, float sixth) {
    GraphBuilder graph =
        image(3)
            .opset(opset)
            .initializer(TensorData.floats("three", List.of(), new float[] {shift}))
            .floats("sixth", new float[] {sixth}, 1)
            .node("Add", "x three", "a");
    if (opset < 11) {
      graph.node("Clip", "a", "b", real("min", low), real("max", top));
    } else {
      graph
          .initializer(TensorData.floats("low", List.of(), new float[] {low}))
          .initializer(TensorData.floats("top", List.of(), new float[] {top}))
          .node("Clip", "a low top", "b");
    }
    return graph.node("Mul", "b x", "c").node(last, "c sixth", "y");
  }

  @Test
  void partsOfHardSwishThatOthersTakeStay() {
    for (String part : List.of("a", "b", "c")) {
      untouched(swish(17, 3, 0, 6, "Div", 6).output(part, -1, 3, -1, -1));
    }
  }

  @Test
  void hardSwishOfSomethingElseStays() {
    untouched(
        image(3)
            .scalar("three", 3)
            .scalar("six", 6)
            .initializer(TensorData.floats("low", List.of(), new float[] {0}))
            .initializer(TensorData.floats("top", List.of(), new float[] {6}))
            .node("Relu", "x", "r")
            .node("Add", "x three", "a")
            .node("Clip", "a low top", "b")
            .node("Mul", "b r", "c")
            .node("Div", "c six", "y"));
  }

  @ParameterizedTest
  @CsvSource({"x g, x m", "g x, m x", "x g, m x"})
  void aGateIsRaisedInsteadOfASum(String product, String sum) {
    Graph after =
        folded(
            gate().node("HardSigmoid", "p", "g").node("Mul", product, "m").node("Add", sum, "y"),
            "GlobalAveragePool HardSigmoid Add Mul");
    assertEquals(2, after.graph().getNodeCount() - 3, "and a constant");
  }

  private static GraphBuilder gate() {
    return image(3).node("GlobalAveragePool", "x", "p");
  }

  @Test
  void gatesThatMayCancelStay() {
    untouched(gate().node("Tanh", "p", "g").node("Mul", "x g", "m").node("Add", "x m", "y"));
  }

  @Test
  void productsThatOthersTakeStay() {
    untouched(
        gate()
            .output("m", -1, 3, -1, -1)
            .node("HardSigmoid", "p", "g")
            .node("Mul", "x g", "m")
            .node("Add", "x m", "y"));
  }

  @Test
  void sumsOfSomethingElseStay() {
    untouched(
        gate()
            .node("Relu", "x", "r")
            .node("HardSigmoid", "p", "g")
            .node("Mul", "x g", "m")
            .node("Add", "r m", "y"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void convolutionsTakeWhatComesBefore(int groups) {
    folded(
        before("Mul", "Add")
            .weight("w", 3, 3 / groups, 3, 3)
            .weight("b", 3)
            .node("Conv", "t w b", "y", integer("group", groups)),
        "Relu Conv");
  }

  @Test
  void allConvolutionsTakeIt() {
    folded(
        before("Mul", "Add")
            .output("z", -1, 3, -1, -1)
            .weight("w", 3, 3, 3, 3)
            .node("Conv", "t w", "y")
            .node("Conv", "t w", "z", text("auto_pad", "VALID")),
        "Relu Conv Conv");
  }

  @Test
  void aFactorAlonePassesPadding() {
    folded(
        image(3)
            .scalar("k", 2)
            .weight("w", 3, 3, 3, 3)
            .node("Relu", "x", "r")
            .node("Mul", "r k", "t")
            .node("Conv", "t w", "y", PADS),
        "Relu Conv");
  }

  @Test
  void beforePaddingItBecomesAConvolution() {
    for (AttributeProto padding : List.of(PADS, text("auto_pad", "SAME_UPPER"))) {
      Graph after =
          folded(
              before("Mul", "Add")
                  .weight("w", 3, 1, 3, 3)
                  .node("Conv", "t w", "y", padding, integer("group", 3)),
              "Relu Conv Conv");
      NodeProto added = node(after, "t");
      assertEquals(3, new Attributes("", added).integer("group").orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "c, Conv Neg Conv GlobalAveragePool Mul",
    "q, Conv Neg HardSigmoid Mul Conv GlobalAveragePool Mul"
  })
  void beforePoolingItBecomesAConvolution(String from, String nodes) {
    folded(pooled("Conv", "c", from), nodes);
  }

  @Test
  void beforePoolingOfUnknownChannelsItStays() {
    untouched(pooled("Conv", "other", "q"));
    untouched(pooled("MatMul", "c", "c"));
  }

  /** An affine of {@code c}, or of {@code q}, its product with a gate, before what pools. */
  private static GraphBuilder pooled(String type, String gateOf, String from) {
    GraphBuilder graph = image(5).output("c", -1, 5, -1, -1);
    if (type.equals("Conv")) {
      graph.weight("w", 5, 3, 1, 1);
      graph.node("Conv", "x w", "c").output("other", -1, -1, -1, -1).node("Neg", "c", "other");
    } else {
      graph.weight("w", 8, 8).node("MatMul", "x w", "c");
    }
    if (from.equals("q")) {
      graph.node("HardSigmoid", gateOf, "g").node("Mul", "c g", "q");
    }
    return graph
        .scalar("k", 1.5f)
        .scalar("l", 0.3f)
        .node("Mul", from + " k", "s")
        .node("Add", "s l", "t")
        .node("GlobalAveragePool", "t", "p")
        .node("Mul", "t p", "y");
  }

  private static GraphBuilder before(String first, String second) {
    return image(3)
        .floats("k", new float[] {1.5f}, 1)
        .scalar("b0", 0.3f)
        .node("Relu", "x", "r")
        .node(first, "k r", "s")
        .node(second, "s b0", "t");
  }

  @Test
  void whatNotOnlyConvolutionsTakeStays() {
    untouched(
        before("Mul", "Add")
            .output("z", -1, 3, -1, -1)
            .weight("w", 3, 3, 3, 3)
            .node("Conv", "t w", "y")
            .node("Neg", "t", "z"));
    untouched(
        before("Mul", "Add")
            .output("t", -1, 3, -1, -1)
            .weight("w", 3, 3, 3, 3)
            .node("Conv", "t w", "y"));
    untouched(
        before("Mul", "Add")
            .output("s", -1, 3, -1, -1)
            .weight("w", 3, 3, 3, 3)
            .node("Conv", "t w", "y"));
  }

  @Test
  void convolutionsOfComputedWeightsStay() {
    untouched(
        before("Mul", "Add")
            .input("w", 3, 3, 3, 3)
            .weight("w", 3, 3, 3, 3)
            .node("Conv", "t w", "y"));
  }

  /** Engines have one operator for it. */
  @Test
  void geluKeepsItsHalf() {
    untouched(
        image(3)
            .scalar("root", 1.4142135f)
            .scalar("one", 1)
            .scalar("half", 0.5f)
            .weight("w", 3, 3, 1, 1)
            .node("Div", "x root", "d")
            .node("Erf", "d", "e")
            .node("Add", "e one", "f")
            .node("Mul", "x f", "g")
            .node("Mul", "g half", "h")
            .node("Conv", "h w", "y"));
  }

  /** {@code x [., 3, ., .]} to {@code y [., channels, ., .]}. */
  private static GraphBuilder image(int channels) {
    return new GraphBuilder().input("x", -1, 3, -1, -1).output("y", -1, channels, -1, -1);
  }

  private static NodeProto node(Graph graph, String result) {
    return graph.graph().getNodeList().stream()
        .filter(node -> node.getOutput(0).equals(result))
        .findFirst()
        .orElseThrow();
  }

  private void untouched(GraphBuilder graph) {
    Graph before = graph.build();

    assertSame(before, pass.apply(before));
  }

  /** The graph after the pass, of these nodes but for constants, and equal in what it computes. */
  private Graph folded(GraphBuilder builder, String nodes) {
    Graph before = builder.build();
    Graph after = pass.apply(before);

    assertEquals(
        nodes,
        String.join(
            " ",
            after.graph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .filter(type -> !type.equals("Constant"))
                .toList()));
    Map<String, Tensor> inputs = Map.of("x", Runs.noise(5, 2, 3, 7, 8));
    for (OptLevel level : List.of(OptLevel.NO_OPT, OptLevel.ALL_OPT)) {
      Map<String, Tensor> expected = Runs.run(before, inputs, OptLevel.NO_OPT);
      Map<String, Tensor> found = Runs.run(after, inputs, level);
      assertEquals(expected.keySet(), found.keySet());
      expected.forEach(
          (name, tensor) -> {
            assertEquals(tensor.shape(), found.get(name).shape());
            float[] values = Runs.floats(tensor);
            float largest = 1;
            for (float value : values) {
              largest = Math.max(largest, Math.abs(value));
            }
            assertArrayEquals(values, Runs.floats(found.get(name)), TOLERANCE * largest, name);
          });
    }
    return after;
  }
}
