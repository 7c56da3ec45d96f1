package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Takes the picture of the web page that the README shows, where {@code -Dscreenshot.file=FILE}
 * asks for it: the sample page, or the second page of the PDF document that {@code
 * -Dscreenshot.document=FILE} names, with the order of reading drawn.
 */
@QuarkusTest
class ScreenshotQuarkusTest {

  @TestHTTPResource("/")
  URL root;

  @Test
  void takesThePicture() throws IOException {
    String target = System.getProperty("screenshot.file");
    assumeTrue(target != null, "No picture is wanted: set screenshot.file to the file it goes to");
    String document = System.getProperty("screenshot.document");
    try (Chromium chromium = Chromium.launch();
        Visit visit = chromium.visit(root)) {
      Page page = visit.page();
      page.setViewportSize(1440, 900);
      visit.openWithDevices();
      if (document == null) {
        // the second time, native code is loaded
        visit.readSample();
        page.reload();
        visit.readSample();
      } else {
        layDocument(visit, Path.of(document));
      }
      assertThat(visit.byTestId("devices-live")).hasText("Live");
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(target)));
    }
    assertTrue(Files.size(Path.of(target)) > 0, target + " is empty");
  }

  private static void layDocument(Visit visit, Path document) throws IOException {
    visit.choose(
        document.getFileName().toString(), "application/pdf", Files.readAllBytes(document));
    assertThat(visit.byTestId("reading-count")).hasText(Pattern.compile("^\\d+ pages$"));
    visit.page().keyboard().press("PageDown");
    assertThat(visit.byTestId("page-number")).hasValue("2");
    visit.byTestId("show-path").click();
  }
}
