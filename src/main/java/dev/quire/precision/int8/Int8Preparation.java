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
import java.util.Optional;
import java.util.Set;

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

  /** A model in integers that answers as it did. */
  public record Prepared(ModelFiles model, Likeness likeness) {}

  /**
   * Prepares the model.
   *
   * @param reference what the model gives for the golden items in FP32
   * @return empty if its graph has no layers for it or is too old, or it does not answer as before
   */
  public Optional<Prepared> prepare(DeviceId device, Golden<P, R> golden, List<R> reference) {
    Graph graph =
        new ScalarNormalization().apply(Graph.parse(full.graph().name(), full.graph().bytes()));
    List<String> layers = Int8Plan.layers(graph);
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    Map<String, ValueRange> ranges = observed(graph, device, golden.items());
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
        .map(found -> new Prepared(int8(graph, ranges, found.kept()), found.likeness()));
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
