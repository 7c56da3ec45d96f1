package dev.quire.api.paddlex;

import java.util.List;
import java.util.Optional;

/**
 * What a request to {@code POST /layout-parsing} wants.
 *
 * @param markdownIgnoreLabels labels that stay outside the numbering of blocks
 */
record ParsingWishes(LayoutWishes layout, Optional<List<String>> markdownIgnoreLabels) {

  /** Reads them. */
  static ParsingWishes of(Fields fields) {
    fields.refuse(
        !fields.optional("useLayoutDetection", FieldType.FLAG).orElse(true),
        "useLayoutDetection cannot be false: the answer is made of the layout");
    return new ParsingWishes(
        LayoutWishes.of(fields, "layoutThreshold"),
        fields.optional("markdownIgnoreLabels", FieldType.TEXTS));
  }
}
