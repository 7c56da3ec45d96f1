package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.List;

/**
 * Sorts out what is read before and after the running text of a page.
 *
 * @param first running heads, and page numbers that stand with them
 * @param body the running text
 * @param asides text in the margin
 * @param notes footnotes
 * @param last running feet and page numbers
 */
record Furniture(
    List<Draft> first, List<Draft> body, List<Draft> asides, List<Draft> notes, List<Draft> last) {

  static Furniture of(List<Draft> drafts, double height) {
    Furniture sorted =
        new Furniture(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (Draft draft : drafts) {
      sorted.place(draft, height).add(draft);
    }
    if (size(sorted.asides) > size(sorted.body)) {
      sorted.body.addAll(sorted.asides);
      sorted.asides.clear();
    }
    return sorted;
  }

  private List<Draft> place(Draft draft, double height) {
    return switch (draft.role()) {
      case HEADER, FOOTER, PAGE_NUMBER -> draft.area().centreY() < height / 2 ? first : last;
      case FOOTNOTE -> notes;
      default -> Roles.aside(draft.label()) ? asides : body;
    };
  }

  private static double size(List<Draft> drafts) {
    return drafts.stream().mapToDouble(d -> d.area().size()).sum();
  }
}
