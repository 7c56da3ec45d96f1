package dev.quire.task.layout;

import dev.quire.model.Head;
import dev.quire.model.ModelException;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Finds PicoDet's maps among a graph's outputs. They are taken by the usual names, {@code
 * fetch_name_0} and so on, if the graph has all of them, else in the graph's order. What is as deep
 * as there are labels holds scores; where that tells nothing, the first half does. The largest grid
 * has the smallest stride; where sizes are open, the order decides.
 */
record PicoDetSignature(LayoutSignature signature, Head.PicoDet settings) {

  private static final String USUAL_NAME = "fetch_name_";

  /**
   * The head for these outputs.
   *
   * @throws ModelException if the graph has other outputs
   */
  PicoDetHead head() {
    List<TensorSpec> maps = maps();
    List<TensorSpec> scores = scores(maps);
    List<TensorSpec> distributions = new ArrayList<>(maps);
    distributions.removeAll(scores);
    return new PicoDetHead(
        checked(scores, labels()),
        checked(distributions, Shape.DYNAMIC),
        settings,
        maps.stream().mapToInt(LayoutSignature::batch).min().orElseThrow());
  }

  private List<TensorSpec> maps() {
    int number = 2 * settings.strides().size();
    List<TensorSpec> maps = signature.outputs().stream().filter(PicoDetSignature::isMap).toList();
    List<TensorSpec> usual =
        IntStream.range(0, number)
            .mapToObj(i -> LayoutSignature.named(maps, USUAL_NAME + i))
            .flatMap(Optional::stream)
            .toList();
    if (usual.size() == number) {
      return usual;
    }
    if (maps.size() != number) {
      throw signature.mismatch(
          "outputs " + signature.outputs(),
          "%d maps [pages, cells, values] of float32, scores and distributions for the strides %s"
              .formatted(number, settings.strides()));
    }
    return maps;
  }

  private static boolean isMap(TensorSpec output) {
    return output.type() == ElementType.FLOAT32 && output.shape().rank() == PicoDetHead.RANK;
  }

  private List<TensorSpec> scores(List<TensorSpec> maps) {
    List<TensorSpec> scores = maps.stream().filter(map -> depth(map) == labels()).toList();
    return scores.size() == settings.strides().size()
        ? scores
        : maps.subList(0, settings.strides().size());
  }

  private int labels() {
    return signature.model().labels().size();
  }

  /** The names of one kind's maps, smallest stride first. */
  private List<String> checked(List<TensorSpec> maps, long depth) {
    List<TensorSpec> sorted = bySize(maps);
    for (int level = 0; level < sorted.size(); level++) {
      requireShape(sorted.get(level), settings.strides().get(level), depth);
    }
    return sorted.stream().map(TensorSpec::name).toList();
  }

  /** Largest first, if all sizes are known. */
  private static List<TensorSpec> bySize(List<TensorSpec> maps) {
    if (maps.stream().anyMatch(map -> cells(map) == Shape.DYNAMIC)) {
      return maps;
    }
    return maps.stream()
        .sorted(
            Comparator.comparingLong((ToLongFunction<TensorSpec>) PicoDetSignature::cells)
                .reversed())
        .toList();
  }

  /**
   * Compares a map with its grid.
   *
   * @param depth number of labels, or dynamic for the distributions of four sides
   */
  private void requireShape(TensorSpec map, int stride, long depth) {
    for (Resolution resolution : signature.model().resolutions()) {
      Shape expected = Shape.of(Shape.DYNAMIC, new PicoDetGrid(resolution, stride).cells(), depth);
      if (!LayoutSignature.compatible(expected, map.shape())) {
        throw signature.mismatch(
            "an output " + map, "%s for stride %d at %s".formatted(expected, stride, resolution));
      }
    }
    boolean sides = depth == Shape.DYNAMIC && depth(map) != Shape.DYNAMIC;
    if (sides && !PicoDetHead.isSides(depth(map))) {
      throw signature.mismatch("an output " + map, "four sides of two distances or more");
    }
  }

  private static long cells(TensorSpec map) {
    return map.shape().dimension(1);
  }

  private static long depth(TensorSpec map) {
    return map.shape().dimension(2);
  }
}
