package dev.quire.serving;

import java.util.Comparator;
import java.util.List;

/**
 * The models that are served, in the order of their tasks' names, at most one for a task.
 * Thread-safe.
 */
public record ServedModels(List<ServedModel> all) {

  public ServedModels {
    all = all.stream().sorted(Comparator.comparing(ServedModel::task)).toList();
    if (all.stream().map(ServedModel::task).distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "Two models for one task: " + all.stream().map(ServedModel::name).toList());
    }
  }

  /**
   * The model of a task that is always served.
   *
   * @throws IllegalArgumentException if it is not
   */
  public ServedModel of(String task) {
    return all.stream()
        .filter(model -> model.task().equals(task))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No model serves the task " + task));
  }
}
