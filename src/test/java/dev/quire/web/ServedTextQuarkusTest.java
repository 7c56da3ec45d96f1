package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.BoundingBox;
import dev.quire.support.TextPages;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tabs that read text and write it out, with the running service and its embedded models. */
@QuarkusTest
class ServedTextQuarkusTest extends WebTestBase {

  private static final List<String> TEXT =
      List.of(
          "Quarterly report of the water board",
          "The level rose by 12.5 percent in May",
          "Invoice No. 2024-0815 is still open");

  /** How long the models may take to be opened on a busy machine, in milliseconds. */
  private static final double OPENING = 120_000;

  @Test
  void pageIsReadAsSoonAsTheModelsAreOpen() {
    // The first question may come before the models are open.
    visit.expectErrorAnswers();
    visit.open("#text");

    visit.choose("report.png", "image/png", TextPages.lines(TEXT));

    assertThat(byTestId("line-text"))
        .hasText(TEXT.toArray(String[]::new), new HasTextOptions().setTimeout(OPENING));
    assertThat(byTestId("text-count")).hasText("3 lines");
    assertThat(byTestId("text-panel").getByTestId("fact-model")).hasText("Modelppocr-v4");
    assertThat(byTestId("text-page-name")).containsText("report.png, 640 × ");
    // The outlines lie where the lines were drawn, from the top down.
    double last = 0;
    for (int i = 0; i < TEXT.size(); i++) {
      BoundingBox outline = placeOn(byTestId("text-sheet"), byTestId("line-shape").nth(i));
      assertTrue(Math.abs(outline.x - 40) < 10, "line %d begins at %s".formatted(i, outline.x));
      assertTrue(outline.y > last, "line %d is at %s, below %s".formatted(i, outline.y, last));
      last = outline.y + outline.height / 2;
    }

    byTestId("text-copy").click();
    assertEquals(String.join("\n", TEXT) + "\n", visit.clipboard());
  }

  @Test
  void pageIsWrittenOutAndSavedAsMarkdown() throws IOException {
    visit.expectErrorAnswers();
    visit.open("#read");

    visit.choose("report.png", "image/png", TextPages.lines(TEXT));

    assertThat(byTestId("read-source"))
        .hasText(
            "Recognized from the picture of this page", new HasTextOptions().setTimeout(OPENING));
    for (String line : TEXT) {
      assertThat(byTestId("read-blocks")).containsText(line);
    }
    byTestId("read-download").click();
    Download download =
        visit.page().waitForDownload(() -> byTestId("read-download-markdown").click());
    assertEquals("report.md", download.suggestedFilename());
    byTestId("read-copy").click();
    assertEquals(visit.clipboard().strip(), Files.readString(download.path()).strip());
  }

  /** In pixels of the page. */
  private static BoundingBox placeOn(Locator sheet, Locator shape) {
    BoundingBox whole = sheet.boundingBox();
    BoundingBox part = shape.boundingBox();
    double scale = 640 / whole.width;
    part.x = (part.x - whole.x) * scale;
    part.y = (part.y - whole.y) * scale;
    part.width *= scale;
    part.height *= scale;
    return part;
  }
}
