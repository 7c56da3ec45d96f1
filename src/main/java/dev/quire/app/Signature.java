package dev.quire.app;

import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.model.ModelFiles;
import dev.quire.model.graph.Graph;
import dev.quire.tensor.TensorSpec;
import java.util.List;

/** The tensors that a model takes and gives, before anything has checked them. */
record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

  /** What the contract of a task makes of a signature. */
  @FunctionalInterface
  interface Check<C> {

    /**
     * Compares the two.
     *
     * @param model what messages call the graph
     * @throws dev.quire.model.ModelException if they differ
     */
    C check(String model, List<TensorSpec> inputs, List<TensorSpec> outputs);
  }

  /** Read from the graph's file: opening it takes longer. */
  static Signature of(ModelFiles files) {
    Graph graph = Graph.parse(files.graph().name(), files.graph().bytes());
    return new Signature(graph.inputSpecs(), graph.outputSpecs());
  }

  static Signature of(SimulatedModel model) {
    return new Signature(model.inputs(), model.outputs());
  }

  /** Checks it, as the contract does. */
  <C> C check(String model, Check<C> contract) {
    return contract.check(model, inputs, outputs);
  }
}
