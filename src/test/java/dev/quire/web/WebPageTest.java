package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Drives the web page in a browser against the running service and its embedded model.
 *
 * <p>Chromium is taken from the system property {@code quire.chromium}, the environment's {@code
 * QUIRE_CHROMIUM}, or the usual places of a Linux system; where there is none, the tests are
 * skipped.
 */
@QuarkusTest
class WebPageTest {

  private static final List<String> USUAL_PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private static final Pattern SOME_REGIONS = Pattern.compile("^[1-9]\\d* regions?$");

  private static Playwright playwright;
  private static Browser browser;

  private final List<Request> questions = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @TestHTTPResource("/")
  URL root;

  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void launchBrowser() {
    Optional<Path> chromium = findChromium();
    assumeTrue(
        chromium.isPresent(),
        "No Chromium: set QUIRE_CHROMIUM to the path of one to run the tests of the web page");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic")));
  }

  @AfterAll
  static void closeBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void openPage() {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    page = context.newPage();
    page.onRequest(
        request -> {
          if (request.url().contains("/v1/layout")) {
            questions.add(request);
          }
        });
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(root.toString());
  }

  @AfterEach
  void closePage() {
    context.close();
    assertEquals(List.of(), complaints, "the browser's console should hold no errors");
  }

  @Test
  void sampleShowsItsRegions() {
    readSample();

    assertThat(byTestId("count")).hasText(SOME_REGIONS);
    int regions = byTestId("region").count();
    assertTrue(regions > 0, "regions should be drawn");
    assertThat(byTestId("region-row")).hasCount(regions);
    assertThat(byTestId("timing-run")).containsText(Pattern.compile("\\d"));
    assertThat(byTestId("fact-device")).containsText(Pattern.compile("\\w"));
    assertThat(byTestId("fact-resolution")).hasText(Pattern.compile("^Resolution\\d+ × \\d+$"));
    assertEquals(1, questions.size());
    assertEquals("image/jpeg", questions.get(0).headerValue("content-type"));
  }

  @Test
  void chosenFileShowsItsRegions() throws IOException {
    byTestId("file-input").setInputFiles(new FilePayload("leaf.jpg", "image/jpeg", samplePage()));

    assertThat(byTestId("region").first()).isAttached();
    assertThat(byTestId("page-name")).hasText("leaf.jpg, 1240 × 1754");
  }

  @Test
  void thresholdFiltersWithoutAskingAgain() {
    readSample();
    int before = byTestId("region").count();

    byTestId("threshold").fill("1");

    assertThat(byTestId("threshold-value")).hasText("1.00");
    int after = byTestId("region").count();
    assertTrue(after < before, after + " regions at the top, " + before + " before");
    assertEquals(1, questions.size(), "one question should do for every threshold");

    byTestId("threshold").fill("0.45");
    assertThat(byTestId("region")).hasCount(before);
    assertEquals(1, questions.size(), "one question should do for every threshold");
  }

  @Test
  void switchedOffLabelHidesItsRegions() {
    readSample();
    int all = byTestId("region").count();
    String label = byTestId("region-row").first().getAttribute("data-label");
    Locator ofLabel = page.locator("[data-testid=region][data-label=" + label + "]");
    int some = ofLabel.count();

    // The checkbox itself is hidden behind its label.
    page.locator("[data-testid=legend-item][data-label=" + label + "]").click();

    assertThat(ofLabel).hasCount(0);
    assertThat(byTestId("region")).hasCount(all - some);
    assertThat(byTestId("toggle-" + label)).not().isChecked();

    byTestId("labels-all").click();
    assertThat(byTestId("region")).hasCount(all);
  }

  @Test
  void keysWalkThroughTheRegions() {
    readSample();
    Locator rows = byTestId("region-row");

    byTestId("region-list").focus();
    page.keyboard().press("ArrowDown");
    assertThat(rows.first()).hasAttribute("aria-selected", "true");
    page.keyboard().press("End");
    assertThat(rows.last()).hasAttribute("aria-selected", "true");
    assertThat(page.locator("[data-testid=region].is-selected")).hasCount(1);
    page.keyboard().press("Escape");
    assertThat(page.locator("[data-testid=region].is-selected")).hasCount(0);
  }

  @Test
  void copiesTheAnswerAsShown() throws IOException {
    readSample();

    byTestId("copy-json").click();

    JsonNode copied = new ObjectMapper().readTree(clipboard());
    assertEquals(1240, copied.path("width").asInt());
    assertEquals(1754, copied.path("height").asInt());
    assertEquals(byTestId("region").count(), copied.path("regions").size());
    for (JsonNode region : copied.path("regions")) {
      assertTrue(region.path("score").asDouble() >= 0.45, "below the threshold: " + region);
      assertEquals(4, region.path("box").size());
    }
  }

  @Test
  void copiesACurlLine() {
    readSample();

    byTestId("copy-curl").click();

    String line = clipboard();
    assertTrue(line.contains("'" + root + "v1/layout?threshold=0.45'"), line);
    assertTrue(line.contains("-H 'Content-Type: image/jpeg'"), line);
    assertTrue(line.contains("--data-binary"), line);
  }

  @Test
  void refusedFileShowsTheProblem() {
    drop("notes.txt", "text/plain", "Not a page, only notes.");

    assertThat(byTestId("problem")).isVisible();
    assertThat(byTestId("problem-title")).hasText(Pattern.compile("\\S"));
    assertThat(byTestId("problem-status")).containsText(Pattern.compile("Status 4\\d\\d"));
    assertThat(byTestId("region")).hasCount(0);

    byTestId("problem-dismiss").click();
    assertThat(byTestId("problem")).isHidden();

    // The browser itself notes every answer that is an error; nothing else may be there.
    complaints.removeIf(complaint -> complaint.startsWith("Failed to load resource"));
  }

  @Test
  void problemLeavesTheLastPageOnTheTable() {
    readSample();
    int before = byTestId("region").count();

    drop("notes.txt", "text/plain", "Not a page, only notes.");

    assertThat(byTestId("problem")).isVisible();
    assertThat(byTestId("region")).hasCount(before);
    complaints.removeIf(complaint -> complaint.startsWith("Failed to load resource"));
  }

  @Test
  void linksLeadSomewhere() {
    for (String link : List.of("link-swagger", "link-health", "link-metrics")) {
      String href = byTestId(link).getAttribute("href");
      int status = page.request().get(root + href).status();
      assertFalse(status == 404 || status == 405, href + " answers " + status);
    }
  }

  private void readSample() {
    byTestId("sample").click();
    assertThat(byTestId("region").first()).isAttached();
  }

  private void drop(String name, String type, String content) {
    JSHandle transfer =
        page.evaluateHandle(
            "([name, type, content]) => {"
                + "  const transfer = new DataTransfer();"
                + "  transfer.items.add(new File([content], name, { type }));"
                + "  return transfer;"
                + "}",
            Arrays.asList(name, type, content));
    page.dispatchEvent("body", "drop", Map.of("dataTransfer", transfer));
  }

  private String clipboard() {
    assertThat(byTestId("notice")).containsText("copied");
    return (String) page.evaluate("() => navigator.clipboard.readText()");
  }

  private Locator byTestId(String id) {
    return page.getByTestId(id);
  }

  private static byte[] samplePage() throws IOException {
    String name = "META-INF/resources/sample/page.jpg";
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return in.readAllBytes();
    }
  }

  private static Optional<Path> findChromium() {
    Stream<String> named =
        Stream.of(System.getProperty("quire.chromium"), System.getenv("QUIRE_CHROMIUM"))
            .filter(path -> path != null && !path.isBlank());
    return Stream.concat(named, USUAL_PLACES.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
