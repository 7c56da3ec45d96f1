package dev.quire.web;

import com.microsoft.playwright.Locator;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A visitor of the web page for each test, who has not opened it yet. */
abstract class WebTestBase {

  private static Chromium chromium;

  @TestHTTPResource("/")
  URL root;

  Visit visit;

  private HandHeldServer server;

  @BeforeAll
  static void launchBrowser() {
    chromium = Chromium.launch();
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void enter() {
    visit = chromium.visit(root);
  }

  @AfterEach
  void leave() {
    try {
      visit.close();
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }

  /** A server whose answers the test gives; it runs from when it is first wanted. */
  final HandHeldServer server() {
    if (server == null) {
      server = new HandHeldServer();
    }
    return server;
  }

  final Locator byTestId(String id) {
    return visit.byTestId(id);
  }
}
