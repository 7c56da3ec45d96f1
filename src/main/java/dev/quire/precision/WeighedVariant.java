package dev.quire.precision;

import dev.quire.engine.Precision;
import dev.quire.model.ModelFiles;
import dev.quire.model.graph.Graph;
import dev.quire.precision.GraphVariants.Variant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A variant of a model.
 *
 * @param weightBytes bytes of its graph's constants
 */
record WeighedVariant(Variant variant, long weightBytes) {

  /**
   * Makes the variants of a model, FP32 first.
   *
   * @return by what they compute in; only one where the file is in half precision already, or
   *     cannot be run in it
   * @throws dev.quire.model.ModelException if the file is broken
   */
  static Map<Precision, WeighedVariant> all(GraphVariants graphs, ModelFiles model) {
    Map<Precision, WeighedVariant> all = new EnumMap<>(Precision.class);
    for (Precision wanted : List.of(Precision.FP32, Precision.FP16)) {
      Variant variant = graphs.of(model, wanted);
      all.computeIfAbsent(variant.precision(), any -> weighed(variant));
    }
    return all;
  }

  static WeighedVariant weighed(Variant variant) {
    var file = variant.files().graph();
    return new WeighedVariant(variant, Graph.parse(file.name(), file.bytes()).weightBytes());
  }
}
