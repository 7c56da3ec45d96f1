package dev.quire.export;

import java.util.Arrays;
import java.util.Set;

/**
 * ALTO's element for a region (schema 4.4, group BlockGroup). Labels that none of them names are
 * text.
 */
enum AltoKind {
  ILLUSTRATION(
      "Illustration",
      true,
      Set.of("image", "chart", "figure", "seal", "header_image", "footer_image")),
  COMPOSED("ComposedBlock", true, Set.of("table", "display_formula", "formula", "equation")),
  GRAPHIC("GraphicalElement", false, Set.of("separator")),
  TEXT("TextBlock", false, Set.of());

  private final String element;
  private final boolean typed;
  private final Set<String> labels;

  AltoKind(String element, boolean typed, Set<String> labels) {
    this.element = element;
    this.typed = typed;
    this.labels = labels;
  }

  static AltoKind of(String label) {
    return Arrays.stream(values())
        .filter(each -> each.labels.contains(label))
        .findFirst()
        .orElse(TEXT);
  }

  /** The element for it where it holds lines of text: illustrations and graphics cannot. */
  AltoKind holding(boolean text) {
    return text && this != TEXT ? COMPOSED : this;
  }

  String element() {
    return element;
  }

  /** Whether the element takes the attribute {@code TYPE}. */
  boolean isTyped() {
    return typed;
  }
}
