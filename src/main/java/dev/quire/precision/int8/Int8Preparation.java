package dev.quire.precision.int8;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.graph.Graph;
import dev.quire.model.graph.Int8Plan;
import dev.quire.model.graph.ObservedTensors;
import dev.quire.model.graph.ScalarNormalization;
import dev.quire.model.graph.ValueRange;
import dev.quire.task.Golden;
import dev.quire.task.Golden.Likeness;
import dev.quire.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes of a model one that computes in integers: observes it on golden items and looks for the
 * layers that have to stay in FLOAT. Takes seconds to a minute. Immutable and thread-safe.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public final class Int8Preparation<P, R> {

  private final Engine engine;
  private final ModelFiles full;
  private final Task<P, R> task;

  /**
   * @param full the model as it is run in FP32
   */
  public Int8Preparation(Engine engine, ModelFiles full, Task<P, R> task) {
    this.engine = engine;
    this.full = full;
    this.task = task;
  }

  /** What came of a preparation. */
  public sealed interface Outcome {

    /** A model in integers that answers as it did. */
    record Prepared(ModelFiles model, Likeness likeness) implements Outcome {}

    /** There is nothing in its graph that could be computed in integers. */
    record NoLayers() implements Outcome {}

    /** It is not worth it. */
    record NotWorth() implements Outcome {}

    /** With half of its layers in FLOAT it still answers otherwise than it did. */
    record Unlike() implements Outcome {}
  }

  /**
   * Prepares the model.
   *
   * @param reference what the model gives for the golden items in FP32
   * @param worth whether the model with all its layers in integers, which may answer otherwise, is
   *     worth the search for those that have to stay in FLOAT
   */
  public Outcome prepare(
      DeviceId device, Golden<P, R> golden, List<R> reference, Predicate<ModelFiles> worth) {
    Graph graph =
        new ScalarNormalization().apply(Graph.parse(full.graph().name(), full.graph().bytes()));
    List<String> layers = Int8Plan.layers(graph);
    if (layers.isEmpty()) {
      return new Outcome.NoLayers();
    }
    Map<String, ValueRange> ranges = observed(graph, device, golden.items());
    if (!worth.test(int8(graph, ranges, Set.of()))) {
      return new Outcome.NotWorth();
    }
    LayerSearch search =
        new LayerSearch(
            kept -> {
              try (Predictor predictor = engine.open(int8(graph, ranges, kept), device)) {
                return golden.compare(reference, results(predictor, golden.items()));
              }
            },
            golden.leastShareInInt8());
    return search
        .fewestKept(layers)
        .<Outcome>map(
            found -> new Outcome.Prepared(int8(graph, ranges, found.kept()), found.likeness()))
        .orElseGet(Outcome.Unlike::new);
  }

  private ModelFiles int8(Graph graph, Map<String, ValueRange> ranges, Set<String> kept) {
    Graph integers = new Int8Plan(ranges, kept).apply(graph);
    return with(integers.toBytes());
  }

  private ModelFiles with(byte[] graph) {
    return full.with(new ModelFile.Embedded(full.graph().name(), () -> graph));
  }

  /** What a model gives for each item, alone. */
  public List<R> results(Predictor predictor, List<P> items) {
    return items.stream()
        .map(
            item -> {
              List<P> one = List.of(item);
              return task.split(predictor.run(task.assemble(one), task.outputs()), one).get(0);
            })
        .toList();
  }

  private Map<String, ValueRange> observed(Graph graph, DeviceId device, List<P> items) {
    Set<String> inputs = Set.copyOf(graph.inputs());
    List<String> tensors = Int8Plan.tensors(graph);
    List<String> within = tensors.stream().filter(name -> !inputs.contains(name)).toList();
    Graph open = new ObservedTensors(within).apply(graph);
    TensorRanges<P, R> ranges = new TensorRanges<>(task);
    try (Predictor predictor = engine.open(with(open.toBytes()), device)) {
      items.forEach(item -> ranges.observe(predictor, item, tensors));
    }
    return ranges.ranges();
  }
}
