package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.quire.model.graph.Operator.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which nodes of a graph run in FLOAT16. First, in the order of the nodes, those that may: the work
 * itself, and what follows it with nothing but FLOAT16 and fitting constants as input. Then, from
 * the end, what would only hand its result to nodes in FLOAT is taken back. Words are looked up in
 * FLOAT16 whatever follows, for the size of their tables.
 */
final class PrecisionPlan {

  private final List<NodeProto> nodes;
  private final long opset;
  private final ElementTypes types;
  private final Constants constants;
  private final GraphEdges links;
  private final Embeddings embeddings;
  private final BitSet half = new BitSet();
  private final Set<String> outOfRange = new LinkedHashSet<>();

  /** Tensors that moves make of constants, and whether FLOAT16 can hold them. */
  private final Map<String, Boolean> moved = new HashMap<>();

  PrecisionPlan(Graph graph, ElementTypes types, Constants constants, GraphEdges links) {
    this.nodes = graph.graph().getNodeList();
    this.opset = graph.opset();
    this.types = types;
    this.constants = constants;
    this.links = links;
    this.embeddings = new Embeddings(graph, constants, links);
    for (int node = 0; node < nodes.size(); node++) {
      half.set(node, follows(node));
    }
    for (int node = nodes.size() - 1; node >= 0; node--) {
      half.set(node, stays(node));
    }
  }

  /** Whether the node runs in FLOAT16. */
  boolean isHalf(int node) {
    return half.get(node);
  }

  /** Number of nodes in FLOAT16. */
  int halfNodes() {
    return half.cardinality();
  }

  /** Constants that keep nodes in FLOAT, as FLOAT16 cannot hold them. */
  Set<String> outOfRange() {
    return outOfRange;
  }

  /** Whether an input of a node takes the node's precision. */
  boolean isData(int node, int input) {
    return operator(node).map(operator -> input < operator.data()).orElse(false)
        && types.isFloat(nodes.get(node).getInput(input));
  }

  /** Whether a tensor is made in FLOAT16. */
  boolean isHalf(String tensor) {
    return types.isFloat(tensor) && links.maker(tensor).map(half::get).orElse(false);
  }

  /** Whether something takes the tensor in FLOAT. */
  boolean isNeededInFull(String tensor) {
    return links.isPinned(tensor)
        || links.users(tensor).stream()
            .anyMatch(user -> !isProbe(user) && takesInFull(user, tensor));
  }

  /** Whether something takes the tensor in FLOAT16. */
  boolean isNeededInHalf(String tensor) {
    return links.users(tensor).stream().anyMatch(user -> takesInHalf(user, tensor));
  }

  /** Whether the node only asks for a shape, which either precision has. */
  boolean isProbe(int node) {
    return operator(node).map(operator -> operator.kind() == Kind.PROBE).orElse(false);
  }

  private boolean takesInHalf(int user, String tensor) {
    return half.get(user)
        && inputs(user)
            .anyMatch(i -> nodes.get(user).getInput(i).equals(tensor) && isData(user, i));
  }

  /** An input may be named twice, as data and as something else. */
  private boolean takesInFull(int user, String tensor) {
    return inputs(user)
        .anyMatch(
            i ->
                nodes.get(user).getInput(i).equals(tensor) && !(half.get(user) && isData(user, i)));
  }

  private Optional<Operator> operator(int node) {
    return Operator.find(nodes.get(node)).filter(operator -> operator.since() <= opset);
  }

  private IntStream inputs(int node) {
    return IntStream.range(0, nodes.get(node).getInputCount());
  }

  private List<String> data(int node) {
    return inputs(node)
        .filter(i -> isData(node, i))
        .mapToObj(nodes.get(node)::getInput)
        .distinct()
        .toList();
  }

  private List<String> outputs(int node) {
    return nodes.get(node).getOutputList().stream().filter(types::isFloat).toList();
  }

  private boolean isConstant(String tensor) {
    return constants.contains(tensor) || moved.containsKey(tensor);
  }

  private boolean fits(String constant) {
    return moved.getOrDefault(constant, constants.fits(constant));
  }

  private boolean follows(int node) {
    Optional<Operator> operator = operator(node).filter(known -> known.kind() != Kind.PROBE);
    List<String> data = data(node);
    if (operator.isEmpty() || data.isEmpty() || isUnknown(node, operator.get())) {
      return false;
    }
    List<String> given = data.stream().filter(tensor -> !isConstant(tensor)).toList();
    if (given.isEmpty()) {
      if (operator.get().kind() == Kind.MOVE) {
        boolean fits = data.stream().allMatch(this::fits);
        outputs(node).forEach(output -> moved.put(output, fits));
      }
      return false;
    }
    boolean follows =
        operator.get().kind() == Kind.COMPUTE
            ? given.stream().noneMatch(this::isDequantized)
            : given.stream().allMatch(this::isHalf) && isHarmless(node);
    List<String> unfit =
        data.stream().filter(tensor -> isConstant(tensor) && !fits(tensor)).toList();
    if (follows) {
      outOfRange.addAll(unfit);
    }
    return follows && unfit.isEmpty();
  }

  private boolean isUnknown(int node, Operator operator) {
    NodeProto proto = nodes.get(node);
    return Attributes.subgraphs(proto).findAny().isPresent()
        || proto.getInputList().stream()
            .limit(operator.data())
            .anyMatch(input -> !input.isEmpty() && types.of(input) == ElementTypes.UNKNOWN);
  }

  /** Engines know dequantizing and the work after it as one step, which a cast would break. */
  private boolean isDequantized(String tensor) {
    return isMadeBy(tensor, "DequantizeLinear");
  }

  private boolean isHarmless(int node) {
    NodeProto proto = nodes.get(node);
    return switch (proto.getOpType()) {
      case "Div" -> isConstant(proto.getInput(1));
      // A square leaves the range of FLOAT16 early: the variance of a normalization.
      case "Mul" -> !proto.getInput(0).equals(proto.getInput(1));
      case "Sigmoid" -> isGate(proto);
      // A mean that work takes is pooling; others belong to normalizations and votes.
      case "ReduceMean" -> isTakenByWork(proto);
      default -> true;
    };
  }

  /**
   * Whether a Sigmoid only weighs features, its own input or others, instead of making a score. A
   * product of two scores is a score.
   */
  private boolean isGate(NodeProto sigmoid) {
    String gate = sigmoid.getOutput(0);
    Set<Integer> users = links.users(gate);
    return !users.isEmpty()
        && !links.isPinned(gate)
        && users.stream().map(nodes::get).allMatch(user -> weighs(user, gate));
  }

  private boolean weighs(NodeProto user, String gate) {
    if (!user.getOpType().equals("Mul") || Operator.find(user).isEmpty()) {
      return false;
    }
    String other = user.getInput(0).equals(gate) ? user.getInput(1) : user.getInput(0);
    return links.maker(other).isPresent()
        && !isConstant(other)
        && !isMadeBy(other, "Sigmoid")
        && !isMadeBy(other, "Softmax");
  }

  private boolean isTakenByWork(NodeProto mean) {
    String pooled = mean.getOutput(0);
    return !links.isPinned(pooled)
        && links.users(pooled).stream()
            .allMatch(
                user ->
                    operator(user).map(operator -> operator.kind() == Kind.COMPUTE).orElse(false));
  }

  private boolean isMadeBy(String tensor, String type) {
    return links
        .maker(tensor)
        .map(maker -> nodes.get(maker).getOpType().equals(type))
        .orElse(false);
  }

  private boolean stays(int node) {
    List<String> outputs = outputs(node);
    boolean full = outputs.stream().anyMatch(this::isNeededInFull);
    boolean halves = outputs.stream().anyMatch(this::isNeededInHalf);
    if (!half.get(node)) {
      return halves && !full && movesConstants(node) || embeddings.isLookup(node);
    }
    Kind kind = operator(node).orElseThrow().kind();
    return switch (kind) {
      case COMPUTE -> halves || !full || !weighsSoftmax(node);
      case ACTIVATION -> true;
      case ARITHMETIC ->
          halves && !(full && nodes.get(node).getOpType().equals("Sigmoid")) || !full;
      case MOVE -> halves || !full || casts(node) > 0;
      case PROBE -> false;
    };
  }

  private boolean movesConstants(int node) {
    return outputs(node).stream().allMatch(output -> moved.getOrDefault(output, false));
  }

  /** How many casts more there are with a move in FLOAT, whose results are taken in FLOAT. */
  private long casts(int node) {
    long added =
        data(node).stream()
            .filter(input -> isHalf(input) && !isNeededElsewhere(input, node))
            .count();
    long saved = outputs(node).stream().filter(this::isNeededInFull).count();
    return added - saved;
  }

  private boolean isNeededElsewhere(String tensor, int node) {
    return links.isPinned(tensor)
        || links.users(tensor).stream()
            .anyMatch(user -> user != node && !isProbe(user) && takesInFull(user, tensor));
  }

  /**
   * Whether all that the node computes on comes from a Softmax, through moves: a mean of box edges
   * weighed by their likelihood, when its result is not work's input.
   */
  private boolean weighsSoftmax(int node) {
    return data(node).stream()
        .filter(tensor -> !isConstant(tensor))
        .allMatch(this::comesFromSoftmax);
  }

  private boolean comesFromSoftmax(String tensor) {
    Set<String> seen = new HashSet<>();
    String current = tensor;
    while (seen.add(current)) {
      Optional<Integer> maker = links.maker(current);
      if (maker.isEmpty()) {
        return false;
      }
      if (nodes.get(maker.get()).getOpType().equals("Softmax")) {
        return true;
      }
      boolean move =
          operator(maker.get()).map(operator -> operator.kind() == Kind.MOVE).orElse(false);
      if (!move) {
        return false;
      }
      current = nodes.get(maker.get()).getInput(0);
    }
    return false;
  }
}
