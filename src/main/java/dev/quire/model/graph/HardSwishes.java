package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;

/**
 * {@code x * clip(x + 3, 0, 6) / 6} in four nodes: restated as {@code x * HardSigmoid(x)}, with a
 * slope of a sixth, in two.
 */
final class HardSwishes {

  private static final float SHIFT = 3;
  private static final float TOP = 6;

  /** A sixth, in FLOAT, is not exact. */
  private static final double TOLERANCE = 1e-7;

  private final GraphRewrite graph;
  private final AffineSteps steps;

  HardSwishes(GraphRewrite graph) {
    this.graph = graph;
    this.steps = new AffineSteps(graph);
  }

  void restate() {
    for (int place = 0; place < graph.places(); place++) {
      int sum = place;
      graph
          .node(place, "Add")
          .flatMap(steps::scalar)
          .filter(add -> add.value() == SHIFT)
          .ifPresent(add -> restate(sum, add.data()));
    }
  }

  private void restate(int sum, String data) {
    Optional<Integer> clip =
        user(sum).filter(place -> graph.node(place, "Clip").filter(this::isToTop).isPresent());
    Optional<Integer> product =
        clip.flatMap(this::user)
            .filter(
                place ->
                    graph
                        .node(place, "Mul")
                        .filter(mul -> mul.getInputList().contains(data))
                        .isPresent());
    Optional<Integer> last =
        product.flatMap(this::user).filter(place -> isSixth(place, product.get()));
    if (last.isEmpty()) {
      return;
    }
    String result = graph.node(last.get()).getOutput(0);
    String gate = graph.fresh(result + ".gate");
    graph.remove(clip.get());
    graph.remove(last.get());
    graph.replace(
        sum,
        GraphRewrite.node(
            "HardSigmoid",
            List.of(data),
            gate,
            Attributes.of("alpha", 1 / TOP),
            Attributes.of("beta", 0.5f)));
    graph.replace(product.get(), GraphRewrite.node("Mul", List.of(data, gate), result));
  }

  private Optional<Integer> user(int place) {
    return graph.onlyUser(graph.node(place).getOutput(0));
  }

  /** Whether a Clip has the bounds 0 and 6: inputs, or before opset 11 attributes. */
  private boolean isToTop(NodeProto clip) {
    if (clip.getInputCount() == 1) {
      Attributes attributes = graph.attributes(clip);
      return attributes.real("min").filter(min -> min == 0).isPresent()
          && attributes.real("max").filter(max -> max == TOP).isPresent();
    }
    return clip.getInputCount() == 3 && is(clip.getInput(1), 0) && is(clip.getInput(2), TOP);
  }

  /** Whether a node divides the product by 6, or multiplies it by a sixth. */
  private boolean isSixth(int place, int product) {
    String data = graph.node(product).getOutput(0);
    return graph
            .node(place, "Div")
            .filter(div -> div.getInput(0).equals(data) && is(div.getInput(1), TOP))
            .isPresent()
        || graph
            .node(place, "Mul")
            .flatMap(steps::scalar)
            .filter(mul -> Math.abs(mul.value() * TOP - 1) < TOLERANCE)
            .isPresent();
  }

  private boolean is(String constant, float value) {
    Optional<TensorProto> tensor = graph.constant(constant).filter(AffineSteps::isNumber);
    return tensor.isPresent() && TensorData.floats(tensor.get())[0] == value;
  }
}
