package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tab that reads text; the answers are the test's own. */
@QuarkusTest
class TextTabQuarkusTest extends WebTestBase {

  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String PROBLEM = "application/problem+json";

  @Test
  void textStandsBesideThePage() {
    readPage();

    assertThat(byTestId("text-count")).hasText("4 lines");
    assertThat(byTestId("line-text"))
        .hasText(
            new String[] {
              "The Quire", "Folded, <b>nested</b>", "and sewn.", "The model failed on this line"
            });
    assertThat(byTestId("line-score"))
        .hasText(new String[] {", score 0.99", ", score 0.97", ", score 0.61"});
    assertThat(line(2)).hasClass(Pattern.compile("is-unsure"));
    assertThat(line(3)).hasClass(Pattern.compile("is-failed"));
    assertThat(byTestId("line-shape")).hasCount(4);
    assertThat(byTestId("text-overlay")).hasAttribute("aria-label", "4 lines outlined on the page");
    assertThat(byTestId("text-timing-total")).hasText("54.9 ms");
    assertThat(byTestId("text-panel").getByTestId("timing-recognize")).hasText("Recognize30.2");
    assertThat(byTestId("text-panel").getByTestId("fact-resolution"))
        .hasText("Resolution416 × 608");
    // The layout's table is as empty as it was.
    byTestId("tab-layout").click();
    assertThat(byTestId("choose")).isVisible();
    assertEquals(List.of(), visit.questions());
  }

  @Test
  void lineAndItsPlaceLightUpTogether() {
    readPage();

    line(1).hover();
    assertLit("is-hovered", 1);

    shape(2).hover();
    assertThat(line(2)).hasClass(Pattern.compile("is-hovered"));
    shape(2).click();
    assertThat(line(2)).hasAttribute("aria-current", "true");
    assertLit("is-selected", 2);

    line(0).focus();
    assertLit("is-selected", 0);
    press("ArrowDown");
    assertThat(line(1)).isFocused();
    assertLit("is-selected", 1);
    press("End");
    assertThat(line(3)).isFocused();
    press("Escape");
    assertThat(visit.page().locator("[data-testid=line-shape].is-selected")).hasCount(0);
    // One line alone is on the way of the Tab key.
    assertThat(visit.page().locator("[data-testid=line][tabindex='0']")).hasCount(1);
  }

  @Test
  void selectedTextIsMarkedAndCopiedAsItStands() {
    readPage();
    line(0).focus();

    press("Control+A");

    assertThat(visit.page().locator("[data-testid=line-shape].is-picked")).hasCount(3);
    press("Control+C");
    assertEquals(
        "The Quire\nFolded, <b>nested</b>\nand sewn.",
        ((String) visit.page().evaluate("() => navigator.clipboard.readText()")).strip());
  }

  @Test
  void textIsCopiedAndSaved() throws IOException {
    readPage();

    byTestId("text-copy").click();

    assertThat(byTestId("notice")).hasText("Text copied");
    assertEquals("The Quire\nFolded, <b>nested</b>\nand sewn.\n\n", visit.clipboard());
    assertThat(byTestId("text-copy-all")).isHidden();
    assertEquals("The Quire\nFolded, <b>nested</b>\nand sewn.\n\n", saved("leaf.txt"));
    byTestId("text-copy-curl").click();
    assertThat(byTestId("notice")).hasText("curl line copied");
    assertTrue(
        visit
            .clipboard()
            .startsWith("curl -sS '" + root + "v1/ocr' -H 'Accept: text/plain' -H 'Content-Type: "),
        visit.clipboard());
  }

  @Test
  void pagesOfADocumentComeOneByOne() throws IOException {
    visit.open("#text");
    visit.answer(
        Visit.TEXT,
        200,
        NDJSON,
        TextAnswers.line(1, 3) + TextAnswers.line(2, 3) + Answers.failedLine(3, 3));

    visit.choose("leaves.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));

    assertThat(byTestId("text-reading-count")).hasText("3 pages");
    assertThat(byTestId("text-page-list").getByTestId("thumbnail")).hasCount(3);
    assertThat(byTestId("line-text")).hasText("Leaf 1");
    press("PageDown");
    assertThat(byTestId("line-text")).hasText("Leaf 2");
    byTestId("text-turn-on").click();
    assertThat(byTestId("text-page-problem-title")).hasText("The page cannot be drawn");
    assertThat(byTestId("text-none")).hasText("This page has no text.");
    assertThat(byTestId("text-copy")).isDisabled();
    byTestId("text-copy-all").click();
    assertThat(byTestId("notice")).hasText("Text of 3 pages copied");
    assertEquals("Leaf 1\n\nLeaf 2\n\n", visit.clipboard());
    assertEquals("Leaf 1\n\fLeaf 2\n\f", saved("leaves.txt"));
    List<Request> questions = visit.questions("ocr");
    assertEquals(1, questions.size());
    assertEquals(root + "v1/ocr?visualize=page", questions.get(0).url());
    assertEquals(NDJSON, questions.get(0).headerValue("accept"));
  }

  @Test
  void modelsThatAreStillOpenedAreWaitedFor() {
    visit.expectErrorAnswers();
    visit.hurry();
    visit.open("#text");
    visit
        .page()
        .route(
            Visit.TEXT,
            route -> {
              boolean first = visit.questions("ocr").size() == 1;
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(first ? 503 : 200)
                      .setHeaders(Map.of("Retry-After", "7"))
                      .setContentType(first ? PROBLEM : JSON)
                      .setBody(first ? TextAnswers.opening() : TextAnswers.PAGE));
            });

    visit.choose("leaf.png", "image/png", Answers.png());

    assertThat(byTestId("line")).hasCount(4);
    assertEquals(2, visit.questions("ocr").size());
    assertTrue(((List<?>) visit.waits()).contains(7000), "waits of " + visit.waits());
    assertThat(byTestId("text-problem")).isHidden();
    assertThat(byTestId("text-sheet-note")).isHidden();
  }

  @Test
  void problemIsShownInPlaceAndAPageWithoutTextIsNone() {
    visit.expectErrorAnswers();
    visit.open("#text");
    visit.answer(
        Visit.TEXT, 422, PROBLEM, SimilarityAnswers.problem(422, "The image is broken", "No end"));

    visit.drop("leaf.png", "image/png", "no picture");

    assertThat(byTestId("tab-text")).hasAttribute("aria-selected", "true");
    assertThat(byTestId("text-problem-title")).hasText("The image is broken");
    assertThat(byTestId("text-problem-status")).hasText("Status 422");
    assertThat(byTestId("text-panel")).isHidden();

    visit.page().unroute(Visit.TEXT);
    visit.answer(Visit.TEXT, 200, JSON, TextAnswers.empty());
    byTestId("text-problem-retry").click();

    assertThat(byTestId("text-none")).hasText("No text was found on this page.");
    assertThat(byTestId("text-problem")).isHidden();
    assertThat(byTestId("text-copy")).isDisabled();
  }

  @Test
  void fileOnTheLayoutTabIsOffered() {
    visit.open("#text");
    assertThat(byTestId("text-offer")).isHidden();
    byTestId("tab-layout").click();
    visit.layOutlinedPage();
    visit.answer(Visit.TEXT, 200, JSON, TextAnswers.PAGE);

    byTestId("tab-text").click();
    assertThat(byTestId("text-offer")).hasText("Read leaf.png");
    byTestId("text-offer").click();

    assertThat(byTestId("line")).hasCount(4);
    assertThat(byTestId("text-page-name")).hasText("leaf.png, 400 × 600");
    assertEquals(1, visit.questions().size());
  }

  private void readPage() {
    visit.open("#text");
    visit.answer(Visit.TEXT, 200, JSON, TextAnswers.PAGE);
    visit.choose("leaf.png", "image/png", Answers.png());
    assertThat(byTestId("line")).hasCount(4);
  }

  private Locator line(int index) {
    return byTestId("line").nth(index);
  }

  private Locator shape(int index) {
    return byTestId("line-shape").nth(index);
  }

  private void assertLit(String how, int index) {
    Locator lit = visit.page().locator("[data-testid=line-shape]." + how);
    assertThat(lit).hasCount(1);
    assertThat(lit).hasAttribute("data-index", String.valueOf(index));
  }

  private String saved(String name) throws IOException {
    Download download = visit.page().waitForDownload(() -> byTestId("text-download").click());
    assertEquals(name, download.suggestedFilename());
    try (InputStream content = download.createReadStream()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void press(String key) {
    visit.page().keyboard().press(key);
  }
}
