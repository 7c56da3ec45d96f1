package dev.quire.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What an engine opens.
 *
 * @param name what messages call the model
 * @param graph its graph, with its weights if they lie in the same file
 * @param weights its weights, where they lie in a file of their own
 */
public record ModelFiles(String name, ModelFile graph, Optional<ModelFile> weights) {

  public ModelFiles {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(weights, "weights");
  }

  /** A graph with its weights in one file. */
  public ModelFiles(String name, ModelFile graph) {
    this(name, graph, Optional.empty());
  }

  /**
   * The same model in another file, such as one that a graph pass has made of its own.
   *
   * @param other graph and weights
   */
  public ModelFiles with(ModelFile other) {
    return new ModelFiles(name, other);
  }
}
