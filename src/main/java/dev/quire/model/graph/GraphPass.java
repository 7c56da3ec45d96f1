package dev.quire.model.graph;

/** Changes a graph; thread-safe. Passes whose texts are equal make the same of the same graph. */
public interface GraphPass {

  /**
   * The graph as it is to be run.
   *
   * @throws GraphException if the pass cannot work on it
   */
  Graph apply(Graph graph);

  /** What it does, in full. */
  @Override
  String toString();
}
