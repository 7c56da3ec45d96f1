package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.quire.web.HandHeldServer.Exchange;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The devices at the foot of the web page, live. */
@QuarkusTest
class DevicesPanelQuarkusTest extends WebTestBase {

  private static final String EVENTS = "text/event-stream";

  @Test
  void lineTellsEachDevicesState() {
    Exchange stream = open();

    stream.send(news(ready("gpu:0"), quarantined("gpu:1")));

    assertThat(byTestId("devices-live")).hasText("Live");
    assertThat(byTestId("devices-line"))
        .hasText(Pattern.compile("gpu:0\\s*ready\\s*gpu:1\\s*quarantined\\s*7 waiting"));
    assertThat(byTestId("devices-drawer")).isHidden();
    // States differ in their marks' shapes, not in colour and words alone.
    List<?> shapes =
        (List<?>)
            byTestId("devices-line")
                .locator(".mark-state path")
                .evaluateAll("marks => [...new Set(marks.map((each) => each.getAttribute('d')))]");
    assertEquals(2, shapes.size());
  }

  @Test
  void drawerTellsMemoryRunAndQueue() {
    Exchange stream = open();
    stream.send(news(ready("gpu:0"), quarantined("gpu:1")));

    byTestId("devices-toggle").click();

    assertThat(byTestId("devices-toggle")).hasAttribute("aria-expanded", "true");
    Locator ready = byTestId("device").nth(0);
    assertThat(ready.getByTestId("device-memory")).containsText("6.0 GiB of 80.0 GiB used");
    assertThat(ready.getByTestId("device-memory")).containsText("72.0 GiB free");
    assertThat(ready.getByTestId("device-run")).hasText("Runs3 pages, 42 ms");
    assertThat(ready.getByTestId("device-full-batch")).hasText("Full batch16 pages at 640 × 640");
    double share =
        ((Number)
                ready
                    .locator(".bar-own")
                    .evaluate("each => each.clientWidth / each.parentElement.clientWidth"))
            .doubleValue();
    assertEquals(0.05, share, 0.01, "4 of 80 GiB are the service's own");
    Locator quarantined = byTestId("device").nth(1);
    assertThat(quarantined.getByTestId("device-state")).hasText("quarantined");
    assertThat(quarantined).containsText("Xid 79");
    assertThat(byTestId("queue")).containsText("7 of 256 waiting");
    assertThat(byTestId("queue")).containsText("drained in 1.8 s");
    assertThat(byTestId("queue")).containsText("Preparing2");

    visit.page().keyboard().press("Escape");
    assertThat(byTestId("devices-drawer")).isHidden();
    assertThat(byTestId("devices-toggle")).isFocused();
  }

  @Test
  void eachModelStandsWithItsDevicesAndItsQueue() {
    Exchange stream = open();
    String rows = device("cpu", "ready", 40, "{\"L8\":512,\"L128\":16,\"L16\":256}");

    // The queues come in another order than the models.
    stream.send(
        news(
            List.of(pages(ready("gpu:0"), quarantined("gpu:1")), pairs(rows)),
            List.of(queue("pair-mini", 0), queue("page-mini", 7))));

    assertThat(byTestId("model-brief"))
        .hasText(
            new Pattern[] {
              Pattern.compile("^page-mini\\s*gpu:0\\s*ready\\s*gpu:1\\s*quarantined\\s*7 waiting$"),
              Pattern.compile("^pair-mini\\s*cpu\\s*ready\\s*none waiting$")
            });
    byTestId("devices-toggle").click();
    assertThat(byTestId("device-group")).hasCount(2);
    Locator pages = byTestId("device-group").nth(0);
    assertThat(pages.locator("h2")).hasText(Pattern.compile("^page-mini\\s*layout at 640 × 640$"));
    assertThat(pages.getByTestId("device")).hasCount(2);
    assertThat(pages.getByTestId("queue")).containsText("7 of 256 waiting");
    Locator pairs = byTestId("device-group").nth(1);
    assertThat(pairs.locator("h2")).hasText(Pattern.compile("^pair-mini\\s*similarity$"));
    assertThat(pairs.getByTestId("device")).hasCount(1);
    assertThat(pairs.getByTestId("device-run")).hasText("Runs40 rows, 42 ms");
    assertThat(pairs.getByTestId("device-full-batch"))
        .hasText("Full batch512 rows of 8 tokens to 16 of 128");
    assertThat(pairs.getByTestId("queue")).containsText("0 of 256 waiting");
  }

  /** The name of the only model would tell nothing. */
  @Test
  void lineNamesNoSingleModel() {
    Exchange stream = open();

    stream.send(news(ready("gpu:0")));

    assertThat(byTestId("model-brief")).hasText(Pattern.compile("^gpu:0\\s*ready\\s*7 waiting$"));
  }

  @Test
  void followsTheNews() {
    Exchange stream = open();
    stream.send(news(device("gpu:0", "starting", 1, "{}")));
    byTestId("devices-toggle").click();
    assertThat(byTestId("device-state")).hasText("starting, probing for 42 ms");

    stream.send(news(ready("gpu:0")));

    assertThat(byTestId("device-state")).hasText("ready");
  }

  @Test
  void cutStreamIsToldAndHadAgain() {
    visit.expectErrorAnswers();
    Exchange stream = open();
    stream.send("retry: 10\n" + news(ready("gpu:0")));
    assertThat(byTestId("devices-live")).hasText("Live");

    stream.cut();
    Exchange again = server().next(visit.page());

    assertThat(byTestId("devices-live"))
        .hasText(Pattern.compile("^Cut off, last heard at \\d\\d:\\d\\d:\\d\\d; trying again$"));
    again.begin(EVENTS);
    again.send(news(quarantined("gpu:0")));
    assertThat(byTestId("devices-live")).hasText("Live");
    assertThat(byTestId("devices-line")).containsText("quarantined");
  }

  /** Each time in vain twice as long, up to half a minute; from the start once there are news. */
  @Test
  void comesBackWithGrowingPatience() {
    visit.expectErrorAnswers();
    visit.hurry();
    AtomicInteger asked = new AtomicInteger();
    visit
        .page()
        .route(
            Visit.DEVICES,
            route -> {
              int turn = asked.incrementAndGet();
              if (turn == 7) {
                route.fulfill(
                    new Route.FulfillOptions()
                        .setContentType(EVENTS)
                        .setBody(news(ready("gpu:0"))));
              } else if (turn <= 9) {
                route.fulfill(new Route.FulfillOptions().setStatus(503));
              }
            });

    visit.openWithDevices();

    visit.page().waitForFunction("() => window.waits.length === 9");
    assertEquals(List.of(2000, 4000, 8000, 16000, 30000, 30000, 2000, 4000, 8000), visit.waits());
  }

  @Test
  void keepsNoStreamWhileThePageIsHidden() throws Exception {
    Exchange stream = open();
    stream.send(news(ready("gpu:0")));
    assertThat(byTestId("devices-live")).hasText("Live");

    hide(true);
    stream.awaitLeaving();
    assertEquals(1, visit.questions("devices").size());
    hide(false);

    Exchange again = server().next(visit.page());
    again.begin(EVENTS);
    again.send(news(quarantined("gpu:0")));
    assertThat(byTestId("devices-line")).containsText("quarantined");
    assertThat(byTestId("devices-live")).hasText("Live");
  }

  /** Whatever the HTML standard allows a stream to look like. */
  @Test
  void eventMayComeInAnyShape() {
    Exchange stream = open();
    String news = news(ready("gpu:0"));
    int comma = news.indexOf(',') + 1;

    stream.send(": at your service\r\nid: 7\r\nevent: message\r\n");
    stream.send(news.substring(0, comma));
    visit.page().waitForTimeout(50);
    // Two lines of data are one text with a line feed between.
    stream.send("\r\ndata:" + news.substring(comma).replace("\n", "\r\n"));

    assertThat(byTestId("devices-line")).containsText("ready");

    stream.send("event: other\ndata: no JSON\n\n: nothing\n\nodd: field\n\n");
    stream.send(news(quarantined("gpu:0")));
    assertThat(byTestId("devices-line")).containsText("quarantined");
  }

  /** The page does not give up on an answer that is no stream. */
  @Test
  void refusedStreamIsAskedForAgain() {
    visit.expectErrorAnswers();
    visit.redirect(Visit.DEVICES, server());
    visit.openWithDevices();
    Exchange refused = server().next(visit.page());
    refused.begin("text/plain");
    refused.end();
    assertThat(byTestId("devices-live")).hasText("Cut off; trying again");

    Exchange again = server().next(visit.page());

    again.begin(EVENTS);
    again.send(news(ready("gpu:0")));
    assertThat(byTestId("devices-live")).hasText("Live");
  }

  @Test
  void staysWhileAPageIsRead() {
    Exchange stream = open();
    stream.send(news(ready("gpu:0")));

    visit.readSample();

    assertThat(byTestId("devices-line")).isVisible();
  }

  /** The service itself, once it streams the news of its devices. */
  @Test
  void showsTheServicesOwnDevice() throws IOException {
    assumeTrue(streams(), "The service streams no news of its devices (text/event-stream)");

    visit.openWithDevices();

    assertThat(byTestId("devices-live"))
        .hasText("Live", new LocatorAssertions.HasTextOptions().setTimeout(10_000));
    byTestId("devices-toggle").click();
    // of the model for pages, of the one for pairs, and of each of the three for text up to four
    int predictors = Math.min(4, Runtime.getRuntime().availableProcessors());
    assertThat(byTestId("device")).hasCount(2 + 3 * predictors);
    assertThat(byTestId("device").first()).containsText("cpu");
    assertThat(byTestId("device-memory").first())
        .hasText(Pattern.compile("[\\d.]+ [GM]iB of [\\d.]+ GiB used"));
    assertThat(byTestId("queue").first()).containsText("of 256 waiting");
  }

  private void hide(boolean hidden) {
    visit
        .page()
        .evaluate(
            "hidden => {"
                + "  Object.defineProperty(document, 'hidden', {configurable: true, value: hidden});"
                + "  document.dispatchEvent(new Event('visibilitychange'));"
                + "}",
            hidden);
  }

  private boolean streams() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL(root + "v1/devices").openConnection();
    connection.setRequestProperty("Accept", EVENTS);
    try {
      return connection.getResponseCode() == 200;
    } finally {
      connection.disconnect();
    }
  }

  /** Opens the page; the test tells it the news. */
  private Exchange open() {
    visit.redirect(Visit.DEVICES, server());
    visit.openWithDevices();
    Exchange stream = server().next(visit.page());
    stream.begin(EVENTS);
    return stream;
  }

  private static String ready(String name) {
    return device(name, "ready", 3, "{\"640x640\":16}");
  }

  private static String quarantined(String name) {
    return device(name, "quarantined", 0, "{\"640x640\":16}");
  }

  private static String device(String name, String state, int running, String batchSizes) {
    long gib = 1L << 30;
    return """
        {"device":"%s","state":"%s","serving":true,"precision":{"used":"fp16","fell_back":false},\
        "memory":{"used":%d,"total":%d,"headroom":%d,"own":%d,"peak":%d},\
        "pressure":{"state":"relaxed","level":0,"share":0.1},"batch_size":%s,\
        "running":%d,"running_millis":42.0,"restarts":0,"last_error":"Xid 79: off the bus"}"""
        .formatted(name, state, 6 * gib, 80 * gib, 72 * gib, 4 * gib, 9 * gib, batchSizes, running);
  }

  /** The news of a service that lays out pages and nothing else. */
  private static String news(String... devices) {
    return news(List.of(pages(devices)), List.of(queue("page-mini", 7)));
  }

  private static String news(List<String> models, List<String> queues) {
    return "data: {\"models\":%s,\"queues\":%s}\n\n".formatted(models, queues);
  }

  private static String pages(String... devices) {
    return "{\"model\":\"page-mini\",\"task\":\"layout\",\"resolution\":\"640x640\",\"devices\":%s}"
        .formatted(List.of(devices));
  }

  private static String pairs(String... devices) {
    return "{\"model\":\"pair-mini\",\"task\":\"similarity\",\"devices\":%s}"
        .formatted(List.of(devices));
  }

  private static String queue(String model, int depth) {
    return """
        {"model":"%s","depth":%d,"preparing":2,"capacity":256,"bytes":1,\
        "capacity_bytes":2,"running":3,"clients":1,"by_priority":{},"by_bucket":{},\
        "drain_millis":1840.0}"""
        .formatted(model, depth);
  }
}
