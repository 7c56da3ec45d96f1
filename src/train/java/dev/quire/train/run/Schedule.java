package dev.quire.train.run;

import java.util.ArrayList;
import java.util.List;

/**
 * What to do at which point of a run, from 0 (its start) to 1 (its end).
 *
 * @param peak the highest learning rate
 * @param warmUp the share of the run during which the rate rises to the peak
 * @param stages the image sizes, in order
 */
public record Schedule(float peak, double warmUp, List<Stage> stages) {

  /**
   * A part of a run.
   *
   * @param until the point of the run at which the stage ends
   * @param size the images' height and width
   * @param batch the images of a step
   */
  public record Stage(double until, int size, int batch) {}

  public Schedule {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a schedule needs a stage");
    }
  }

  /** Reads stages written as {@code until:size:batch,…}. */
  public static List<Stage> stages(String text) {
    List<Stage> stages = new ArrayList<>();
    for (String part : text.split(",")) {
      String[] fields = part.split(":");
      if (fields.length != 3) {
        throw new IllegalArgumentException("not until:size:batch: " + part);
      }
      stages.add(
          new Stage(
              Double.parseDouble(fields[0]),
              Integer.parseInt(fields[1]),
              Integer.parseInt(fields[2])));
    }
    return stages;
  }

  public Stage stage(double point) {
    return stages.stream()
        .filter(s -> point < s.until())
        .findFirst()
        .orElse(stages.get(stages.size() - 1));
  }

  /** The learning rate: rises linearly, then falls along a cosine to nothing. */
  public float rate(double point) {
    if (point < warmUp) {
      return (float) (peak * (0.02 + 0.98 * point / warmUp));
    }
    double left = Math.min(1, (point - warmUp) / (1 - warmUp));
    return (float) (peak * 0.5 * (1 + Math.cos(Math.PI * left)));
  }
}
