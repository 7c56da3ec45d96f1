package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.quire.task.similarity.BertGraph;
import dev.quire.task.similarity.TinyBert;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Products in integers. */
class DynamicInt8Test {

  @Test
  void givesEachColumnTheScaleOfItsLargestWeight() {
    ChannelBytes bytes = ChannelBytes.of(new float[] {1, -254, 0, -0.25f, 126, 0}, 3);

    assertEquals(1 / 127f, bytes.scales()[0]);
    assertEquals(2, bytes.scales()[1]);
    assertEquals(1, bytes.scales()[2]);
    assertEquals(
        List.of(127, -127, 0, -32, 63, 0),
        List.of(
            (int) bytes.values()[0],
            (int) bytes.values()[1],
            (int) bytes.values()[2],
            (int) bytes.values()[3],
            (int) bytes.values()[4],
            (int) bytes.values()[5]));
  }

  @Test
  void isAtMostHalfAScaleOff() {
    float[] weights = Runs.floats(Runs.noise(3, 40, 7));
    ChannelBytes bytes = ChannelBytes.of(weights, 7);

    for (int i = 0; i < weights.length; i++) {
      float scale = bytes.scales()[i % 7];
      assertEquals(weights[i], bytes.values()[i] * scale, 0.5001 * scale, "at " + i);
    }
  }

  @Test
  void classifiesAsInFloat() {
    TinyBert bert = TinyBert.usual();
    Graph graph = Graph.parse("bert", new BertGraph(bert, -1e4f, true, true).classifier());
    Graph integers = new DynamicInt8(Set.of()).apply(graph);

    assertTrue(count(integers, "MatMulInteger") > 0);
    assertTrue(integers.weightBytes() < graph.weightBytes());
    assertEquals(graph.inputs(), integers.inputs());
    assertEquals(graph.outputs(), integers.outputs());
    Map<String, Tensor> batch = batch(bert, 16, 16, 9);
    float[] expected = Runs.floats(Runs.run(graph, batch).get("logits"));
    float[] found = Runs.floats(Runs.run(integers, batch).get("logits"));
    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow(expected[i] - found[i], 2);
      size += Math.pow(expected[i], 2);
    }
    assertTrue(Math.sqrt(error / size) < 0.05, "off by " + Math.sqrt(error / size));
    assertTrue(error > 0, "nothing was rounded");
  }

  @Test
  void keepsNamedProductsInFloat() {
    Graph graph =
        Graph.parse("bert", new BertGraph(TinyBert.usual(), -1e4f, true, true).classifier());
    Set<String> products =
        graph.graph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("MatMul"))
            .map(node -> node.getOutput(0))
            .collect(Collectors.toSet());

    assertSame(graph, new DynamicInt8(products).apply(graph));
    int all = count(new DynamicInt8(Set.of()).apply(graph), "MatMulInteger");
    String one =
        graph.graph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("MatMul"))
            .filter(node -> new Constants(graph).contains(node.getInput(1)))
            .map(NodeProto::getOutputList)
            .findFirst()
            .orElseThrow()
            .get(0);
    assertEquals(all - 1, count(new DynamicInt8(Set.of(one)).apply(graph), "MatMulInteger"));
  }

  private static int count(Graph graph, String type) {
    return (int)
        graph.graph().getNodeList().stream().filter(n -> n.getOpType().equals(type)).count();
  }

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
