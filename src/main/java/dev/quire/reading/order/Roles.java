package dev.quire.reading.order;

import dev.quire.reading.Role;
import java.util.Locale;

/**
 * What the labels of layout models mean to a reader: those of PP-DocLayout (S, M, L, plus-L, V2,
 * V3), CDLA, PubLayNet and DocLayNet.
 */
public final class Roles {

  private Roles() {}

  /**
   * The role of a label, whatever its case and whether its words are joined by spaces, hyphens or
   * underscores; {@link Role#TEXT} for a label that is not known.
   */
  public static Role of(String label) {
    return switch (normalised(label)) {
      case "doc_title" -> Role.TITLE;
      case "title", "paragraph_title", "section_header", "heading" -> Role.HEADING;
      case "list", "list_item" -> Role.LIST_ITEM;
      case "table" -> Role.TABLE;
      case "figure", "image", "picture", "chart", "seal" -> Role.FIGURE;
      case "caption",
          "figure_title",
          "figure_caption",
          "table_title",
          "table_caption",
          "chart_title",
          "figure_table_chart_title",
          "vision_footnote" ->
          Role.CAPTION;
      case "formula", "display_formula", "inline_formula", "equation", "formula_number" ->
          Role.FORMULA;
      case "algorithm", "code" -> Role.CODE;
      case "reference", "reference_content" -> Role.REFERENCE;
      case "footnote" -> Role.FOOTNOTE;
      case "header", "page_header", "header_image" -> Role.HEADER;
      case "footer", "page_footer", "footer_image" -> Role.FOOTER;
      case "number", "page_number" -> Role.PAGE_NUMBER;
      default -> Role.TEXT;
    };
  }

  /** Whether the label marks text beside the running text, such as a stamp in the margin. */
  static boolean aside(String label) {
    return normalised(label).equals("aside_text");
  }

  /** Whether the label marks the number of a formula. */
  static boolean formulaNumber(String label) {
    return normalised(label).equals("formula_number");
  }

  private static String normalised(String label) {
    return label.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }
}
