package dev.quire.task.layout;

import dev.quire.model.Model;
import dev.quire.model.Resolution;
import dev.quire.task.Golden;
import java.util.List;

/**
 * Pages on which a layout model is compared with itself: a region matches one of the same class
 * whose boxes overlap by {@value #LEAST_IOU} or more. Immutable and thread-safe.
 */
public final class LayoutGolden implements Golden<PreparedPage, PageRows> {

  /** The intersection over union from which boxes count as the same. */
  public static final double LEAST_IOU = 0.9;

  private final List<PreparedPage> pages;
  private final LayoutPostprocessor postprocessor;
  private final LayoutParameters parameters;

  /**
   * Prepares the pages.
   *
   * @param resolution one of the model's
   * @param encoded image files
   */
  public LayoutGolden(Model model, LayoutTask task, Resolution resolution, List<byte[]> encoded) {
    this.pages = encoded.stream().map(page -> task.prepare(page, resolution)).toList();
    this.postprocessor = new LayoutPostprocessor(model.labels());
    this.parameters = LayoutParameters.of(model);
  }

  @Override
  public List<PreparedPage> items() {
    return pages;
  }

  @Override
  public Likeness compare(List<PageRows> reference, List<PageRows> other) {
    Agreement agreement =
        Agreement.of(regions(reference), regions(other), parameters.threshold(), LEAST_IOU);
    return new Likeness(agreement.regions(), agreement.matchedShare(), agreement.orderShare());
  }

  private List<List<Region>> regions(List<PageRows> pages) {
    return pages.stream()
        .map(rows -> postprocessor.regions(rows, Agreement.lenient(parameters)))
        .toList();
  }
}
