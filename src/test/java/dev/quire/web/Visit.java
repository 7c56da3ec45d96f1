package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One visitor's look at the web page; at its end the browser must have had nothing to complain. */
final class Visit implements AutoCloseable {

  /** What the page asks of the layout, whatever its parameters. */
  static final String LAYOUT = "**/v1/layout?*";

  static final String DEVICES = "**/v1/devices";

  static final String SIMILARITY = "**/v1/similarity";

  /** What the page asks of the text, with or without parameters. */
  static final String TEXT = "**/v1/ocr*";

  /** What the page asks to be written out, with or without parameters. */
  static final String READ = "**/v1/read*";

  /** What the browser itself notes of every answer that is an error. */
  private static final String ERROR_ANSWER = "Failed to load resource";

  private final BrowserContext context;
  private final Page page;
  private final URL root;
  private final List<Request> questions = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> forgiven = new ArrayList<>();

  Visit(BrowserContext context, URL root) {
    this.context = context;
    this.root = root;
    this.page = context.newPage();
    page.onRequest(
        request -> {
          if (request.url().contains("/v1/")) {
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
  }

  /** Opens the page, with a stream of the devices' news that never says anything. */
  void open() {
    open("");
  }

  /** Opens the page so at a place in it, such as {@code #similarity}. */
  void open(String fragment) {
    page.route(DEVICES, route -> {});
    page.navigate(root + fragment);
  }

  /** Opens the page with the devices' news as the service, or the test, gives them. */
  void openWithDevices() {
    page.navigate(root.toString());
  }

  /** Has the page wait for nothing longer than a moment; to be called before it is opened. */
  void hurry() {
    page.addInitScript(
        """
        const { setTimeout } = window;
        window.waits = [];
        window.setTimeout = (what, wait) => {
          window.waits.push(wait);
          return setTimeout(what, 0);
        };
        """);
  }

  /** For how long a page in a hurry has wished to wait, each time, in milliseconds. */
  Object waits() {
    return page.evaluate("() => window.waits");
  }

  Page page() {
    return page;
  }

  /** The questions for a layout that the page has asked so far. */
  List<Request> questions() {
    return questions("layout");
  }

  /** The questions of a kind that the page has asked so far. */
  List<Request> questions(String kind) {
    return questions.stream().filter(request -> request.url().contains("/v1/" + kind)).toList();
  }

  /** Some answers will be errors, which the browser may note. */
  void expectErrorAnswers() {
    forgive(ERROR_ANSWER);
  }

  /** The browser may note what begins so. */
  void forgive(String complaint) {
    forgiven.add(complaint);
  }

  Locator byTestId(String id) {
    return page.getByTestId(id);
  }

  void readSample() {
    byTestId("sample").click();
    assertThat(byTestId("region").first()).isAttached();
  }

  /** Answers every question for a layout so. */
  void answerLayouts(String contentType, String body) {
    answer(LAYOUT, 200, contentType, body);
  }

  /** Answers every question of a kind so. */
  void answer(String questions, int status, String contentType, String body) {
    page.route(
        questions,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(status)
                    .setContentType(contentType)
                    .setBody(body)));
  }

  /** Has every question of a kind answered by the test's own server. */
  void redirect(String questions, HandHeldServer server) {
    page.route(
        questions,
        route ->
            route.resume(
                new Route.ResumeOptions()
                    .setUrl(route.request().url().replace(root.toString(), server.url() + "/"))));
  }

  /** Lays a page on the table whose five regions are the test's own. */
  void layOutlinedPage() {
    answerLayouts("application/json", Answers.outlined());
    choose("leaf.png", "image/png", Answers.png());
    assertThat(byTestId("region")).hasCount(5);
  }

  void choose(String name, String type, byte[] content) {
    byTestId("file-input").setInputFiles(new FilePayload(name, type, content));
  }

  void drop(String name, String type, String content) {
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

  /** What the page has just copied. */
  String clipboard() {
    assertThat(byTestId("notice")).containsText("copied");
    return (String) page.evaluate("() => navigator.clipboard.readText()");
  }

  @Override
  public void close() {
    context.close();
    complaints.removeIf(complaint -> forgiven.stream().anyMatch(complaint::startsWith));
    assertEquals(List.of(), complaints, "the browser's console should hold no errors");
  }
}
