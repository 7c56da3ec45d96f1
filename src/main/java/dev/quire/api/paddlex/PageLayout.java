package dev.quire.api.paddlex;

import dev.quire.task.layout.Region;
import java.util.List;

/**
 * A page laid out.
 *
 * @param width in pixels, after its orientation
 * @param height in pixels, after its orientation
 * @param regions in reading order if the model gives one
 */
public record PageLayout(int width, int height, List<Region> regions) {

  public PageLayout {
    regions = List.copyOf(regions);
  }
}
