package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.quire.support.Pdfs;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The menu of files to take away; what they hold is the test's own. */
@QuarkusTest
class DownloadsQuarkusTest extends WebTestBase {

  @BeforeEach
  void openPage() {
    visit.open();
  }

  @ParameterizedTest
  @CsvSource({
    "png, image/png, visualize=true, leaf.png",
    "coco, application/json, format=coco, leaf.coco.json",
    "hocr, application/xhtml+xml, format=hocr, leaf.hocr",
    "alto, application/xml, format=alto, leaf.alto.xml",
  })
  void imageInEachFormat(String format, String accept, String wish, String name)
      throws IOException {
    layImage();

    Download download = download("page", format);

    assertEquals(name, download.suggestedFilename());
    assertEquals("made of " + accept, Files.readString(download.path()));
    Request asked = lastQuestion();
    assertEquals(root + "v1/layout?" + wish + "&threshold=0.45&shape=auto", asked.url());
    assertEquals("image/png", asked.headerValue("content-type"));
  }

  @Test
  void imageHasNoDocument() {
    layImage();

    byTestId("download").click();

    assertThat(byTestId("download-page-coco")).isVisible();
    assertThat(byTestId("download-document-coco")).isHidden();
  }

  @Test
  void pageOfADocument() {
    layDocument();
    visit.page().keyboard().press("PageDown");
    assertThat(byTestId("page-number")).hasValue("2");

    Download download = download("page", "png");

    assertEquals("leaves-page-2.png", download.suggestedFilename());
    assertTrue(lastQuestion().url().contains("pages=2"), lastQuestion().url());
    assertEquals("application/pdf", lastQuestion().headerValue("content-type"));
  }

  @Test
  void wholeDocument() {
    layDocument();
    byTestId("threshold").fill("0.3");

    Download download = download("document", "alto");

    assertEquals("leaves.alto.xml", download.suggestedFilename());
    assertEquals(root + "v1/layout?format=alto&threshold=0.3&shape=auto", lastQuestion().url());
  }

  @Test
  void menuGoesByKeys() {
    layImage();
    byTestId("download").focus();

    visit.page().keyboard().press("Enter");
    assertThat(byTestId("download-page-png")).isFocused();
    assertThat(byTestId("download")).hasAttribute("aria-expanded", "true");
    visit.page().keyboard().press("ArrowUp");
    assertThat(byTestId("download-page-alto")).isFocused();
    visit.page().keyboard().press("Escape");
    assertThat(byTestId("download-page-alto")).isHidden();
    assertThat(byTestId("download")).isFocused();
  }

  @Test
  void refusalIsShown() {
    visit.expectErrorAnswers();
    layImage();
    visit.page().unroute(Visit.LAYOUT);
    visit.answer(
        Visit.LAYOUT,
        503,
        "application/problem+json",
        "{\"title\":\"Too busy\",\"status\":503,\"detail\":\"Later\"}");

    byTestId("download").click();
    byTestId("download-page-coco").click();

    assertThat(byTestId("problem-title")).hasText("Too busy");
    assertThat(byTestId("region")).hasCount(5);
  }

  private void layImage() {
    visit.layOutlinedPage();
    answerDownloads();
  }

  private void layDocument() {
    visit.answerLayouts("application/x-ndjson", Answers.line(1, 2) + Answers.line(2, 2));
    visit.choose("leaves.pdf", "application/pdf", Pdfs.pages(100, 100));
    assertThat(byTestId("reading-count")).hasText("2 pages");
    answerDownloads();
  }

  /** From now on the answers tell what they were asked to be. */
  private void answerDownloads() {
    visit.page().unroute(Visit.LAYOUT);
    visit
        .page()
        .route(
            Visit.LAYOUT,
            route -> {
              String accept = route.request().headerValue("accept");
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(200)
                      .setContentType(accept)
                      .setBody("made of " + accept));
            });
  }

  private Download download(String scope, String format) {
    byTestId("download").click();
    return visit.page().waitForDownload(() -> byTestId("download-" + scope + "-" + format).click());
  }

  private Request lastQuestion() {
    return visit.questions().get(visit.questions().size() - 1);
  }
}
