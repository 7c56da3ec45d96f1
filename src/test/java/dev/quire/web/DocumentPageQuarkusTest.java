package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.quire.support.Pdfs;
import dev.quire.web.HandHeldServer.Exchange;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Documents on the web page, page by page. Where it matters when a page arrives, or that one fails,
 * the answer comes from a server that the test holds in its hand.
 */
@QuarkusTest
class DocumentPageQuarkusTest extends WebTestBase {

  private static final String PDF = "application/pdf";
  private static final String LINES = "application/x-ndjson";

  @BeforeEach
  void openPage() {
    // What object URLs are alive is nothing that a browser tells.
    visit
        .page()
        .addInitScript(
            """
            window.aliveUrls = new Set();
            const { createObjectURL, revokeObjectURL } = URL;
            URL.createObjectURL = (blob) => {
              const url = createObjectURL.call(URL, blob);
              window.aliveUrls.add(url);
              return url;
            };
            URL.revokeObjectURL = (url) => {
              window.aliveUrls.delete(url);
              revokeObjectURL.call(URL, url);
            };
            """);
    visit.open();
  }

  @Test
  void asksForPagesAndTheirPictures() {
    Exchange question = chooseDocument();

    assertEquals("/v1/layout?threshold=0.1&shape=auto&visualize=page", question.uri());
    assertEquals(PDF, question.header("content-type"));
    assertEquals(LINES, question.header("accept"));
    assertEquals(pdf().length, question.bodyLength());
    question.begin(LINES);
    question.send(Answers.line(1, 1));
    question.end();
    assertThat(byTestId("region")).hasCount(1);
  }

  @Test
  void pagesCanBeUsedAsTheyArrive() {
    Exchange question = chooseDocument();
    question.begin(LINES);
    assertThat(byTestId("reading-count")).hasText("Opening");

    question.send(Answers.line(1, 3));

    assertThat(byTestId("reading-count")).hasText("1 of 3 pages");
    assertThat(byTestId("region")).hasCount(1);
    assertThat(byTestId("page-image")).isVisible();
    assertThat(byTestId("page-image")).hasJSProperty("naturalWidth", Answers.WIDTH);
    assertThat(byTestId("page-count")).hasText("of 3");
    assertThat(byTestId("turn-on")).isDisabled();

    question.send(Answers.line(2, 3));

    assertThat(byTestId("reading-count")).hasText("2 of 3 pages");
    assertThat(byTestId("reading-pace")).hasText(Pattern.compile("^[\\d.]+ pages/s$"));
    assertThat(byTestId("page-number")).hasValue("1");
    assertThat(byTestId("stop")).isVisible();
    byTestId("turn-on").click();
    assertThat(byTestId("page-number")).hasValue("2");

    question.send(Answers.line(3, 3));
    question.end();

    assertThat(byTestId("reading-count")).hasText("3 pages");
    assertThat(byTestId("stop")).isHidden();
    assertThat(byTestId("page-number")).hasValue("2");
    assertThat(byTestId("fact-pages")).hasText("Pages3");
    assertThat(byTestId("fact-regions")).hasText("Regions3");
  }

  /** A line may come in pieces that end anywhere, within a character of several bytes even. */
  @Test
  void lineInPiecesIsOneLine() {
    Exchange question = chooseDocument();
    question.begin(LINES);
    String lines = Answers.line(1, 2) + Answers.line(2, 2);
    int middle = lines.length() / 2 + 40;
    for (String piece :
        new String[] {lines.substring(0, 7), lines.substring(7, middle), lines.substring(middle)}) {
      question.send(piece);
      visit.page().waitForTimeout(50);
    }
    question.end();

    assertThat(byTestId("thumbnail")).hasCount(2);
    assertThat(byTestId("reading-count")).hasText("2 pages");
  }

  @Test
  void keysTurnThePages() {
    answerWith(3);
    Page page = visit.page();

    page.keyboard().press("PageDown");
    assertThat(byTestId("page-number")).hasValue("2");
    page.keyboard().press("PageUp");
    assertThat(byTestId("page-number")).hasValue("1");
    page.keyboard().press("PageUp");
    assertThat(byTestId("page-number")).hasValue("1");

    byTestId("page-list").focus();
    page.keyboard().press("End");
    assertThat(byTestId("page-number")).hasValue("3");
    page.keyboard().press("ArrowUp");
    assertThat(byTestId("page-number")).hasValue("2");
    assertThat(byTestId("page-list")).hasAttribute("aria-activedescendant", "page-list-2");
    assertThat(byTestId("thumbnail").nth(1)).hasAttribute("aria-selected", "true");

    byTestId("page-number").fill("3");
    page.keyboard().press("Enter");
    assertThat(byTestId("thumbnail").nth(2)).hasAttribute("aria-selected", "true");
    byTestId("page-number").fill("99");
    page.keyboard().press("Enter");
    assertThat(byTestId("page-number")).hasValue("3");
  }

  /** The key that turns the pages scrolls first, where a page is larger than its place. */
  @Test
  void keysTurnAtAPagesEndOnly() {
    answerWith(2);
    Page page = visit.page();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("+");
    }
    byTestId("scroller").focus();

    page.keyboard().press("PageDown");
    assertThat(byTestId("page-number")).hasValue("1");
    byTestId("scroller").evaluate("each => each.scrollTo(0, each.scrollHeight)");
    page.keyboard().press("PageDown");

    assertThat(byTestId("page-number")).hasValue("2");
    assertThat(byTestId("scroller")).hasJSProperty("scrollTop", 0);
  }

  @Test
  void failedPageTellsItsProblem() {
    Exchange question = chooseDocument();
    question.begin(LINES);
    question.send(Answers.line(1, 3));
    question.send(Answers.failedLine(2, 3));
    question.send(Answers.line(3, 3));
    question.end();
    assertThat(byTestId("thumbnail")).hasCount(3);
    assertThat(byTestId("fact-failed")).hasText("Failed1");
    assertThat(byTestId("page-problem")).isHidden();

    byTestId("thumbnail").nth(1).click();

    assertThat(byTestId("page-problem-title")).hasText("The page cannot be drawn");
    assertThat(byTestId("page-problem-detail")).hasText("Page 2 is torn");
    assertThat(byTestId("region")).hasCount(0);
    assertThat(byTestId("thumbnail").nth(1)).containsText("The page cannot be drawn");

    visit.page().keyboard().press("PageDown");
    assertThat(byTestId("page-problem")).isHidden();
    assertThat(byTestId("region")).hasCount(1);
  }

  @Test
  void stopLeavesTheServiceAloneAndThePagesThere() throws Exception {
    Exchange question = chooseDocument();
    question.begin(LINES);
    question.send(Answers.line(1, 4));
    question.send(Answers.line(2, 4));
    assertThat(byTestId("reading-count")).hasText("2 of 4 pages");

    byTestId("stop").click();

    question.awaitLeaving();
    assertThat(byTestId("reading-state")).hasText("Stopped");
    assertThat(byTestId("thumbnail")).hasCount(2);
    assertThat(byTestId("problem")).isHidden();

    byTestId("read-on").click();
    Exchange rest = server().next(visit.page());
    assertTrue(rest.uri().endsWith("&pages=3-"), rest.uri());
    rest.begin(LINES);
    rest.send(Answers.line(3, 4));
    rest.send(Answers.line(4, 4));
    rest.end();
    assertThat(byTestId("reading-count")).hasText("4 pages");
    assertThat(byTestId("thumbnail")).hasCount(4);
  }

  @Test
  void brokenConnectionKeepsWhatArrived() {
    visit.expectErrorAnswers();
    Exchange question = chooseDocument();
    question.begin(LINES);
    question.send(Answers.line(1, 3));
    assertThat(byTestId("reading-count")).hasText("1 of 3 pages");

    question.cut();

    assertThat(byTestId("problem-title")).hasText("The connection broke");
    assertThat(byTestId("reading-state")).hasText("The connection broke");
    assertThat(byTestId("region")).hasCount(1);

    byTestId("problem-retry").click();
    Exchange rest = server().next(visit.page());
    assertTrue(rest.uri().endsWith("&pages=2-"), rest.uri());
    rest.begin(LINES);
    rest.send(Answers.line(2, 3));
    rest.end();
    assertThat(byTestId("problem-title")).hasText("The answer ended early");
    assertThat(byTestId("reading-count")).hasText("2 of 3 pages");
  }

  @Test
  void refusedDocumentLeavesTheLastPageOnTheTable() {
    visit.expectErrorAnswers();
    visit.readSample();
    int before = byTestId("region").count();

    visit.choose("broken.pdf", PDF, "%PDF-1.7 and nothing more".getBytes());

    assertThat(byTestId("problem-status")).containsText("Status 422");
    assertThat(byTestId("region")).hasCount(before);
    assertThat(byTestId("page-name")).hasText("page.jpg, 1240 × 1754");
    assertThat(byTestId("page-image")).hasJSProperty("naturalWidth", 1240);
    assertThat(byTestId("strip")).isHidden();
  }

  @Test
  void anotherDocumentFreesThePicturesOfTheLast() {
    answerWith(3);
    assertEquals(3, aliveUrls());

    visit.page().unroute(Visit.LAYOUT);
    answerWith(2);
    assertEquals(2, aliveUrls());

    visit.page().unroute(Visit.LAYOUT);
    visit.page().getByText("Sample", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(byTestId("page-name")).hasText("page.jpg, 1240 × 1754");
    assertThat(byTestId("strip")).isHidden();
    assertEquals(1, aliveUrls());
  }

  /** The thumbnails are there, but the browser lays out and decodes those alone that are seen. */
  @Test
  void hundredsOfPagesCostNoMoreThanThoseInSight() {
    answerWith(300);

    assertThat(byTestId("thumbnail").nth(299).locator("img")).hasAttribute("loading", "lazy");
    assertEquals(
        "auto",
        byTestId("thumbnail")
            .nth(299)
            .evaluate("each => getComputedStyle(each).contentVisibility"));
    int decoded =
        (int)
            visit
                .page()
                .evaluate(
                    "() => [...document.querySelectorAll('[data-testid=thumbnail] img')]"
                        + ".filter((image) => image.complete && image.naturalWidth > 0).length");
    assertTrue(decoded < 100, decoded + " of 300 thumbnails were loaded");

    byTestId("page-list").focus();
    visit.page().keyboard().press("End");
    assertThat(byTestId("page-number")).hasValue("300");
    assertThat(byTestId("thumbnail").nth(299)).isInViewport();
  }

  @Test
  void copiesThePageThatIsShown() throws IOException {
    answerWith(3);
    visit.page().keyboard().press("PageDown");
    assertThat(byTestId("page-number")).hasValue("2");

    byTestId("copy-curl").click();
    String line = visit.clipboard();
    assertTrue(line.contains("v1/layout?threshold=0.45&shape=auto&pages=2'"), line);
    assertTrue(line.contains("-H 'Content-Type: application/pdf'"), line);
    assertTrue(line.contains("--data-binary '@leaves.pdf'"), line);

    byTestId("copy-json-whole").click();
    assertThat(byTestId("notice")).hasText("Whole JSON copied");
    JsonNode copied = new ObjectMapper().readTree(visit.clipboard());
    assertEquals(2, copied.path("page").asInt());
    assertEquals(1, copied.path("regions").size());
    assertFalse(copied.has("picture"), "a picture has no place in the clipboard");
  }

  @Test
  void tiffIsShownByTheServicesPicture() {
    visit.answerLayouts(LINES, Answers.line(1, 1));

    visit.choose("scan.tif", "image/tiff", new byte[] {'I', 'I', 42, 0});

    assertThat(byTestId("page-image")).hasJSProperty("naturalWidth", Answers.WIDTH);
    assertThat(byTestId("region")).hasCount(1);
    assertThat(byTestId("strip")).isHidden();
    assertThat(byTestId("sheet-note")).isHidden();
  }

  /** The service itself, once it draws the pages that it reads. */
  @Test
  void readsARealDocument() {
    assumeTrue(
        servicePictures(), "The service sends no pictures of a document's pages (visualize=page)");

    visit.choose("leaves.pdf", PDF, Pdfs.pages(200, 300, 400));

    assertThat(byTestId("reading-count")).hasText("3 pages");
    assertThat(byTestId("thumbnail")).hasCount(3);
    byTestId("thumbnail").nth(2).click();
    // 400 points at the service's resolution, as the page tells it and as its picture is.
    assertThat(byTestId("page-name")).hasText("leaves.pdf, 800 × 200");
    assertThat(byTestId("page-image")).hasJSProperty("naturalWidth", 800);
  }

  private boolean servicePictures() {
    APIResponse response =
        visit
            .page()
            .request()
            .post(
                root + "v1/layout?visualize=page",
                RequestOptions.create()
                    .setHeader("Content-Type", PDF)
                    .setHeader("Accept", LINES)
                    .setData(Pdfs.pages(200)));
    return response.ok() && response.text().contains("\"picture\"");
  }

  /** Chooses a document whose question the test will answer. */
  private Exchange chooseDocument() {
    visit.redirect(Visit.LAYOUT, server());
    visit.choose("leaves.pdf", PDF, pdf());
    return server().next(visit.page());
  }

  /** Lays a document of so many pages on the table, all at once. */
  private void answerWith(int pages) {
    visit.answerLayouts(
        LINES,
        IntStream.rangeClosed(1, pages)
            .mapToObj(page -> Answers.line(page, pages))
            .collect(Collectors.joining()));
    visit.choose("leaves.pdf", PDF, pdf());
    assertThat(byTestId("reading-count")).hasText(pages + " pages");
  }

  private static byte[] pdf() {
    return Pdfs.pages(100);
  }

  private int aliveUrls() {
    return (int) visit.page().evaluate("() => window.aliveUrls.size");
  }
}
