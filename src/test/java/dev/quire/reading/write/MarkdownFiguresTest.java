package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownFiguresTest {

  @Test
  void aFigureLinksToItsPictureAndBearsItsCaption() {
    assertEquals(
        "![Figure 1: a \\[b\\]](images/page-1-figure-1.png)\n\n"
            + "![figure](images/page-1-figure-2.png)\n",
        Made.markdown(
            Made.figure(100), Made.at(Role.CAPTION, 0, 210, "Figure 1:", "a [b]"), Made.figure(600)));
  }

  @Test
  void aCaptionBelongsToTheNearerFigure() {
    assertEquals(
        "![figure](images/page-1-figure-1.png)\n\n![Above.](images/page-1-figure-2.png)\n",
        Made.markdown(Made.figure(100), Made.at(Role.CAPTION, 0, 480, "Above."), Made.figure(500)));
  }

  @Test
  void whatIsReadWithinAFigureFollowsLineByLine() {
    assertEquals(
        "![figure](images/page-1-figure-1.png)\n\n0.5\\\n\\- x\\\n\\| y\n",
        Made.markdown(Made.figure(100, "0.5", "- x", "| y")));
  }

  @Test
  void withoutPicturesTheCaptionIsText() {
    assertEquals(
        "\\# Figure\n",
        MarkdownWriter.page(
            Made.page(1, Made.figure(100), Made.at(Role.CAPTION, 0, 210, "# Figure")),
            FigureLinks.none()));
  }

  @Test
  void theCaptionOfATableIsText() {
    assertEquals(
        "Table 1\n\n| a | b |\n| --- | --- |\n",
        Made.markdown(Made.block(Role.CAPTION, "Table 1"), Made.table(false, "a|b")));
  }

  @Test
  void linksThatMarkdownWouldMisreadStandBetweenBrackets() {
    assertEquals(
        "![figure](<a b/(c)%3E.png>)\n",
        MarkdownWriter.page(
            Made.page(1, Made.figure(0)), (page, figure, number) -> Optional.of("a b/(c)>.png")));
  }
}
