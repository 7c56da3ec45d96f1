package dev.quire.api.paddlex;

import java.util.List;

/**
 * What a request to {@code POST /layout-parsing} wants where pages are read.
 *
 * @param page what it wants of the layout
 * @param text what it wants of the text
 * @param tables whether tables are given as cells
 * @param figures whether text inside figures is included
 * @param formatted whether the content of each block is Markdown
 * @param images whether the Markdown comes with the pictures of figures
 */
record DocumentWishes(
    ParsingWishes page,
    ReadingWishes text,
    boolean tables,
    boolean figures,
    boolean formatted,
    boolean images) {

  /** Between which of its models PaddleX chooses for tables; there is but one way here. */
  private static final List<String> TABLE_MODELS =
      List.of(
          "useWiredTableCellsTransToHtml",
          "useWirelessTableCellsTransToHtml",
          "useTableOrientationClassify",
          "useOcrResultsWithTableCells",
          "useE2eWiredTableRecModel",
          "useE2eWirelessTableRecModel");

  /** Reads them. */
  static DocumentWishes of(Fields fields) {
    ReadingWishes text = ReadingWishes.of(fields);
    fields.refuse(
        text.upright(),
        "useDocOrientationClassify cannot be true: pages are laid out as they stand");
    refuse(fields, "useSealRecognition", "there is no model for seals");
    refuse(fields, "useFormulaRecognition", "there is no model for formulas");
    refuse(fields, "useChartRecognition", "there is no model for charts");
    refuse(fields, "useRegionDetection", "there is no model for it");
    refuse(fields, "showFormulaNumber", "formulas are not recognised");
    refuse(fields, "restructurePages", "pages are answered one by one");
    fields.refuse(
        !fields.optional("outputFormats", FieldType.TEXTS).orElse(List.of()).isEmpty(),
        "outputFormats must be empty: answers are not exported to other formats");
    TABLE_MODELS.forEach(name -> fields.optional(name, FieldType.FLAG));
    return new DocumentWishes(
        ParsingWishes.of(fields),
        text,
        fields.optional("useTableRecognition", FieldType.FLAG).orElse(true),
        fields.optional("useOcrForImageBlock", FieldType.FLAG).orElse(true),
        fields.optional("formatBlockContent", FieldType.FLAG).orElse(false),
        fields.optional("returnMarkdownImages", FieldType.FLAG).orElse(true));
  }

  private static void refuse(Fields fields, String name, String reason) {
    fields.refuse(
        fields.optional(name, FieldType.FLAG).orElse(false), name + " cannot be true: " + reason);
  }

  /** Labels whose blocks are neither numbered nor part of the Markdown. */
  List<String> ignored() {
    return page.markdownIgnoreLabels().orElse(PrunedResult.MARKDOWN_IGNORE_LABELS);
  }
}
