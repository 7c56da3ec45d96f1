package dev.quire.model.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which layers of a graph are computed in integers, and with which ranges: convolutions by {@link
 * StaticInt8}, products with constant matrices by {@link DynamicInt8}.
 *
 * @param ranges of tensors by name, for the convolutions
 * @param kept layers that stay in FLOAT, by the names of their results
 */
public record Int8Plan(Map<String, ValueRange> ranges, Set<String> kept) implements GraphPass {

  public Int8Plan {
    ranges = Map.copyOf(ranges);
    kept = Set.copyOf(kept);
  }

  /** The layers that can be computed in integers, by the names of their results. */
  public static List<String> layers(Graph graph) {
    List<String> layers =
        new ArrayList<>(StaticInt8.layers(graph).stream().map(StaticInt8.Layer::name).toList());
    layers.addAll(DynamicInt8.layers(graph));
    return List.copyOf(layers);
  }

  /** The tensors whose ranges a plan has to have. */
  public static List<String> tensors(Graph graph) {
    Set<String> tensors = new LinkedHashSet<>();
    for (StaticInt8.Layer layer : StaticInt8.layers(graph)) {
      tensors.add(layer.input());
      tensors.add(layer.result());
    }
    return List.copyOf(tensors);
  }

  @Override
  public Graph apply(Graph graph) {
    Graph changed = graph;
    if (!StaticInt8.layers(graph).isEmpty()) {
      changed = new StaticInt8(ranges, kept).apply(changed);
    }
    if (!DynamicInt8.layers(graph).isEmpty()) {
      changed = new DynamicInt8(kept).apply(changed);
    }
    return changed;
  }

  @Override
  public String toString() {
    return "int8 but for " + new TreeSet<>(kept);
  }
}
