package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.reading.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownWriterTest {

  @Test
  void headingsBearTheirLevel() {
    assertEquals(
        "# A title of two lines\n\n## One\n\n###### Six\n",
        Made.markdown(
            Made.block(Role.TITLE, "A title of", "two lines"),
            Made.heading(2, "One"),
            Made.heading(6, "Six")));
  }

  @Test
  void headingsWithoutLevelStandUnderTheTitle() {
    assertEquals("## One\n", Made.markdown(Made.heading(0, "One")));
  }

  @Test
  void textComesOutLiterally() {
    assertEquals(
        "\\# not a heading\n\n\\*x\\*\n\n\\<script>\n\n1\\. no item\n",
        Made.markdown(
            Made.block(Role.TEXT, "# not a heading"),
            Made.block(Role.TEXT, "*x*"),
            Made.block(Role.TEXT, "<script>"),
            Made.block(Role.TEXT, "1. no item")));
  }

  @Test
  void furnitureAndEmptyBlocksAreLeftOut() {
    assertEquals(
        "text\n",
        Made.markdown(
            Made.block(Role.HEADER, "head"),
            Made.block(Role.HEADING, " "),
            Made.block(Role.CODE),
            Made.block(Role.TEXT, "text"),
            Made.block(Role.FOOTER, "foot"),
            Made.block(Role.PAGE_NUMBER, "7")));
    assertEquals("", Made.markdown(Made.block(Role.PAGE_NUMBER, "7")));
  }

  @Test
  void codeKeepsItsLinesAndIndentationByPlace() {
    assertEquals(
        "```\nfor (;;) {\n  *x++;\n}\n```\n",
        Made.markdown(
            Made.block(
                Role.CODE,
                0,
                List.of(
                    Made.lines(50, 0, "for (;;) {").get(0),
                    Made.lines(70, 20, "*x++;").get(0),
                    Made.lines(50, 40, "}").get(0)),
                Optional.empty())));
  }

  @Test
  void codeKeepsSpacesOfItsOwn() {
    assertEquals(
        "```\nif x:\n    y  = 1\n```\n", Made.markdown(Made.block(Role.CODE, "if x:", "    y  = 1")));
  }

  @Test
  void theFenceIsLongerThanAnyWithin() {
    assertEquals(
        "`````\na ```` b\n`````\n", Made.markdown(Made.block(Role.CODE, "a ```` b")));
  }

  @Test
  void formulasAreMathematicsOnlyIfTheyAreLatex() {
    assertEquals(
        "$$\\frac{a} {b}$$\n\nE = mc2\n\n\\\\alpha \\<b>\n\n\\\\frac{a\n",
        Made.markdown(
            Made.block(Role.FORMULA, "\\frac{a}", "{b}"),
            Made.block(Role.FORMULA, "E = mc2"),
            Made.block(Role.FORMULA, "\\alpha <b>"),
            Made.block(Role.FORMULA, "\\frac{a")));
  }

  @Test
  void footnotesEndThePageAfterARule() {
    assertEquals(
        "one.\n\ntwo.\n\n---\n\n1 first\n\n2 second\n",
        Made.markdown(
            Made.block(Role.TEXT, "one."),
            Made.block(Role.FOOTNOTE, "1 first"),
            Made.block(Role.TEXT, "two."),
            Made.block(Role.FOOTNOTE, "2 second")));
    assertEquals("1 alone\n", Made.markdown(Made.block(Role.FOOTNOTE, "1 alone")));
  }

  @Test
  void referencesAreOneParagraphEach() {
    assertEquals(
        "[1] One.\n\n[2] Two goes on.\n",
        Made.markdown(
            Made.block(Role.REFERENCE, "[1] One."),
            Made.block(Role.REFERENCE, "[2] Two", "goes on.")));
  }

  @Test
  void theDocumentEndsOnce() {
    MarkdownWriter writer = new MarkdownWriter(FigureLinks.none());
    writer.finish();

    assertThrows(IllegalStateException.class, writer::finish);
  }
}
