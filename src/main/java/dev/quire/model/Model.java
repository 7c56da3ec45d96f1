package dev.quire.model;

import java.util.List;
import java.util.Objects;

/**
 * A model as its folder describes it. Immutable.
 *
 * @param name what configuration, metrics and answers call it
 * @param task the task it serves, such as {@value #LAYOUT}
 * @param file its graph and weights
 * @param preprocessing what a page goes through before the model
 * @param labels the classes; a class id is an index into this list
 * @param threshold score that a detection must exceed where the request says nothing, 0 to 1
 * @param nms suppression of overlapping detections where the request says nothing
 * @param resolutions the ladder of input sizes it may be run at, largest first; the descriptor's
 *     own is always one of them
 * @param maxBatch most pages in one run; {@link Integer#MAX_VALUE} where the descriptor sets none
 * @param license SPDX identifier, or empty
 * @param description one line for people, or empty
 */
public record Model(
    String name,
    String task,
    ModelFile file,
    Preprocessing preprocessing,
    List<String> labels,
    double threshold,
    Nms nms,
    List<Resolution> resolutions,
    int maxBatch,
    String license,
    String description) {

  /** The layout task: page in, regions out. */
  public static final String LAYOUT = "layout";

  public Model {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(nms, "nms");
    Objects.requireNonNull(license, "license");
    Objects.requireNonNull(description, "description");
    labels = List.copyOf(labels);
    resolutions = List.copyOf(resolutions);
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be 0 to 1, not " + threshold);
    }
    if (maxBatch < 1) {
      throw new IllegalArgumentException("max_batch must be at least 1, not " + maxBatch);
    }
    if (!resolutions.contains(preprocessing.resolution())) {
      throw new IllegalArgumentException(
          "resolutions %s must contain the model's own, %s"
              .formatted(resolutions, preprocessing.resolution()));
    }
  }

  /** The model's own resolution and the lower ones it may be run at, largest first. */
  public List<Resolution> ladder() {
    return resolutions.subList(resolutions.indexOf(preprocessing.resolution()), resolutions.size());
  }

  /** The resolution so many steps below its own, or the lowest. */
  public Resolution below(int steps) {
    List<Resolution> ladder = ladder();
    return ladder.get(Math.min(steps, ladder.size() - 1));
  }

  /** The same model with another file, such as one that a graph pass has made of its own. */
  public Model with(ModelFile other) {
    return new Model(
        name,
        task,
        other,
        preprocessing,
        labels,
        threshold,
        nms,
        resolutions,
        maxBatch,
        license,
        description);
  }
}
