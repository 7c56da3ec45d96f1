package dev.quire.export;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hOCR class of a region (hOCR 1.2, "Typesetting Related Elements", "Classes for floats" and
 * "Logical Structuring Elements"). Labels that none of them names are body text.
 */
enum HocrClass {
  TITLE("ocr_title", true, Set.of("doc_title")),
  ABSTRACT("ocr_abstract", true, Set.of("abstract")),
  DISPLAY("ocr_display", true, Set.of("display_formula", "formula", "equation")),
  TABLE("ocr_table", false, Set.of("table")),
  PHOTO("ocr_photo", false, Set.of("image")),
  IMAGE("ocr_image", false, Set.of("chart", "figure", "seal")),
  HEADER("ocr_header", false, Set.of("header", "header_image")),
  FOOTER("ocr_footer", false, Set.of("footer", "footer_image")),
  PAGE_NUMBER("ocr_pageno", false, Set.of("number")),
  CAPTION(
      "ocr_caption",
      false,
      Set.of(
          "figure_title",
          "table_title",
          "chart_title",
          "figure_table_chart_title",
          "figure_caption",
          "table_caption")),
  TEXT_FLOAT("ocr_textfloat", false, Set.of("footnote", "vision_footnote", "aside_text")),
  SEPARATOR("ocr_separator", false, Set.of("separator")),
  PARAGRAPH("ocr_par", true, Set.of());

  private final String id;
  private final boolean running;
  private final Set<String> labels;

  HocrClass(String id, boolean running, Set<String> labels) {
    this.id = id;
    this.running = running;
    this.labels = labels;
  }

  static HocrClass of(String label) {
    return Arrays.stream(values())
        .filter(each -> each.labels.contains(label))
        .findFirst()
        .orElse(PARAGRAPH);
  }

  /**
   * Everything that a document may contain, for its {@code ocr-capabilities}.
   *
   * @param text whether there are lines and words
   */
  static String capabilities(boolean text) {
    return "ocr_page ocr_carea "
        + Arrays.stream(values()).map(HocrClass::id).collect(Collectors.joining(" "))
        + (text ? " ocr_line ocrx_word ocrp_poly ocrp_wconf" : " ocrp_poly");
  }

  /** The value of the attribute {@code class}. */
  String id() {
    return id;
  }

  /** Whether the element is part of the running text and stands in an {@code ocr_carea}. */
  boolean isRunning() {
    return running;
  }
}
