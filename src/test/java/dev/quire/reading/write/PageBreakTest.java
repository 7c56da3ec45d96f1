package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Block;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs over a page or column break. */
class PageBreakTest {

  private static Block text(String... lines) {
    return Made.block(Role.TEXT, lines);
  }

  private static ReadPage page(int number, Block... blocks) {
    return Made.page(number, blocks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          it goes      | on here.  | it goes on here.
          hyphen-      | ated.     | hyphenated.
          文字         | 继续。    | 文字继续。
          نص           | آخر       | نص آخر
          end; and     | then      | end; and then
          """)
  void aParagraphGoesOnOverThePageBreak(String before, String after, String whole) {
    assertEquals(whole + "\n", Made.markdown(page(1, text(before)), page(2, text(after))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It ends.          | so it does
          (It ends.)        | so it does
          as follows:       | so it does
          It goes           | On here
          It goes           | 2 more
          文字。            | 文字
          Latin             | 文字
          """)
  void otherParagraphsStayApart(String before, String after) {
    assertEquals(
        before + "\n\n" + after + "\n", Made.markdown(page(1, text(before)), page(2, text(after))));
  }

  @Test
  void floatsAndFootnotesAndFurnitureStandAfterTheWholeParagraph() {
    assertEquals(
        "It goes on and on.\n\n![figure](images/page-1-figure-1.png)\n\n---\n\n1 note\n\n"
            + "![Top.](images/page-2-figure-1.png)\n\n![figure](images/page-3-figure-1.png)\n\nNew.\n",
        Made.markdown(
            page(1, text("It goes"), Made.figure(100), Made.block(Role.FOOTNOTE, "1 note")),
            page(
                2,
                Made.block(Role.HEADER, "head"),
                Made.figure(0),
                Made.at(Role.CAPTION, 0, 110, "Top."),
                Made.at(Role.TEXT, 0, 200, "on and")),
            page(3, Made.figure(0), Made.at(Role.TEXT, 0, 200, "on."), text("New."))));
  }

  @Test
  void aHeadingEndsWhatWasOpen() {
    assertEquals(
        "It goes\n\n## Heading\n\non\n",
        Made.markdown(page(1, text("It goes")), page(2, Made.heading(2, "Heading"), text("on"))));
  }

  @Test
  void anItemGoesOnToo() {
    assertEquals(
        "- one goes on.\n- two.\n",
        Made.markdown(
            page(1, Made.block(Role.LIST_ITEM, "• one goes")),
            page(2, text("on."), Made.block(Role.LIST_ITEM, "• two."))));
  }

  @Test
  void anItemWithoutMarkIsTheRestOfOneThatHasOne() {
    assertEquals(
        "- one goes on.\n",
        Made.markdown(
            page(1, Made.block(Role.LIST_ITEM, "• one goes")),
            page(2, Made.block(Role.LIST_ITEM, "on."))));
    assertEquals(
        "- one\n- two\n",
        Made.markdown(
            page(1, Made.block(Role.LIST_ITEM, "one")), page(2, Made.block(Role.LIST_ITEM, "two"))));
  }

  @Test
  void aParagraphGoesOnInTheNextColumnButNotInTheNextBlockBelow() {
    Block left = Made.at(Role.TEXT, 0, 500, "It goes");

    assertEquals("It goes on.\n", Made.markdown(left, Made.at(Role.TEXT, 500, 0, "on.")));
    assertEquals("It goes\n\non.\n", Made.markdown(left, Made.at(Role.TEXT, 0, 600, "on.")));
  }

  @Test
  void aTableGoesOnWithoutItsRepeatedHead() {
    assertEquals(
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n\nTable 1 (continued)\n",
        Made.markdown(
            page(1, Made.table(true, "a|b", "1|2")),
            page(2, Made.block(Role.CAPTION, "Table 1 (continued)"), Made.table(true, "a|b", "3|4"))));
  }

  @Test
  void aTableGoesOnOverThreePages() {
    assertEquals(
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n\nEnd.\n",
        Made.markdown(
            page(1, Made.table(true, "a|b", "1|2")),
            page(2, Made.table(false, "3|4")),
            page(3, Made.table(false, "5|6"), text("End."))));
  }

  @Test
  void otherTablesStayApart() {
    ReadPage first = page(1, Made.table(true, "a|b", "1|2"));
    String table = "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n";

    assertEquals(
        table + "| c | d |\n| --- | --- |\n| 3 | 4 |\n",
        Made.markdown(first, page(2, Made.table(true, "c|d", "3|4"))));
    assertEquals(
        table + "| c |\n| --- |\n", Made.markdown(first, page(2, Made.table(false, "c"))));
    assertEquals(
        table + "Table 2\n\n| 3 | 4 |\n| --- | --- |\n",
        Made.markdown(first, page(2, Made.block(Role.CAPTION, "Table 2"), Made.table(false, "3|4"))));
    assertEquals(
        table + "Text.\n\n| 3 | 4 |\n| --- | --- |\n",
        Made.markdown(first, page(2, text("Text."), Made.table(false, "3|4"))));
  }

  @Test
  void onlyWhatIsOpenIsHeldBack() {
    MarkdownWriter writer = new MarkdownWriter(FigureLinks.none());

    assertEquals("Done.", writer.add(page(1, text("Done."), text("It goes"))));
    assertEquals("\n\nIt goes on.", writer.add(page(2, text("on."))));
    assertEquals("\n", writer.finish());
  }

  @Test
  void aParagraphThatNeverEndsIsNotHeldForEver() {
    MarkdownWriter writer = new MarkdownWriter(FigureLinks.none());
    String part = "on and ".repeat(1000);
    int most = 0;
    int in = 0;
    int out = 0;
    for (int number = 1; number <= 100; number++) {
      in += part.length();
      out += writer.add(page(number, text(part))).length();
      most = Math.max(most, in - out);
    }

    assertEquals(in, out + writer.finish().length(), 100 * 2);
    assertTrue(most < 1 << 17, "held " + most);
  }

  @Test
  void compoundsOfEarlierPagesKeepTheirHyphen() {
    assertEquals(
        "It is well-known.\n\nA well-known fact.\n",
        Made.markdown(page(1, text("It is well-known.")), page(2, text("A well-", "known fact."))));
  }
}
