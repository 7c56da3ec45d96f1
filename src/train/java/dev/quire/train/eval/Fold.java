package dev.quire.train.eval;

import dev.quire.train.page.Label;
import java.util.Locale;
import java.util.Optional;

/** The coarse kinds of regions that different label sets have in common. */
public enum Fold {
  TEXT,
  TITLE,
  FIGURE,
  TABLE,
  CAPTION,
  MARGIN,
  FOOTNOTE,
  FORMULA;

  /** The kind of a PP-DocLayoutV3 label, if it has one. */
  public static Optional<Fold> of(Label label) {
    return of(label.name().toLowerCase(Locale.ROOT));
  }

  /** The kind of a label of either set, if it has one. */
  public static Optional<Fold> of(String label) {
    return Optional.ofNullable(
        switch (label) {
          case "text",
              "list_item",
              "abstract",
              "content",
              "reference",
              "reference_content",
              "aside_text",
              "algorithm",
              "code" ->
              TEXT;
          case "section_header", "doc_title", "paragraph_title" -> TITLE;
          case "picture", "image", "chart" -> FIGURE;
          case "table" -> TABLE;
          case "caption", "figure_title" -> CAPTION;
          case "page_header", "header", "page_footer", "footer", "number" -> MARGIN;
          case "footnote", "vision_footnote" -> FOOTNOTE;
          case "formula", "display_formula" -> FORMULA;
          default -> null;
        });
  }
}
