package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives the web page in a browser against the running service and its embedded model. */
@QuarkusTest
class WebPageQuarkusTest extends WebTestBase {

  private static final Pattern SOME_REGIONS = Pattern.compile("^[1-9]\\d* regions?$");

  private Page page;

  @BeforeEach
  void openPage() {
    page = visit.page();
    visit.open();
  }

  @Test
  void sampleShowsItsRegions() {
    visit.readSample();

    assertThat(byTestId("count")).hasText(SOME_REGIONS);
    int regions = byTestId("region").count();
    assertTrue(regions > 0, "regions should be drawn");
    assertThat(byTestId("region-row")).hasCount(regions);
    assertThat(byTestId("timing-run")).containsText(Pattern.compile("\\d"));
    assertThat(byTestId("fact-device")).containsText(Pattern.compile("\\w"));
    assertThat(byTestId("fact-resolution")).hasText(Pattern.compile("^Resolution\\d+ × \\d+$"));
    assertEquals(1, visit.questions().size());
    assertEquals("image/jpeg", visit.questions().get(0).headerValue("content-type"));
  }

  @Test
  void chosenFileShowsItsRegions() throws IOException {
    visit.choose("leaf.jpg", "image/jpeg", samplePage());

    assertThat(byTestId("region").first()).isAttached();
    assertThat(byTestId("page-name")).hasText("leaf.jpg, 1240 × 1754");
  }

  @Test
  void thresholdFiltersWithoutAskingAgain() {
    visit.readSample();
    int before = byTestId("region").count();

    byTestId("threshold").fill("1");

    assertThat(byTestId("threshold-value")).hasText("1.00");
    int after = byTestId("region").count();
    assertTrue(after < before, after + " regions at the top, " + before + " before");
    assertEquals(1, visit.questions().size(), "one question should do for every threshold");

    byTestId("threshold").fill("0.45");
    assertThat(byTestId("region")).hasCount(before);
    assertEquals(1, visit.questions().size(), "one question should do for every threshold");
  }

  @Test
  void switchedOffLabelHidesItsRegions() {
    visit.readSample();
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
    visit.readSample();
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
    visit.readSample();

    byTestId("copy-json").click();

    JsonNode copied = new ObjectMapper().readTree(visit.clipboard());
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
    visit.readSample();

    byTestId("copy-curl").click();

    String line = visit.clipboard();
    assertTrue(line.contains("'" + root + "v1/layout?threshold=0.45&shape=auto'"), line);
    assertTrue(line.contains("-H 'Content-Type: image/jpeg'"), line);
    assertTrue(line.contains("--data-binary"), line);
    assertFalse(line.contains("X-API-Key"), line);
  }

  @Test
  void refusedFileShowsTheProblem() {
    visit.expectErrorAnswers();
    visit.drop("notes.txt", "text/plain", "Not a page, only notes.");

    assertThat(byTestId("problem")).isVisible();
    assertThat(byTestId("problem-title")).hasText(Pattern.compile("\\S"));
    assertThat(byTestId("problem-status")).containsText(Pattern.compile("Status 4\\d\\d"));
    assertThat(byTestId("region")).hasCount(0);

    byTestId("problem-dismiss").click();
    assertThat(byTestId("problem")).isHidden();
  }

  @Test
  void problemLeavesTheLastPageOnTheTable() {
    visit.expectErrorAnswers();
    visit.readSample();
    int before = byTestId("region").count();

    visit.drop("notes.txt", "text/plain", "Not a page, only notes.");

    assertThat(byTestId("problem")).isVisible();
    assertThat(byTestId("region")).hasCount(before);
  }

  @Test
  void linksLeadSomewhere() {
    for (String link : List.of("link-swagger", "link-health", "link-metrics")) {
      String href = byTestId(link).getAttribute("href");
      int status = page.request().get(root + href).status();
      assertFalse(status == 404 || status == 405, href + " answers " + status);
    }
  }

  private static byte[] samplePage() throws IOException {
    String name = "META-INF/resources/sample/page.jpg";
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return in.readAllBytes();
    }
  }
}
