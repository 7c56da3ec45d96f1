package dev.quire.app;

import dev.quire.engine.onnx.ShapeProfile;
import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.model.ModelFiles;
import dev.quire.model.Resolution;
import dev.quire.precision.GraphVariants;
import dev.quire.task.Golden;
import dev.quire.task.Task;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a task says of its model so that {@link ModelRuntimes} can serve it. A task that needs
 * several models has a registration for each.
 *
 * @param name the task's name in settings, metrics and answers, such as {@code layout}
 * @param files the model
 * @param steps what the task does before and after a run
 * @param graph what ONNX Runtime needs to know of the model
 * @param limits how much may wait and run together
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
record ModelRegistration<P, R>(
    String name, ModelFiles files, Steps<P, R> steps, Graph graph, Limits limits) {

  /**
   * What the task has written for its model.
   *
   * @param task turns items into tensors and outputs into results
   * @param golden the items that precisions are compared on; asked for only where they are compared
   * @param simulated what simulated devices answer; asked for only where there are some, since it
   *     may need labels that other models do not have
   */
  record Steps<P, R>(
      Task<P, R> task, Supplier<Golden<P, R>> golden, Supplier<SimulatedModel> simulated) {}

  /**
   * Of the model's graph; of no interest to other engines than ONNX Runtime.
   *
   * @param variants makes the graphs of each precision
   * @param profiles the sizes of each input that TensorRT is to tune for
   */
  record Graph(Supplier<GraphVariants> variants, Map<String, ShapeProfile> profiles) {}

  /**
   * @param waiting most items that may wait in the queue
   * @param batches how items are gathered into batches
   * @param ladder the model's resolutions from the usual one down; empty where the task has none
   */
  record Limits(int waiting, BatchSettings batches, List<Resolution> ladder) {}
}
