package dev.quire.model.graph;

/**
 * Restates convolution networks so that engines run them in fewer and cheaper steps; results are
 * equal but for rounding. Nodes that copy are bypassed. Normalizations and constant factors and
 * addends, one or one for each channel, become part of the convolution before or after them. Where
 * neither can take them, as padding must stay zero or a pooling follows, they become a depthwise
 * convolution of one pixel: on processors, convolutions hold channels in blocks, and each other
 * node between two of them costs a change of the layout there and back. For the same reason, hard
 * swish of four nodes becomes one of two, and {@code x + x * gate} becomes {@code x * (gate + 1)}
 * with its addition on the small tensor.
 *
 * <p>Weights are computed in double and rounded once. Patterns that are not certain to be one stay
 * as they are, and so does a graph that has none, or one older than opset 7. Only FLOAT is
 * restated.
 */
public final class AffineFolding implements GraphPass {

  /** Before it, operators did not broadcast as they do now. */
  private static final int FIRST_OPSET = 7;

  @Override
  public String toString() {
    return "AffineFolding";
  }

  /**
   * The graph restated; the same one if there is nothing to restate.
   *
   * @throws GraphException if a node's attribute is of a type that its operator does not have
   */
  @Override
  public Graph apply(Graph graph) {
    if (graph.opset() < FIRST_OPSET) {
      return graph;
    }
    GraphRewrite rewrite = new GraphRewrite(graph);
    new Copies(rewrite).bypass();
    new ConvolutionTails(rewrite).merge();
    new HardSwishes(rewrite).restate();
    new ResidualGates(rewrite, new ElementTypes(graph)).restate();
    new ConvolutionHeads(rewrite).merge();
    return rewrite.result();
  }
}
