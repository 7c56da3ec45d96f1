package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tab that writes pages out; the answers are the test's own. */
@QuarkusTest
class ReadTabQuarkusTest extends WebTestBase {

  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String PROBLEM = "application/problem+json";
  private static final int BLOCKS = 10;

  @Test
  void pageIsWrittenOut() {
    readPage();

    assertThat(byTestId("read-count")).hasText("10 blocks");
    assertThat(byTestId("read-source")).hasText("Recognized from the picture of this page");
    assertThat(in("h3")).hasText("The <i>Quire</i>");
    assertThat(in("h4")).hasText("1 Folding");
    assertThat(in(".run > li")).hasText(new String[] {"1. Fold each sheet.", "2. Nest them."});
    assertThat(in(".is-caption")).hasText("Table 1. Gatherings");
    assertThat(in("pre")).hasText("fold() nest()");
    assertThat(in(".is-figure img")).hasAttribute("alt", "figure");
    assertThat(block(7)).hasAttribute("aria-label", "table, 2 rows, 2 columns");
    assertThat(byTestId("read-timing-total")).hasText("64.0 ms");
    // Layout and text are found side by side: the bar has the longer of them.
    assertThat(visit.page().locator("#read-timing-bar .step-text_ms")).hasCount(1);
    assertThat(visit.page().locator("#read-timing-bar .step-layout_ms")).hasCount(0);
    byTestId("read-copy").click();
    assertEquals("# The Quire\n", visit.clipboard());
    byTestId("read-copy-curl").click();
    assertThat(byTestId("notice")).hasText("curl line copied");
    assertTrue(
        visit.clipboard().startsWith("curl -sS '" + root + "v1/read' -H 'Accept: text/markdown' "),
        visit.clipboard());
  }

  @Test
  void tableIsBuiltOfNothingButItsPartsAndText() {
    // What the page's policy blocks in the parsed HTML, the browser notes.
    visit.forgive("Executing inline event handler violates");
    visit.forgive("Applying inline style violates");
    readPage(ReadAnswers.HOSTILE_PAGE);

    assertThat(in("table th")).hasText("Sheets");
    assertThat(in("table td")).hasText(new String[] {"Bifolium", "1<b>"});
    assertThat(in("table th")).hasAttribute("colspan", "2");
    assertThat(in("table th")).hasAttribute("scope", "col");
    Object foreign =
        visit
            .page()
            .evaluate(
                "() => [...document.querySelectorAll('#read-blocks table, #read-blocks table *')]"
                    + ".flatMap((part) => [part.localName, ...part.getAttributeNames()])"
                    + ".filter((name) => !['table', 'thead', 'tbody', 'tr', 'th', 'td', 'br',"
                    + " 'colspan', 'scope', 'dir'].includes(name))");
    assertEquals(List.of(), foreign);
    assertEquals("undefined", visit.page().evaluate("() => typeof window.stolen"));
  }

  @Test
  void blockAndItsBoxLightUpTogether() {
    readPage();

    block(3).hover();
    assertThat(box(3)).hasClass(Pattern.compile("is-focus"));

    BoundingBox place = box(2).boundingBox();
    visit.page().mouse().move(place.x + place.width / 2, place.y + place.height / 2);
    assertThat(block(2)).hasClass(Pattern.compile("is-hovered"));
    visit.page().mouse().click(place.x + place.width / 2, place.y + place.height / 2);
    assertThat(block(2)).hasAttribute("aria-current", "true");
    visit.page().mouse().move(0, 0);

    block(4).focus();
    assertThat(box(4)).hasClass(Pattern.compile("is-selected"));
    // Items of a list within the list are on the same way.
    press("ArrowDown");
    press("ArrowDown");
    assertThat(block(6)).isFocused();
    assertThat(box(6)).hasClass(Pattern.compile("is-selected"));
    assertThat(visit.page().locator("[data-testid=block][tabindex='0']")).hasCount(1);

    box(0).focus();
    assertThat(block(0)).hasAttribute("aria-current", "true");
    press("End");
    assertThat(box(BLOCKS - 1)).isFocused();
    assertThat(block(BLOCKS - 1)).hasAttribute("aria-current", "true");
    // Drawn anew, it has the focus still.
    press("+");
    assertThat(box(BLOCKS - 1)).isFocused();
    assertThat(box(1)).hasAttribute("aria-label", "title: The <i>Quire</i>");
    assertThat(visit.page().locator("#read-overlay [tabindex='0']")).hasCount(1);
    press("Escape");
    assertThat(visit.page().locator("#read-overlay .is-selected")).hasCount(0);
  }

  @Test
  void eachPageOfADocumentTellsWhereItsTextComesFrom() throws IOException {
    visit.open("#read");
    visit.answer(
        Visit.READ,
        200,
        NDJSON,
        ReadAnswers.line(1, 3, "layer", "")
            + ReadAnswers.line(2, 3, "ocr", "no-text-layer")
            + Answers.failedLine(3, 3));

    visit.choose("leaves.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));

    assertThat(byTestId("read-reading-count")).hasText("3 pages");
    assertThat(byTestId("read-source")).hasText("Taken from the text layer of this page");
    press("PageDown");
    assertThat(byTestId("block")).hasText("Leaf 2");
    assertThat(byTestId("read-source"))
        .hasText("Recognized from the picture of this page: it has no text layer");
    byTestId("read-turn-on").click();
    assertThat(byTestId("read-page-problem-title")).hasText("The page cannot be drawn");
    assertThat(byTestId("read-none")).hasText("This page has no text.");
    assertThat(byTestId("read-source")).isHidden();
    assertThat(byTestId("read-copy")).isDisabled();
    assertThat(byTestId("read-panel").getByTestId("fact-pages-recognized"))
        .hasText("Pages recognized1");
    JsonObject saved = new JsonObject(Files.readString(download("json", "leaves.json").path()));
    assertEquals(3, saved.getInteger("page_count"));
    assertEquals(3, saved.getJsonArray("pages").size());
    List<Request> questions = visit.questions("read");
    assertEquals(1, questions.size());
    assertEquals(root + "v1/read?visualize=page", questions.get(0).url());
    assertEquals(NDJSON, questions.get(0).headerValue("accept"));
  }

  @Test
  void filesAreMadeByTheServiceOfTheWholeDocument() throws IOException {
    readPage();
    visit.page().unroute(Visit.READ);
    visit
        .page()
        .route(
            Visit.READ,
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setBody("made of " + route.request().headerValue("accept"))));

    assertEquals("made of text/markdown", content(download("markdown", "leaf.md")));
    assertEquals("made of text/plain", content(download("text", "leaf.txt")));
    assertEquals("made of application/pdf", content(download("pdf", "leaf.pdf")));
    assertThat(byTestId("read-take-note")).hasText("");
    assertEquals(root + "v1/read", visit.questions("read").get(3).url());
  }

  @Test
  void fileThatIsNotToBeHadIsNoProblem() {
    visit.expectErrorAnswers();
    readPage();
    refuse(406, "No such representation");

    choose("pdf");

    assertThat(byTestId("read-take-note")).hasText("No searchable PDF: No such representation");
    assertThat(byTestId("read-problem")).isHidden();

    visit.page().unroute(Visit.READ);
    refuse(503, "The queue is full");
    choose("pdf");

    assertThat(byTestId("read-problem-title")).hasText("The queue is full");
    assertThat(byTestId("read-take-note")).hasText("");
  }

  @Test
  void fileOnAnyOtherTabIsOffered() {
    readPage();

    byTestId("tab-text").click();
    assertThat(byTestId("text-offer")).hasText("Read leaf.png");
    byTestId("tab-layout").click();
    assertThat(byTestId("offer")).hasText("Read leaf.png");
    visit.answerLayouts(JSON, Answers.outlined());
    byTestId("offer").click();

    assertThat(byTestId("stage").getByTestId("region")).hasCount(5);
  }

  @ParameterizedTest
  @CsvSource({"1280, 800", "640, 400", "375, 812"})
  void everythingIsWithinReach(int width, int height) {
    visit.page().setViewportSize(width, height);
    readPage();
    visit.answer(Visit.TEXT, 200, JSON, TextAnswers.PAGE);

    assertNothingSticksOut("read", width);
    byTestId("tab-text").click();
    byTestId("text-offer").click();
    assertThat(byTestId("line")).hasCount(4);
    assertNothingSticksOut("text", width);
  }

  @Test
  void pageStaysInSightOnAPhoneWhileItsTextIsRead() {
    visit.page().setViewportSize(375, 667);
    readPage();

    block(BLOCKS - 1).focus();
    visit.page().evaluate("() => document.activeElement.scrollIntoView({ block: 'end' })");

    assertTrue(
        (Boolean) visit.page().evaluate("() => document.documentElement.scrollTop > 0"),
        "the page has not scrolled");
    assertWithinWindow(byTestId("read-scroller"), 667);
    assertWithinWindow(byTestId("read-copy"), 667);
    assertWithinWindow(byTestId("read-download"), 667);
  }

  private void readPage() {
    readPage(ReadAnswers.PAGE);
  }

  private void readPage(String answer) {
    visit.open("#read");
    visit.answer(Visit.READ, 200, JSON, answer);
    visit.choose("leaf.png", "image/png", Answers.png());
    assertThat(byTestId("block")).hasCount(BLOCKS);
  }

  private Locator in(String selector) {
    return byTestId("read-blocks").locator(selector);
  }

  private Locator block(int index) {
    return byTestId("block").nth(index);
  }

  private Locator box(int index) {
    return byTestId("read-overlay").getByTestId("region").nth(index);
  }

  private void refuse(int status, String title) {
    visit.answer(Visit.READ, status, PROBLEM, SimilarityAnswers.problem(status, title, "Not now"));
  }

  private void choose(String format) {
    byTestId("read-download").click();
    byTestId("read-download-" + format).click();
  }

  private Download download(String format, String name) {
    Download download = visit.page().waitForDownload(() -> choose(format));
    assertEquals(name, download.suggestedFilename());
    return download;
  }

  private static String content(Download download) throws IOException {
    return Files.readString(download.path());
  }

  private void assertNothingSticksOut(String tab, int width) {
    Page page = visit.page();
    assertEquals(width, page.evaluate("() => document.documentElement.scrollWidth"));
    Object outside =
        page.evaluate(
            "(view) => [...document.querySelectorAll(`${view} button, header button, header a`)]"
                + ".filter((each) => each.offsetParent !== null)"
                + ".filter((each) => {"
                + "  const { left, right, width } = each.getBoundingClientRect();"
                + "  return width === 0 || left < 0 || right > innerWidth;"
                + "}).map((each) => each.textContent.trim())",
            "#view-" + tab);
    assertEquals(List.of(), outside);
  }

  private static void assertWithinWindow(Locator element, double height) {
    BoundingBox place = element.boundingBox();
    assertTrue(
        place.y >= 0 && place.y + place.height <= height,
        "from %s to %s".formatted(place.y, place.y + place.height));
  }

  private void press(String key) {
    visit.page().keyboard().press(key);
  }
}
