package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.quire.support.Pdfs;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page does not show faithfully stands beside it; the answers are the test's own. */
@QuarkusTest
class WarningsNoteQuarkusTest extends WebTestBase {

  private static final String PICTURE = "A picture is left out: its JPEG 2000 data is damaged";
  private static final String GLYPHS =
      "There is no font for 214 characters, such as \u6587 and \u5b57";

  @BeforeEach
  void openPage() {
    visit.open();
  }

  @Test
  void aPictureWithWarningsHasANoteInTheServicesWords() {
    visit.answerLayouts(
        "application/json",
        Answers.warned(Answers.outlined(), "not-drawn", PICTURE, "missing-glyphs", GLYPHS));
    visit.choose("leaf.png", "image/png", Answers.png());

    assertThat(byTestId("page-warnings")).isVisible();
    assertThat(byTestId("warnings-name")).hasText("Not all of this page could be read");
    assertThat(byTestId("warning")).hasCount(2);
    assertThat(byTestId("warning").nth(0)).hasText("Not drawn" + PICTURE);
    assertThat(byTestId("warning").nth(1)).hasText("Missing characters" + GLYPHS);
    assertThat(visit.page().locator("#progress-note"))
        .hasText("5 regions found. Not all of this page could be read");
    BoundingBox note = byTestId("page-warnings").boundingBox();
    BoundingBox stage = byTestId("stage").boundingBox();
    assertTrue(note.x >= stage.x + stage.width, "beside the page");
    shoot("picture");
    visit.page().setViewportSize(390, 844);
    byTestId("page-warnings").scrollIntoViewIfNeeded();
    shoot("narrow");
  }

  @Test
  void aPageThatIsWholeHasNone() {
    visit.layOutlinedPage();
    assertThat(byTestId("page-warnings")).isHidden();
  }

  @Test
  void aPageThatWasRepairedIsCalledSoAndUnknownTypesByTheirNames() {
    visit.answerLayouts(
        "application/json",
        Answers.warned(Answers.outlined(), "repaired", "The page was found nevertheless"));
    visit.choose("leaf.png", "image/png", Answers.png());
    assertThat(byTestId("warnings-name")).hasText("This page was repaired");

    visit.page().unroute(Visit.LAYOUT);
    visit.answerLayouts(
        "application/json", Answers.warned(Answers.outlined(), "new-one", "<b>Something</b>"));
    visit.choose("leaf.png", "image/png", Answers.png());
    assertThat(byTestId("warnings-name")).hasText("Not all of this page could be read");
    assertThat(byTestId("warning")).hasText("new-one<b>Something</b>");
  }

  @Test
  void pagesOfADocumentAreMarkedAndEachHasItsOwnNote() {
    layDocument();

    assertThat(byTestId("page-warnings")).isHidden();
    assertThat(byTestId("fact-with-warnings")).hasText("With warnings1");
    assertThat(byTestId("thumbnail").nth(0)).not().hasClass("thumbnail is-warned");
    assertThat(byTestId("thumbnail").nth(1)).hasClass("thumbnail is-warned");
    assertThat(byTestId("thumbnail").nth(1)).hasAttribute("title", PICTURE + "\n" + GLYPHS);
    assertThat(byTestId("thumbnail").nth(1)).hasText("2, Not all of this page could be read");

    visit.page().keyboard().press("PageDown");
    assertThat(byTestId("page-warnings")).isVisible();
    assertThat(byTestId("warning")).hasCount(2);
    shoot("document");
    visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    shoot("dark");

    visit.page().keyboard().press("PageDown");
    assertThat(byTestId("page-warnings")).isHidden();
  }

  @Test
  void whatIsCopiedHasThem() throws Exception {
    visit.answerLayouts(
        "application/json", Answers.warned(Answers.outlined(), "damaged", "Half of it is grey"));
    visit.choose("leaf.png", "image/png", Answers.png());
    assertThat(byTestId("warning")).hasCount(1);

    byTestId("copy-json").click();

    assertEquals(
        "damaged",
        new ObjectMapper().readTree(visit.clipboard()).at("/warnings/0/type").textValue());
  }

  /** By its first bytes, as the service tells it: the browser believes the name. */
  @Test
  void aDocumentThatCallsItselfAnImageIsReadPageByPage() {
    visit.answerLayouts("application/x-ndjson", Answers.line(1, 2) + Answers.line(2, 2));
    visit.choose("leaves.png", "image/png", Pdfs.pages(100, 100));

    assertThat(byTestId("thumbnail")).hasCount(2);
    assertThat(byTestId("page-image")).isVisible();
  }

  private void layDocument() {
    String lines =
        Answers.line(1, 3)
            + Answers.warned(
                Answers.line(2, 3).strip(), "not-drawn", PICTURE, "missing-glyphs", GLYPHS)
            + "\n"
            + Answers.line(3, 3);
    visit.answerLayouts("application/x-ndjson", lines);
    visit.choose("leaves.pdf", "application/pdf", Pdfs.pages(100));
    assertThat(byTestId("reading-count")).hasText("3 pages");
  }

  /** Pictures for people to look at, where {@code -Dscreenshot.folder=FOLDER} wants them. */
  private void shoot(String name) {
    String folder = System.getProperty("screenshot.folder");
    if (folder != null) {
      Path file = Path.of(folder, "warnings-" + name + ".png");
      visit.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }
}
