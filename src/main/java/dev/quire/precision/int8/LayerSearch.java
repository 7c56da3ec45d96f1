package dev.quire.precision.int8;

import dev.quire.task.Golden.Likeness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds which layers of a model have to stay in FLOAT so that in integers it still answers as
 * before. Layers are tried one by one, in integers alone, and those that do most harm stay in FLOAT
 * until the whole reaches the bar: which they are depends on the model, its first and last ones
 * often.
 */
final class LayerSearch {

  /** More layers are tried in groups of neighbours, so that a search takes seconds. */
  private static final int MOST_GROUPS = 32;

  /** With fewer layers in integers than half there is little to win. */
  private static final int LEAST_PART = 2;

  private final Function<Set<String>, Likeness> trial;
  private final double bar;

  /**
   * @param trial runs the model with these layers in FLOAT and compares it with what it was
   * @param bar least shares that have to be alike
   */
  LayerSearch(Function<Set<String>, Likeness> trial, double bar) {
    this.trial = trial;
    this.bar = bar;
  }

  /**
   * What was found.
   *
   * @param kept layers that stay in FLOAT
   * @param likeness of the model with them; it reaches the bar
   */
  record Found(Set<String> kept, Likeness likeness) {}

  private record Group(List<String> layers, double harm) {}

  /**
   * Looks for the fewest.
   *
   * @param layers that can be computed in integers, at least one, in the order of the graph
   * @return empty if the bar is not reached with half of them in FLOAT
   */
  Optional<Found> fewestKept(List<String> layers) {
    Likeness all = trial.apply(Set.of());
    if (all.reaches(bar)) {
      return Optional.of(new Found(Set.of(), all));
    }
    Set<String> kept = new HashSet<>();
    for (Group group : byHarm(layers)) {
      kept.addAll(group.layers());
      if (LEAST_PART * kept.size() > layers.size()) {
        break;
      }
      Likeness likeness = trial.apply(Set.copyOf(kept));
      if (likeness.reaches(bar)) {
        return Optional.of(new Found(Set.copyOf(kept), likeness));
      }
    }
    return Optional.empty();
  }

  /** The most harmful first; of equals the later ones, which are nearer to the results. */
  private List<Group> byHarm(List<String> layers) {
    List<Group> groups = new ArrayList<>();
    int size = (layers.size() + MOST_GROUPS - 1) / MOST_GROUPS;
    for (int to = layers.size(); to > 0; to -= size) {
      List<String> group = layers.subList(Math.max(0, to - size), to);
      Set<String> others = new HashSet<>(layers);
      group.forEach(others::remove);
      Likeness likeness = trial.apply(Set.copyOf(others));
      groups.add(new Group(group, 2 - likeness.matched() - likeness.ordered()));
    }
    groups.sort(Comparator.comparingDouble(group -> -group.harm()));
    return groups;
  }
}
