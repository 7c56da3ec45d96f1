package dev.quire.export;

import dev.quire.image.PageWarning;
import dev.quire.task.layout.Region;
import java.util.List;
import java.util.Objects;

/**
 * A page and what was found on it.
 *
 * @param number the page's place in its document, from 1
 * @param width columns of its picture
 * @param height rows of its picture
 * @param name the picture's file name, or what else the page is called
 * @param regions in the order in which they are to be written, usually that of reading
 * @param warnings what the picture does not show faithfully
 * @param lines the lines of each region, in the same order as the regions; empty where no text was
 *     read
 */
public record LaidOutPage(
    int number,
    int width,
    int height,
    String name,
    List<Region> regions,
    List<PageWarning> warnings,
    List<List<ExportedLine>> lines) {

  public LaidOutPage {
    Objects.requireNonNull(name, "name");
    regions = List.copyOf(regions);
    warnings = List.copyOf(warnings);
    lines = lines.stream().map(List::copyOf).toList();
    if (!lines.isEmpty() && lines.size() != regions.size()) {
      throw new IllegalArgumentException(
          "Page %d has lines of %d regions, but %d regions"
              .formatted(number, lines.size(), regions.size()));
    }
    if (number < 1) {
      throw new IllegalArgumentException("Pages are counted from 1, not " + number);
    }
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "Page %d must have at least one pixel, not %d×%d".formatted(number, width, height));
    }
  }

  /** A page whose text was not read. */
  public LaidOutPage(
      int number,
      int width,
      int height,
      String name,
      List<Region> regions,
      List<PageWarning> warnings) {
    this(number, width, height, name, regions, warnings, List.of());
  }

  /** A page that is shown faithfully. */
  public LaidOutPage(int number, int width, int height, String name, List<Region> regions) {
    this(number, width, height, name, regions, List.of());
  }

  /** The lines of one of the regions. */
  List<ExportedLine> lines(int region) {
    return lines.isEmpty() ? List.of() : lines.get(region);
  }
}
