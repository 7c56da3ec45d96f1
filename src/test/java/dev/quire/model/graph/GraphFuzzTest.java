package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.inner;
import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.ints;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a file holds, a pass works or refuses it: no other error, and no end of waiting. */
@Timeout(120)
class GraphFuzzTest {

  private static final Preprocessing PREPROCESSING =
      new Preprocessing(
          Resolution.square(16), 2, 1.0 / 255, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2));

  /** How many files of each kind are tried. */
  int rounds() {
    return 1_000;
  }

  @Test
  void survivesNoise() {
    Random random = new Random(1);
    for (int i = 0; i < rounds(); i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      pass(bytes, i);
    }
  }

  @Test
  void survivesChangedBytes() {
    byte[] whole = model().toByteArray();
    Random random = new Random(2);
    int worked = 0;
    for (int i = 0; i < rounds(); i++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      worked += pass(bytes, i) ? 1 : 0;
    }
    assertTrue(worked > rounds() / 20, "worked on " + worked);
  }

  @Test
  void survivesEachTruncation() {
    byte[] whole = model().toByteArray();
    for (int length = 0; length < whole.length; length++) {
      byte[] bytes = Arrays.copyOf(whole, length);
      pass(bytes, length);
    }
  }

  /** Well-formed files whose nodes, names, weights and attributes are mixed up. */
  @Test
  void survivesOddStructures() {
    Random random = new Random(3);
    int worked = 0;
    for (int i = 0; i < rounds(); i++) {
      ModelProto.Builder model = model().toBuilder();
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutate(model.getGraphBuilder(), random);
      }
      if (random.nextInt(4) == 0) {
        model.getOpsetImportBuilder(0).setVersion(random.nextInt(25));
        model.setIrVersion(random.nextInt(11));
      }
      worked += pass(model.build().toByteArray(), i) ? 1 : 0;
    }
    assertTrue(worked > rounds() / 20, "worked on " + worked);
  }

  private static void mutate(GraphProto.Builder graph, Random random) {
    int at = random.nextInt(graph.getNodeCount());
    NodeProto.Builder node = graph.getNodeBuilder(at);
    switch (random.nextInt(12)) {
      case 0 -> graph.removeNode(at);
      case 1 -> graph.addNode(random.nextInt(graph.getNodeCount()), node.build());
      case 2 -> node.clearInput();
      case 3 -> node.clearOutput();
      case 4 -> node.addInput(name(graph, random));
      case 5 -> node.setOpType(graph.getNode(random.nextInt(graph.getNodeCount())).getOpType());
      case 6 -> {
        if (node.getInputCount() > 0) {
          node.setInput(random.nextInt(node.getInputCount()), name(graph, random));
        }
      }
      case 7 -> node.addOutput(random.nextInt(3) == 0 ? name(graph, random) : "fresh" + at);
      case 8 -> {
        List<AttributeProto> attributes = new ArrayList<>();
        graph.getNodeList().forEach(other -> attributes.addAll(other.getAttributeList()));
        node.addAttribute(attributes.get(random.nextInt(attributes.size())));
      }
      case 9 -> {
        if (node.getAttributeCount() > 0) {
          AttributeProto.Builder attribute =
              node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
          if (random.nextBoolean()) {
            attribute.setType(AttributeType.values()[random.nextInt(15)]);
          } else {
            attribute.setI(random.nextInt()).clearInts().clearT().clearF();
            attribute.setType(AttributeType.INT);
          }
        }
      }
      case 10 -> {
        TensorProto.Builder weight =
            graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        if (random.nextBoolean()) {
          weight.setDataType(random.nextInt(28));
        } else {
          weight.clearDims().addDims(random.nextInt(100)).addDims(random.nextInt(3));
        }
      }
      default -> {
        if (random.nextBoolean()) {
          graph
              .getInputBuilder(random.nextInt(graph.getInputCount()))
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .setElemType(random.nextInt(20));
        } else {
          graph.addOutput(graph.getOutput(0).toBuilder().setName(name(graph, random)));
        }
      }
    }
  }

  private static String name(GraphProto.Builder graph, Random random) {
    NodeProto node = graph.getNode(random.nextInt(graph.getNodeCount()));
    List<String> names = new ArrayList<>(node.getInputList());
    names.addAll(node.getOutputList());
    return names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
  }

  /** Whether the passes worked on the model. */
  private static boolean pass(byte[] bytes, int seed) {
    try {
      Graph graph = Graph.parse("fuzz.onnx", bytes);
      Graph wanted = new WantedOutputs(List.of("y")).apply(graph);
      Graph folded = new AffineFolding().apply(wanted);
      Fp16Conversion.Result first = new Fp16Conversion().apply(folded);
      Graph grafted = new PreprocessingFusion("x", PREPROCESSING).apply(first.graph());
      new Fp16Conversion().apply(new PreprocessingFusion("x", PREPROCESSING).apply(graph));
      Graph.parse("again", grafted.toBytes());
      return true;
    } catch (GraphException e) {
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail("seed " + seed, e);
    }
  }

  private static ModelProto model() {
    GraphProto taken =
        new GraphBuilder().output("t", -1, 4, 8, 8).node("Mul", "b two", "t").proto();
    GraphProto other = new GraphBuilder().output("e", -1, 4, 8, 8).node("Neg", "b", "e").proto();
    return new GraphBuilder()
        .input("x", -1, 3, 8, 8)
        .input("size", -1, 2)
        .output("y", -1, 4, 8, 8)
        .weight("w", 4, 3, 1, 1)
        .weight("scale", 4)
        .weight("shift", 4)
        .weight("mean", 4)
        .floats("variance", new float[] {1, 2, 3, 4}, 4)
        .scalar("two", 2)
        .scalar("low", 0)
        .longs("dims", 0, 4, -1)
        .node("Conv", "x w", "a")
        .node("BatchNormalization", "a scale shift mean variance", "b")
        .node("Sigmoid", "b", "gate")
        .node("Mul", "b gate", "c")
        .node("Clip", "c low", "d")
        .node("Reshape", "d dims", "flat")
        .node("Softmax", "flat", "p", integer("axis", 1))
        .node("ReduceMax", "b", "max", ints("axes", 1, 2, 3), integer("keepdims", 0))
        .node("Cast", "max", "any", integer("to", 9))
        .node("Constant", "", "half", GraphBuilder.real("value_float", 0.5f))
        .node("If", "any", "f", inner("then_branch", taken), inner("else_branch", other))
        .node("Resize", "f _ scales", "g")
        .floats("scales", new float[] {1, 1, 1, 1}, 4)
        .node("Mul", "g half", "h")
        .node("Concat", "h c", "i", integer("axis", 1))
        .weight("v", 4, 8, 1, 1)
        .node("Conv", "i v", "y")
        .model();
  }
}
