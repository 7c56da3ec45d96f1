package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of every known set have their role. */
class RolesTest {

  @ParameterizedTest
  @CsvSource({
    "doc_title, TITLE",
    "paragraph_title, HEADING",
    "Section-header, HEADING",
    "Title, HEADING",
    "text, TEXT",
    "Text, TEXT",
    "abstract, TEXT",
    "content, TEXT",
    "aside_text, TEXT",
    "vertical_text, TEXT",
    "List-item, LIST_ITEM",
    "List, LIST_ITEM",
    "reference, REFERENCE",
    "Reference, REFERENCE",
    "reference_content, REFERENCE",
    "algorithm, CODE",
    "code, CODE",
    "formula, FORMULA",
    "Formula, FORMULA",
    "display_formula, FORMULA",
    "inline_formula, FORMULA",
    "formula_number, FORMULA",
    "Equation, FORMULA",
    "figure_title, CAPTION",
    "table_title, CAPTION",
    "chart_title, CAPTION",
    "figure_table_chart_title, CAPTION",
    "vision_footnote, CAPTION",
    "Figure caption, CAPTION",
    "Table caption, CAPTION",
    "Caption, CAPTION",
    "image, FIGURE",
    "figure, FIGURE",
    "Figure, FIGURE",
    "Picture, FIGURE",
    "chart, FIGURE",
    "seal, FIGURE",
    "table, TABLE",
    "Table, TABLE",
    "header, HEADER",
    "header_image, HEADER",
    "Page-header, HEADER",
    "footer, FOOTER",
    "footer_image, FOOTER",
    "Page-footer, FOOTER",
    "number, PAGE_NUMBER",
    "footnote, FOOTNOTE",
    "Footnote, FOOTNOTE"
  })
  void labelsHaveRoles(String label, Role role) {
    assertEquals(role, Roles.of(label));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whatever", "文本"})
  void unknownLabelsAreText(String label) {
    assertEquals(Role.TEXT, Roles.of(label));
  }
}
