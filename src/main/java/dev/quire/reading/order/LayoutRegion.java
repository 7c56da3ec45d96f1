package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Role;
import java.util.Objects;

/**
 * A region as a layout model found it.
 *
 * @param label the model's own name for what it is
 * @param score how sure the model is, 0 to 1
 * @param area where it stands, in pixels of the page
 * @param rank its place in the model's reading order, from 1; null where the model has none
 */
public record LayoutRegion(String label, double score, Area area, Integer rank) {

  /** Checks that label and area are there. */
  public LayoutRegion {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(area, "area");
  }

  /** What it is to its reader. */
  public Role role() {
    return Roles.of(label);
  }
}
