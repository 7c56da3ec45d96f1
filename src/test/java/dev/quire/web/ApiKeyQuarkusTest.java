package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.quire.support.Pdfs;
import dev.quire.web.HandHeldServer.Exchange;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The web page of a service that answers only those who have a key. What the service answers is the
 * test's own, but for where it wants no key.
 */
@QuarkusTest
class ApiKeyQuarkusTest extends WebTestBase {

  private static final String KEY = "q-7Rb!x$w \"2";
  private static final String HEADER = "x-api-key";

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private static final String NEWS = "data: {\"models\":[],\"queues\":[]}\n\n";

  @BeforeEach
  void expectRefusals() {
    visit.expectErrorAnswers();
  }

  @Test
  void refusedPageIsReadOnceAKeyIsGiven() {
    visit.open();
    guardLayouts();

    choosePage();

    assertThat(byTestId("problem-title")).hasText("A key is needed");
    assertThat(byTestId("problem-status")).hasText("Status 401");
    assertThat(byTestId("problem-retry")).isHidden();
    assertThat(byTestId("key-button")).isVisible();

    byTestId("problem-key").click();
    assertThat(byTestId("key-dialog")).isVisible();
    assertThat(byTestId("key-note")).containsText("for this browser tab alone");
    assertThat(byTestId("key-field")).isFocused();
    assertThat(byTestId("key-forget")).isHidden();
    give(KEY);

    assertThat(byTestId("region")).hasCount(5);
    assertThat(byTestId("problem")).isHidden();
    assertThat(byTestId("key-dialog")).isHidden();
    // Its button is gone with the problem.
    assertThat(visit.page().locator("#view")).isFocused();
    assertEquals(Arrays.asList(null, KEY), keysOf("layout"));
  }

  @Test
  void wrongKeyIsToldAndAnotherTried() {
    visit.open();
    guardLayouts();
    choosePage();
    byTestId("problem-key").click();

    give("wrong");

    assertThat(byTestId("problem-title")).hasText("The key was not accepted");
    byTestId("problem-key").click();
    assertThat(byTestId("key-error")).hasText("The service did not accept the key it was sent.");
    assertThat(byTestId("key-field")).isEmpty();
    give(KEY);
    assertThat(byTestId("region")).hasCount(5);
    assertEquals(Arrays.asList(null, "wrong", KEY), keysOf("layout"));

    byTestId("key-button").click();
    assertThat(byTestId("key-error")).isEmpty();
  }

  @Test
  void refusedDocumentIsReadOnceAKeyIsGiven() {
    visit.open();
    guard(Visit.LAYOUT, "application/x-ndjson", Answers.line(1, 2) + Answers.line(2, 2));
    visit.choose("leaves.pdf", "application/pdf", Pdfs.pages(100, 100));
    assertThat(byTestId("problem-title")).hasText("A key is needed");
    byTestId("problem-key").click();

    give(KEY);

    assertThat(byTestId("reading-count")).hasText("2 pages");
    assertThat(byTestId("problem")).isHidden();
  }

  /** The file that was wanted, not the page once more. */
  @Test
  void refusedDownloadIsHadOnceAKeyIsGiven() {
    visit.open();
    visit.layOutlinedPage();
    visit.page().unroute(Visit.LAYOUT);
    guard(Visit.LAYOUT, JSON, "{}");
    byTestId("download").click();
    byTestId("download-page-coco").click();
    byTestId("problem-key").click();

    Download download = visit.page().waitForDownload(() -> give(KEY));

    assertEquals("leaf.coco.json", download.suggestedFilename());
    assertThat(byTestId("problem")).isHidden();
    assertThat(byTestId("region")).hasCount(5);
    List<Request> asked = visit.questions();
    assertEquals(3, asked.size());
    assertEquals(asked.get(1).url(), asked.get(2).url());
    assertEquals(Arrays.asList(null, null, KEY), keysOf("layout"));
  }

  @Test
  void refusedTextsAreComparedOnceAKeyIsGiven() {
    visit.open("#similarity");
    guard(Visit.SIMILARITY, JSON, SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    byTestId("text-a").fill("one");
    byTestId("text-b").fill("other");
    assertThat(byTestId("scores-problem-title")).hasText("A key is needed");
    assertThat(byTestId("scores-retry")).isHidden();
    byTestId("scores-key").click();

    give("wrong");
    assertThat(byTestId("scores-problem-title")).hasText("The key was not accepted");
    byTestId("scores-key").click();
    give(KEY);

    assertThat(byTestId("pair-score")).hasText("0.500");
    assertThat(byTestId("scores-problem")).isHidden();
    assertThat(visit.page().locator("#view")).isFocused();
    byTestId("copy-scores-curl").click();
    String line = visit.clipboard();
    assertTrue(line.contains("/v1/similarity' -H \"X-API-Key: $QUIRE_API_KEY\" -H"), line);
    assertFalse(line.contains(KEY), line);
  }

  /** A question may still be on its way to its refusal while the visitor gives a key. */
  @Test
  void questionRefusedAfterAKeyWasGivenIsAskedAgain() {
    visit.open();
    List<Route> held = new ArrayList<>();
    visit.page().route(Visit.LAYOUT, held::add);
    showKeyButton();
    choosePage();
    visit.page().waitForCondition(() -> held.size() == 1);
    byTestId("key-button").click();
    give(KEY);

    refuse(held.get(0));

    visit.page().waitForCondition(() -> held.size() == 2);
    held.get(1)
        .fulfill(new Route.FulfillOptions().setContentType(JSON).setBody(Answers.outlined()));
    assertThat(byTestId("region")).hasCount(5);
    assertThat(byTestId("problem")).isHidden();
    assertEquals(Arrays.asList(null, KEY), keysOf("layout"));
  }

  @Test
  void keyIsKeptForTheTabAlone() {
    visit.open();
    guardLayouts();
    choosePage();
    byTestId("problem-key").click();
    give(KEY);
    assertThat(byTestId("region")).hasCount(5);

    visit.page().reload();
    assertThat(byTestId("key-button")).isVisible();
    choosePage();
    assertThat(byTestId("region")).hasCount(5);
    assertEquals(Arrays.asList(null, KEY, KEY), keysOf("layout"));

    Page other = visit.page().context().newPage();
    Request question = other.waitForRequest(Visit.DEVICES, () -> other.navigate(root.toString()));
    assertEquals(null, question.headerValue(HEADER));
    assertThat(other.getByTestId("key-button")).isHidden();
  }

  @Test
  void keyStaysOutOfSight() {
    List<String> told = new ArrayList<>();
    visit.page().onConsoleMessage((ConsoleMessage message) -> told.add(message.text()));
    visit.open();
    guardLayouts();
    choosePage();
    byTestId("problem-key").click();
    give(KEY);
    assertThat(byTestId("region")).hasCount(5);

    byTestId("key-button").click();
    assertThat(byTestId("key-field")).isEmpty();
    assertEquals(KEY, stored());
    assertEquals(0, visit.page().evaluate("() => localStorage.length"));
    assertEquals("", visit.page().evaluate("() => document.cookie"));
    String html = visit.page().content();
    assertFalse(html.contains("q-7Rb"), html);
    assertEquals(root.toString(), visit.page().url());
    for (Request question : visit.questions()) {
      assertFalse(question.url().contains("q-7Rb"), question.url());
    }
    assertTrue(told.stream().noneMatch(each -> each.contains("q-7Rb")), told.toString());
  }

  @Test
  void forgottenKeyIsSentNoMore() {
    visit.open();
    guardLayouts();
    choosePage();
    byTestId("problem-key").click();
    give(KEY);
    assertThat(byTestId("region")).hasCount(5);

    byTestId("key-button").click();
    assertThat(byTestId("key-title")).hasText("Another key");
    byTestId("key-forget").click();

    assertThat(byTestId("key-dialog")).isHidden();
    assertThat(byTestId("key-button")).isFocused();
    assertEquals(null, stored());
    choosePage();
    assertThat(byTestId("problem")).isVisible();
    assertThat(byTestId("problem-title")).hasText("A key is needed");
    assertEquals(Arrays.asList(null, KEY, null), keysOf("layout"));
  }

  @Test
  void dialogGoesByKeys() {
    visit.open();
    guardLayouts();
    choosePage();
    assertThat(byTestId("problem-key")).isVisible();
    byTestId("problem-key").focus();

    press("Enter");
    assertThat(byTestId("key-field")).isFocused();
    visit.page().keyboard().insertText("half a k");
    press("Tab");
    assertThat(byTestId("key-cancel")).isFocused();
    press("Escape");

    assertThat(byTestId("key-dialog")).isHidden();
    assertThat(byTestId("problem-key")).isFocused();
    assertThat(byTestId("problem")).isVisible();
    press("Enter");
    assertThat(byTestId("key-field")).isEmpty();
    byTestId("key-cancel").click();
    assertThat(byTestId("problem-key")).isFocused();
    assertEquals(null, stored());
    assertEquals(1, visit.questions().size());
  }

  @Test
  void keyCanBePasted() {
    visit.open();
    guardLayouts();
    choosePage();
    byTestId("problem-key").click();
    visit.page().evaluate("text => navigator.clipboard.writeText(text)", "  " + KEY + " ");

    press("ControlOrMeta+V");

    assertThat(byTestId("key-field")).not().isEmpty();
    // What is pasted elsewhere on the page is taken for a file, and text is complained of.
    assertThat(byTestId("notice")).isEmpty();
    press("Enter");
    assertThat(byTestId("region")).hasCount(5);
  }

  /** A header could not carry it; the browser would say that the service did not answer. */
  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "schlüssel", "钥匙"})
  void whatIsNoKeyIsNotKept(String text) {
    visit.open();
    guardLayouts();
    choosePage();
    byTestId("problem-key").click();

    give(text);

    assertThat(byTestId("key-dialog")).isVisible();
    assertThat(byTestId("key-error")).containsText("no key");
    assertThat(byTestId("key-field")).hasAttribute("aria-invalid", "true");
    assertThat(byTestId("key-field")).isFocused();
    assertEquals(null, stored());
    assertEquals(1, visit.questions().size());
  }

  /** As where the visitor has forbidden the site to store anything. */
  @Test
  void keyServesWhereItCannotBeStored() {
    visit
        .page()
        .addInitScript(
            """
            Object.defineProperty(window, 'sessionStorage', {
              get() {
                throw new DOMException('denied', 'SecurityError');
              },
            });
            """);
    visit.open();
    guardLayouts();
    choosePage();
    byTestId("problem-key").click();

    give(KEY);

    assertThat(byTestId("region")).hasCount(5);
  }

  @Test
  void curlLineNamesTheKeysVariable() {
    visit.open();
    guardLayouts();
    choosePage();
    byTestId("problem-key").click();
    give(KEY);
    assertThat(byTestId("region")).hasCount(5);

    byTestId("copy-curl").click();

    String line = visit.clipboard();
    assertTrue(line.contains("shape=auto' -H \"X-API-Key: $QUIRE_API_KEY\" -H"), line);
    assertFalse(line.contains("q-7Rb"), line);
  }

  /** The devices' news are those of the running service, which wants no key. */
  @Test
  void nothingTellsOfKeysWhereNoneIsWanted() {
    visit.openWithDevices();
    assertThat(byTestId("devices-live")).hasText("Live");
    visit.layOutlinedPage();

    assertThat(byTestId("key-button")).isHidden();
    assertThat(byTestId("key-dialog")).isHidden();
    byTestId("copy-curl").click();
    String line = visit.clipboard();
    assertFalse(line.contains("X-API-Key"), line);
    visit.page().unroute(Visit.LAYOUT);
    visit.drop("notes.txt", "text/plain", "Not a page, only notes.");
    assertThat(byTestId("problem")).isVisible();
    assertThat(byTestId("problem-key")).isHidden();
    assertThat(byTestId("problem-retry")).isVisible();
    assertEquals(Arrays.asList(null, null), keysOf("layout"));
    assertEquals(Arrays.asList((String) null), keysOf("devices"));
    assertEquals(null, stored());
  }

  @Test
  void devicesWaitForAKey() {
    visit.hurry();
    guardDevices();
    visit.openWithDevices();

    assertThat(byTestId("devices-live")).hasText("A key is needed");
    assertThat(byTestId("problem")).isHidden();
    assertEquals(List.of(), visit.waits(), "should not come back by itself");

    byTestId("key-button").click();
    give("wrong");
    assertThat(byTestId("devices-live")).hasText("The key was not accepted");
    assertEquals(Arrays.asList(null, "wrong"), keysOf("devices"));

    byTestId("key-button").click();
    give(KEY);
    Exchange stream = server().next(visit.page());
    assertEquals(KEY, stream.header(HEADER));
    assertEquals(EVENTS, stream.header("accept"));
    stream.begin(EVENTS);
    stream.send(NEWS);
    assertThat(byTestId("devices-live")).hasText("Live");
  }

  @Test
  void devicesAreHadAgainWithTheKey() {
    Exchange stream = devicesWithKey();

    stream.send("retry: 10\n" + NEWS);
    assertThat(byTestId("devices-live")).hasText("Live");
    stream.cut();

    Exchange again = server().next(visit.page());
    assertEquals(KEY, again.header(HEADER));
    again.begin(EVENTS);
    again.send(NEWS);
    assertThat(byTestId("devices-live")).hasText("Live");
  }

  @Test
  void devicesAreLeftWithTheKey() throws Exception {
    Exchange stream = devicesWithKey();
    stream.send(NEWS);
    assertThat(byTestId("devices-live")).hasText("Live");

    byTestId("key-button").click();
    byTestId("key-forget").click();

    assertThat(byTestId("devices-live")).hasText("A key is needed");
    stream.awaitLeaving();
  }

  /** Opens the page, and gives the key that the devices' news want. */
  private Exchange devicesWithKey() {
    guardDevices();
    visit.openWithDevices();
    byTestId("key-button").click();
    give(KEY);
    Exchange stream = server().next(visit.page());
    stream.begin(EVENTS);
    return stream;
  }

  private void choosePage() {
    visit.choose("leaf.png", "image/png", Answers.png());
  }

  /** Writes into the dialog, and saves. */
  private void give(String key) {
    byTestId("key-field").fill(key);
    byTestId("key-save").click();
  }

  private void press(String key) {
    visit.page().keyboard().press(key);
  }

  /** Has some other question refused. */
  private void showKeyButton() {
    guard(Visit.SIMILARITY, JSON, SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    byTestId("tab-similarity").click();
    byTestId("text-a").fill("one");
    byTestId("text-b").fill("other");
    assertThat(byTestId("key-button")).isVisible();
    byTestId("tab-layout").click();
  }

  private void guardLayouts() {
    guard(Visit.LAYOUT, JSON, Answers.outlined());
  }

  /** Has the questions of a kind refused that come without the key; all others are answered so. */
  private void guard(String questions, String contentType, String body) {
    visit
        .page()
        .route(
            questions,
            route -> {
              if (KEY.equals(route.request().headerValue(HEADER))) {
                route.fulfill(new Route.FulfillOptions().setContentType(contentType).setBody(body));
              } else {
                refuse(route);
              }
            });
  }

  /** The same for the devices' news, which the test's own server tells. */
  private void guardDevices() {
    String url = server().url();
    visit
        .page()
        .route(
            Visit.DEVICES,
            route -> {
              if (KEY.equals(route.request().headerValue(HEADER))) {
                route.resume(new Route.ResumeOptions().setUrl(url + "/v1/devices"));
              } else {
                refuse(route);
              }
            });
  }

  private static void refuse(Route route) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(401)
            .setContentType("application/problem+json")
            .setBody(
                """
                {"type":"urn:quire:problem:unauthorized","title":"A key is needed","status":401,\
                "detail":"Send a key that is in force in X-API-Key, or as Authorization: Bearer"}"""));
  }

  /** The keys that the questions of a kind have been sent with so far; null where with none. */
  private List<String> keysOf(String kind) {
    List<String> keys = new ArrayList<>();
    visit.questions(kind).forEach(question -> keys.add(question.headerValue(HEADER)));
    return keys;
  }

  private Object stored() {
    return visit.page().evaluate("() => sessionStorage.getItem('quire.api-key')");
  }
}
