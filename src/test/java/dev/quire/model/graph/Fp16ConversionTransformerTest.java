package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.ints;
import static dev.quire.model.graph.Halved.checked;
import static dev.quire.model.graph.Halved.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.quire.task.similarity.BertGraph;
import dev.quire.task.similarity.TinyBert;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text encoders: words looked up, attention under masks, normalizations, Gelu. */
class Fp16ConversionTransformerTest {

  /** Measured at most 0.0024 on logits of up to 3.5; the bound leaves room for other sums. */
  private static final double LOGITS = 0.01;

  private static final Tensor SEQUENCE = Runs.noise(5, 2, 10, 16);

  @ParameterizedTest
  @CsvSource({"-1e4, false", "-1e4, true", "-3.4028235e38, false", "-3.4028235e38, true"})
  void classifiesInHalf(float mask, boolean wholeNorms) {
    TinyBert bert = TinyBert.usual();
    Graph graph = Graph.parse("bert", new BertGraph(bert, mask, wholeNorms, true).classifier());
    Halved halved = Halved.of(graph);

    halved.assertHalf("MatMul", "Gemm", "Erf", "Tanh");
    halved.assertFull("Softmax", wholeNorms ? "LayerNormalization" : "Sqrt");
    assertEquals(List.of(), halved.report().outOfRange());
    assertLookedUpInHalf(halved, 3);
    assertTrue(
        halved.report().weightBytesAfter() < 0.6 * graph.weightBytes(), halved.report()::toString);
    for (int[] lengths : new int[][] {{16, 16, 16}, {16, 1, 9}, {1, 1, 2}}) {
      Map<String, Tensor> batch = batch(bert, 16, lengths);
      float[] expected = Runs.floats(Runs.run(graph, batch).get("logits"));
      float[] found = Runs.floats(Runs.run(halved.graph(), batch).get("logits"));
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found[i], LOGITS, Arrays.toString(lengths) + " at " + i);
      }
    }
  }

  /** A mask that the exporter baked in. */
  @ParameterizedTest
  @ValueSource(floats = {-1e4f, -3.4028235e38f, Float.NEGATIVE_INFINITY})
  void addsBakedMasksInFull(float fill) {
    float[] mask = new float[100];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % 10 > i / 10 ? fill : 0;
    }
    Halved result =
        checked(
            attention(
                products().floats("mask", mask, 1, 10, 10).node("Add", "products mask", "masked")),
            SEQUENCE);

    result.assertFull("Add", "Softmax");
    result.assertHalf("MatMul");
  }

  /** Later exporters choose instead of adding, and mend rows that are masked throughout. */
  @Test
  void choosesMasksInFull() {
    Halved result =
        checked(
            products()
                .longs("zero", 0)
                .longs("ten", 10)
                .longs("axis", 2)
                .scalar("bar", 1)
                .scalar("fill", Float.NEGATIVE_INFINITY)
                .scalar("nothing", 0)
                .node("Slice", "x zero ten axis", "columns")
                .node("Greater", "columns bar", "hidden")
                .node("Where", "hidden fill products", "masked")
                .node("Softmax", "masked", "raw", integer("axis", -1))
                .node("IsNaN", "raw", "none")
                .node("Where", "none nothing raw", "weights")
                .node("MatMul", "weights v", "y"),
            SEQUENCE);

    result.assertFull("Where", "Softmax");
    result.assertHalf("MatMul");
  }

  @Test
  void activatesByGeluInHalf() {
    Halved result =
        checked(
            sequence()
                .opset(20)
                .node("MatMul", "x w", "a")
                .node("Gelu", "a", "b")
                .weight("u", 16, 16)
                .node("MatMul", "b u", "y"),
            SEQUENCE);

    result.assertHalf("Gelu");
    assertEquals(2, result.report().casts());
  }

  /** A table of anchors is looked into likewise, but what comes of it are boxes. */
  @Test
  void looksAnchorsUpInFull() {
    float[] anchors = new float[40];
    for (int i = 0; i < anchors.length; i++) {
      anchors[i] = i + 0.25f;
    }
    Halved result =
        checked(
            sequence()
                .floats("anchors", anchors, 10, 4)
                .weight("box", 16, 4)
                .longs("one", 1)
                .node("MatMul", "x w", "a")
                .node("ArgMax", "a", "at", integer("axis", 2), integer("keepdims", 0))
                .longs("last", 9)
                .node("Min", "at last", "row")
                .node("Gather", "anchors row", "anchor", integer("axis", 0))
                .node("MatMul", "a box", "offset")
                .node("Add", "anchor offset", "y"),
            SEQUENCE,
            0.05);

    result.assertFull("Gather", "Add");
    assertEquals(DataType.FLOAT_VALUE, result.type("anchors"));
  }

  /** Values beyond FLOAT16 keep the table in FLOAT. */
  @Test
  void keepsTablesThatDoNotFit() {
    GraphBuilder graph =
        new GraphBuilder()
            .input("x", DataType.INT64, -1, 10)
            .output("y", -1, 10, 4)
            .floats("table", new float[] {1, 2, 3, 4, 1e6f, -1, 0, 2}, 2, 4)
            .floats("gamma", new float[] {1, 1, 1, 1}, 4)
            .weight("w", 4, 4)
            .node("Gather", "table x", "words")
            .node("LayerNormalization", "words gamma", "n")
            .node("MatMul", "n w", "y");

    Halved.of(graph.build()).assertFull("Gather");
  }

  private static GraphBuilder products() {
    return sequence()
        .weight("v.w", 16, 16)
        .node("MatMul", "x w", "q")
        .node("MatMul", "x v.w", "v")
        .node("Transpose", "q", "k", ints("perm", 0, 2, 1))
        .node("MatMul", "q k", "products");
  }

  private static GraphBuilder attention(GraphBuilder graph) {
    return graph
        .node("Softmax", "masked", "weights", integer("axis", -1))
        .node("MatMul", "weights v", "y");
  }

  private static void assertLookedUpInHalf(Halved halved, int tables) {
    Set<String> names = Set.of("words", "positions", "types");
    List<NodeProto> lookups =
        halved.nodes("Gather").stream()
            .filter(node -> names.contains(node.getInput(0).replace(".fp16", "")))
            .toList();
    assertEquals(tables, lookups.size());
    for (NodeProto lookup : lookups) {
      assertEquals(DataType.FLOAT16_VALUE, halved.type(lookup.getInput(0)), lookup.getInput(0));
    }
  }

  /** Rows of random words, each of its own length and padded to the same. */
  private static Map<String, Tensor> batch(TinyBert bert, int padded, int... lengths) {
    Random random = new Random(9);
    Map<String, Tensor> batch = new LinkedHashMap<>();
    for (String name : List.of("input_ids", "attention_mask", "token_type_ids")) {
      Tensor tensor = Tensor.allocate(ElementType.INT64, Shape.of(lengths.length, padded));
      LongBuffer values = tensor.data().asLongBuffer();
      for (int length : lengths) {
        for (int at = 0; at < padded; at++) {
          values.put(
              switch (name) {
                case "input_ids" -> at < length ? random.nextInt(bert.size().vocabulary()) : 0;
                case "attention_mask" -> at < length ? 1 : 0;
                default -> at < length && at > length / 2 ? 1 : 0;
              });
        }
      }
      batch.put(name, tensor);
    }
    return batch;
  }
}
