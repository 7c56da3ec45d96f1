package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Mixed precision: has the work of a FLOAT graph done in FLOAT16, with half the bytes for its
 * weights, and leaves in FLOAT what decides.
 *
 * <ul>
 *   <li>In FLOAT16: convolutions and matrix products, and what follows them, such as activations,
 *       sums and pooling, as long as all that it takes is FLOAT16 and what it makes is wanted so.
 *       And the tables that words are looked up in.
 *   <li>In FLOAT: scores, Softmax and the masks before it, normalizations, box arithmetic, sampling
 *       at computed places, sorting, comparing, voting, and each operator that is not known to do
 *       well in FLOAT16. So do nodes with a constant that FLOAT16 cannot hold, and all that graphs
 *       inside nodes use.
 *   <li>Inputs and outputs keep their names and types; casts stand where the two meet.
 * </ul>
 */
public final class Fp16Conversion {

  /** Before it, few operators took FLOAT16. */
  private static final int FIRST_OPSET = 7;

  /**
   * What the pass did.
   *
   * @param alreadyHalf whether the graph held FLOAT16 before, in which case it is as it was
   * @param folded batch normalizations merged into the convolutions before them
   * @param halfNodes nodes in FLOAT16, the casts not counted
   * @param fullNodes all other nodes of the graph, the casts not counted
   * @param casts casts put in
   * @param weightBytesBefore bytes of the constants of the graph given
   * @param weightBytesAfter bytes of the constants of the graph made
   * @param outOfRange constants that FLOAT16 cannot hold, whose nodes would have run in it
   */
  public record Report(
      boolean alreadyHalf,
      int folded,
      int halfNodes,
      int fullNodes,
      int casts,
      long weightBytesBefore,
      long weightBytesAfter,
      List<String> outOfRange) {

    public Report {
      outOfRange = List.copyOf(outOfRange);
    }
  }

  /** A graph in mixed precision and how it came to be. */
  public record Result(Graph graph, Report report) {}

  /** Whether a graph holds FLOAT16 already. */
  public boolean isHalf(Graph graph) {
    return holdsHalf(graph.graph());
  }

  /**
   * Turns a graph to mixed precision. A graph that holds FLOAT16 is returned as it is.
   *
   * @throws GraphException if the graph is older than opset 7, or an attribute has a wrong type
   */
  public Result apply(Graph graph) {
    if (graph.opset() < FIRST_OPSET) {
      throw new GraphException(
          "%s: the graph has opset %d; expected %d or more"
              .formatted(graph.name(), graph.opset(), FIRST_OPSET));
    }
    long before = graph.weightBytes();
    if (holdsHalf(graph.graph())) {
      return new Result(graph, new Report(true, 0, 0, graph.nodes(), 0, before, before, List.of()));
    }
    Constants given = new Constants(graph);
    NormFolding folding = new NormFolding(graph, given, new GraphEdges(graph.graph()));
    Graph folded = folding.apply();
    Constants constants = folded == graph ? given : new Constants(folded);
    ElementTypes types = new ElementTypes(folded);
    PrecisionPlan plan =
        new PrecisionPlan(folded, types, constants, new GraphEdges(folded.graph()));
    Fp16Rewrite rewrite = new Fp16Rewrite(folded, plan, types, constants);
    Graph mixed = rewrite.apply();
    int fullNodes = mixed.nodes() - plan.halfNodes() - rewrite.casts();
    return new Result(
        mixed,
        new Report(
            false,
            folding.folded(),
            plan.halfNodes(),
            fullNodes,
            rewrite.casts(),
            before,
            mixed.weightBytes(),
            List.copyOf(plan.outOfRange())));
  }

  private static boolean holdsHalf(GraphProto graph) {
    IntStream inputs =
        graph.getInputList().stream()
            .mapToInt(input -> input.getType().getTensorType().getElemType());
    IntStream weights =
        Stream.concat(
                graph.getInitializerList().stream(),
                graph.getNodeList().stream()
                    .filter(Constants::isConstant)
                    .flatMap(node -> node.getAttributeList().stream())
                    .filter(AttributeProto::hasT)
                    .map(AttributeProto::getT))
            .mapToInt(tensor -> tensor.getDataType());
    return IntStream.concat(inputs, weights).anyMatch(type -> type == DataType.FLOAT16_VALUE);
  }
}
