package dev.quire.web;

import com.microsoft.playwright.Locator;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A visitor of the web page for each test, who has not opened it yet. */
@ExtendWith(SharedChromium.class)
abstract class WebTestBase {

  @TestHTTPResource("/")
  URL root;

  Visit visit;

  private HandHeldServer server;

  @BeforeEach
  void enter(Chromium chromium) {
    visit = chromium.visit(root);
  }

  @AfterEach
  void leave() {
    try {
      if (visit != null) {
        visit.close();
      }
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
