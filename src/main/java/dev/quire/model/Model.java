package dev.quire.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model as its folder describes it. Immutable.
 *
 * @param files its name, which is what configuration, metrics and answers call it, with its graph
 *     and weights
 * @param task the task it serves, such as {@value #LAYOUT}
 * @param preprocessing what a page goes through before the model
 * @param head what its graph hands out
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
    ModelFiles files,
    String task,
    Preprocessing preprocessing,
    Head head,
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
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(head, "head");
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

  /** A model of one file whose graph gives rows with boxes in pixels of the page, as most do. */
  public Model(
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
    this(
        new ModelFiles(name, file),
        task,
        preprocessing,
        new Head.Rows(BoxUnit.PAGE),
        labels,
        threshold,
        nms,
        resolutions,
        maxBatch,
        license,
        description);
  }

  /** What configuration, metrics and answers call it. */
  public String name() {
    return files.name();
  }

  /** Its graph, with its weights if they lie in the same file. */
  public ModelFile file() {
    return files.graph();
  }

  /** Its weights, where they lie in a file of their own. */
  public Optional<ModelFile> weights() {
    return files.weights();
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

  /**
   * The same model in another file, such as one that a graph pass has made of its own.
   *
   * @param other graph and weights
   */
  public Model with(ModelFile other) {
    return new Model(
        new ModelFiles(name(), other),
        task,
        preprocessing,
        head,
        labels,
        threshold,
        nms,
        resolutions,
        maxBatch,
        license,
        description);
  }
}
