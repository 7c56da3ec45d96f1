package dev.quire.api.paddlex;

import dev.quire.image.PageWarning;
import dev.quire.queue.Outcome;
import dev.quire.task.layout.Region;
import java.util.List;

/**
 * A page laid out.
 *
 * @param width in pixels, after its orientation
 * @param height in pixels, after its orientation
 * @param regions in reading order if the model gives one
 * @param warnings what the page does not show faithfully
 * @param outcome how the page ended: answered, or by what was computed for another one
 */
public record PageLayout(
    int width, int height, List<Region> regions, List<PageWarning> warnings, Outcome outcome) {

  public PageLayout {
    regions = List.copyOf(regions);
    warnings = List.copyOf(warnings);
  }

  /** A page that was computed and is shown faithfully. */
  public PageLayout(int width, int height, List<Region> regions) {
    this(width, height, regions, List.of(), Outcome.ANSWERED);
  }
}
