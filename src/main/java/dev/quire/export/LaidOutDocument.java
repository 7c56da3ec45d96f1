package dev.quire.export;

import dev.quire.task.layout.Region;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What an export is made of.
 *
 * @param name the document's file name or title
 * @param labels all classes of the model; a region's class id is an index into them
 * @param pages at least one, their numbers all different
 */
public record LaidOutDocument(String name, List<String> labels, List<LaidOutPage> pages) {

  public LaidOutDocument {
    Objects.requireNonNull(name, "name");
    labels = List.copyOf(labels);
    pages = List.copyOf(pages);
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("A document must have at least one page");
    }
    Set<Integer> numbers = new HashSet<>();
    for (LaidOutPage page : pages) {
      if (!numbers.add(page.number())) {
        throw new IllegalArgumentException("Page %d is given twice".formatted(page.number()));
      }
      for (Region region : page.regions()) {
        requireKnown(region.classId(), labels, page.number());
      }
    }
  }

  /** Whether the text of a page was read. */
  boolean hasText() {
    return pages.stream().anyMatch(page -> !page.lines().isEmpty());
  }

  private static void requireKnown(int classId, List<String> labels, int page) {
    if (classId < 0 || classId >= labels.size()) {
      throw new IllegalArgumentException(
          "A region of page %d has class id %d; there are %d labels"
              .formatted(page, classId, labels.size()));
    }
  }
}
