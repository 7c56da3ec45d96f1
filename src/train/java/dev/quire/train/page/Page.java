package dev.quire.train.page;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A rendered page and its ground truth.
 *
 * @param image RGB pixels, {@link BufferedImage#TYPE_3BYTE_BGR}
 * @param regions the page's regions in reading order, tight around their ink
 */
public record Page(BufferedImage image, List<LabelledRegion> regions) {

  public Page {
    regions = List.copyOf(regions);
  }
}
