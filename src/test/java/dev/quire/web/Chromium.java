package dev.quire.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A browser for tests of the web page, with a window for each visitor.
 *
 * <p>Chromium is taken from the system property {@code chromium.path}, the environment's {@code
 * CHROMIUM_PATH}, or the usual places of a Linux system.
 */
final class Chromium implements AutoCloseable {

  /** How long a busy machine may take to show what is expected, in milliseconds. */
  private static final double PATIENCE = 20_000;

  private static final List<String> USUAL_PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /** A scroll that took its time would still be under way when the next key comes. */
  private static final List<String> ARGUMENTS =
      List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-smooth-scrolling");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it; where there is none, the calling tests are skipped. */
  static Chromium launch() {
    Optional<Path> chromium = find();
    assumeTrue(
        chromium.isPresent(),
        "No Chromium: set CHROMIUM_PATH to the path of one to run the tests of the web page");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(ARGUMENTS));
    return new Chromium(playwright, browser);
  }

  /** A visitor with a browser window of their own, who has not opened the page yet. */
  Visit visit(URL root) {
    return new Visit(
        browser.newContext(
            new Browser.NewContextOptions()
                .setPermissions(List.of("clipboard-read", "clipboard-write"))),
        root);
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static Optional<Path> find() {
    Stream<String> named =
        Stream.of(System.getProperty("chromium.path"), System.getenv("CHROMIUM_PATH"))
            .filter(path -> path != null && !path.isBlank());
    return Stream.concat(named, USUAL_PLACES.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
