package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.BoundingBox;
import dev.quire.web.HandHeldServer.Exchange;
import dev.quire.web.SimilarityAnswers.Ranked;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tab that compares texts; the answers are the test's own. */
@QuarkusTest
class SimilarityTabQuarkusTest extends WebTestBase {

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  /** How long a writer must pause, in milliseconds. */
  private static final int PAUSE = 250;

  @BeforeEach
  void openTab() {
    visit.open("#similarity");
  }

  @Test
  void pairIsScored() {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.9312));

    write("  The train leaves at nine. ", "\nThe train departs at 9 a.m.\n\n");

    assertThat(byTestId("pair-score")).hasText("0.931");
    assertThat(byTestId("pair-measure")).hasText("Cosine of two embeddings");
    assertThat(byTestId("ranking")).isHidden();
    assertThat(byTestId("scores-welcome")).isHidden();
    assertEquals(
        json(
            "{'pairs':[{'a':'The train leaves at nine.','b':'The train departs at 9 a.m.'}]}"
                .replace('\'', '"')),
        lastQuestion());
  }

  /** On a scale from −1 to 1, zero is in the middle; bars below it go to the left. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.500, 0.5, 0.75, above",
    "-0.25, −0.250, 0.375, 0.5, below",
    "-0.0001, 0.000, 0.5, 0.5, below",
    "1, 1.000, 0.5, 1, above",
    "1.0000001, 1.000, 0.5, 1, above",
  })
  void cosineIsABarFromTheMiddle(
      double score, String figures, double left, double right, String side) {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, score));

    write("one", "other");

    assertThat(byTestId("pair-score")).hasText(figures);
    assertThat(visit.page().locator("#pair-scale")).hasAttribute("data-sign", side);
    assertBar(visit.page().locator("#pair-scale"), left, right);
    assertThat(visit.page().locator("#pair-axis")).hasText("−101");
  }

  @ParameterizedTest
  @CsvSource({"0.8742, 87.4 %, 0.8742", "0, 0.0 %, 0", "1, 100.0 %, 1"})
  void probabilityIsABarFromTheLeft(double score, String figures, double right) {
    answer(SimilarityAnswers.score(SimilarityAnswers.CROSS_ENCODER, score));

    write("one", "other");

    assertThat(byTestId("pair-score")).hasText(figures);
    assertThat(byTestId("pair-measure")).hasText("Probability that they are similar");
    assertBar(visit.page().locator("#pair-scale"), 0, right);
    assertThat(visit.page().locator("#pair-axis")).hasText("0 %50 %100 %");
  }

  @Test
  void candidatesAreRanked() {
    answer(
        SimilarityAnswers.ranking(
            SimilarityAnswers.BI_ENCODER,
            new Ranked(2, 0.91),
            new Ranked(0, 0.4),
            new Ranked(1, -0.5)));

    write("source", "first\n\n  second\t\r\n   \nthird");

    assertThat(byTestId("candidate-text")).hasText(new String[] {"third", "first", "second"});
    assertThat(byTestId("candidate-score")).hasText(new String[] {"0.910", "0.400", "−0.500"});
    assertBar(byTestId("candidate").nth(0).locator(".scale"), 0.5, 0.955);
    assertBar(byTestId("candidate").nth(2).locator(".scale"), 0.25, 0.5);
    assertThat(byTestId("ranking-name")).hasText("3 candidates, best first");
    assertThat(byTestId("note-b")).hasText("3 candidates");
    assertThat(byTestId("pair")).isHidden();
    assertEquals(
        json(
            "{'source':'source','candidates':['first','second','third'],'top_k':3}"
                .replace('\'', '"')),
        lastQuestion());
  }

  @Test
  void answerTellsHowItCameAbout() {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));

    write("one", "other");

    Locator scores = byTestId("scores");
    assertThat(scores.getByTestId("fact-model")).hasText("Modelpair-mini");
    assertThat(scores.getByTestId("fact-mode")).hasText("Modebi-encoder");
    assertThat(scores.getByTestId("fact-rows")).hasText("Rows5");
    assertThat(scores.getByTestId("fact-tokens")).hasText("Tokens61");
    assertThat(scores.getByTestId("fact-devices")).hasText("Devicesgpu:0, cpu");
    assertThat(scores.getByTestId("fact-precision")).hasText("Precisionfp16");
    assertThat(scores.getByTestId("scores-total")).hasText("5.2 ms");
    assertThat(scores.getByTestId("timing-run")).hasText("Run3.1");
  }

  @Test
  void textsThatWereCutAreMarked() {
    answer(SimilarityAnswers.cutScore(0.5, 12, 0));

    write("one", "other");

    assertThat(byTestId("note-a")).hasText("The end was not read: 12 tokens");
    assertThat(byTestId("note-b")).isEmpty();
  }

  @Test
  void candidatesThatWereCutAreMarked() {
    answer(
        SimilarityAnswers.cutRanking(
            "[{\"index\":0,\"source\":3,\"candidate\":0},"
                + "{\"index\":1,\"source\":7,\"candidate\":1}]",
            new Ranked(1, 0.91),
            new Ranked(0, 0.4)));

    write("source", "first\nsecond");

    assertThat(byTestId("note-a")).hasText("The end was not read: up to 7 tokens");
    assertThat(byTestId("note-b")).hasText("2 candidates");
    assertThat(byTestId("candidate-cut")).hasCount(1);
    assertThat(byTestId("candidate").nth(0).getByTestId("candidate-cut"))
        .hasText("The end was not read: 1 token");
  }

  @Test
  void problemIsShownInPlace() {
    visit.expectErrorAnswers();
    visit.answer(
        Visit.SIMILARITY,
        413,
        PROBLEM,
        SimilarityAnswers.problem(413, "A text is too long", "pairs[0].a has <b>9</b> characters"));

    write("one", "other");

    assertThat(byTestId("scores-problem-title")).hasText("A text is too long");
    assertThat(byTestId("scores-problem-detail")).hasText("pairs[0].a has <b>9</b> characters");
    assertThat(byTestId("scores-problem-status")).hasText("Status 413");
    assertThat(byTestId("scores-off")).isHidden();
    assertThat(byTestId("pair")).isHidden();

    visit.page().unroute(Visit.SIMILARITY);
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    byTestId("scores-retry").click();

    assertThat(byTestId("pair-score")).hasText("0.500");
    assertThat(byTestId("scores-problem")).isHidden();
  }

  /** By default the service that is tested compares no texts. */
  @Test
  void switchedOffServiceIsToldKindly() {
    visit.expectErrorAnswers();

    write("one", "other");

    assertThat(byTestId("scores-off")).containsText("Similarity is switched off here.");
    assertThat(byTestId("scores-problem")).isHidden();
    assertThat(byTestId("scores-welcome")).isHidden();
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    byTestId("text-b").fill("another");
    assertThat(byTestId("pair-score")).hasText("0.500");
    assertThat(byTestId("scores-off")).isHidden();
  }

  @Test
  void unreachableServiceIsTold() {
    visit.expectErrorAnswers();
    visit.page().route(Visit.SIMILARITY, route -> route.abort());

    write("one", "other");

    assertThat(byTestId("scores-problem-title")).hasText("The service did not answer");
  }

  @Test
  void markupInTextsStaysText() {
    answer(
        SimilarityAnswers.ranking(
            SimilarityAnswers.BI_ENCODER, new Ranked(0, 0.9), new Ranked(1, 0.8)));
    String markup = "<img src=x onerror=\"document.title='caught'\"><b>bold</b>";

    write(markup, markup + "\nother");

    assertThat(byTestId("candidate-text").first()).hasText(markup);
    assertThat(byTestId("scores").locator("img, b")).hasCount(0);
    assertThat(visit.page()).hasTitle("Similarity · Quire");
  }

  @Test
  void serviceIsAskedOnceTheWriterPauses() {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    write("one", "");
    visit.page().clock().install();
    visit.page().clock().pauseAt(System.currentTimeMillis() + 60_000);

    for (String letter : List.of("o", "t", "h")) {
      byTestId("text-b").press(letter);
      visit.page().clock().runFor(PAUSE - 1);
    }
    assertEquals(0, visit.questions("similarity").size());

    visit.page().clock().runFor(1);

    assertThat(byTestId("pair-score")).hasText("0.500");
    assertEquals(1, visit.questions("similarity").size());
    assertEquals("oth", lastQuestion().at("/pairs/0/b").textValue());
    // A blank at the end makes no other text.
    byTestId("text-b").press("Space");
    visit.page().clock().runFor(10 * PAUSE);
    assertEquals(1, visit.questions("similarity").size());
  }

  /** Else a slow answer could take the place of a later one. */
  @Test
  void questionThatIsOutdatedIsLeft() throws Exception {
    visit.redirect(Visit.SIMILARITY, server());
    write("one", "other");
    Exchange outdated = server().next(visit.page());

    byTestId("text-b").fill("another");
    Exchange latest = server().next(visit.page());

    outdated.awaitLeaving();
    latest.begin(JSON);
    latest.send(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.25));
    latest.end();
    assertThat(byTestId("pair-score")).hasText("0.250");
    assertEquals("another", lastQuestion().at("/pairs/0/b").textValue());
  }

  @Test
  void answerStaysWhileTheNextIsAwaited() {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    write("one", "other");
    assertThat(byTestId("pair-score")).hasText("0.500");
    visit.page().unroute(Visit.SIMILARITY);
    visit.redirect(Visit.SIMILARITY, server());

    byTestId("text-b").fill("another");
    server().next(visit.page());

    assertThat(byTestId("scores")).hasAttribute("aria-busy", "true");
    assertThat(byTestId("pair-score")).hasText("0.500");
  }

  @Test
  void keysAskAtOnce() {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    visit.page().clock().install();
    visit.page().clock().pauseAt(System.currentTimeMillis() + 60_000);
    write("one", "other");

    byTestId("text-a").press("Control+Enter");

    assertThat(byTestId("pair-score")).hasText("0.500");
    assertThat(byTestId("text-a")).hasValue("one");
    // The question that was to follow the pause has been asked.
    visit.page().clock().runFor(10 * PAUSE);
    assertEquals(1, visit.questions("similarity").size());
    byTestId("text-b").press("Control+Enter");
    visit.page().waitForCondition(() -> visit.questions("similarity").size() == 2);
  }

  /** While Pinyin is typed, what stands there is not the text yet. */
  @Test
  void inputMethodIsWaitedFor() {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    write("你好", "");
    visit.page().clock().install();
    visit.page().clock().pauseAt(System.currentTimeMillis() + 60_000);
    byTestId("text-b").focus();
    CDPSession session = visit.page().context().newCDPSession(visit.page());
    JsonObject composed = new JsonObject();
    composed.addProperty("text", "nin hao");
    composed.addProperty("selectionStart", 7);
    composed.addProperty("selectionEnd", 7);

    session.send("Input.imeSetComposition", composed);
    assertThat(byTestId("text-b")).hasValue("nin hao");
    visit.page().clock().runFor(10 * PAUSE);
    assertEquals(0, visit.questions("similarity").size());

    JsonObject text = new JsonObject();
    text.addProperty("text", "您好");
    session.send("Input.insertText", text);
    assertThat(byTestId("text-b")).hasValue("您好");
    visit.page().clock().runFor(PAUSE);

    assertThat(byTestId("pair-score")).hasText("0.500");
    assertEquals("您好", lastQuestion().at("/pairs/0/b").textValue());
  }

  @Test
  void blankTextLeavesNoAnswerStanding() {
    answer(SimilarityAnswers.cutScore(0.5, 12, 3));
    write("one", "other");
    assertThat(byTestId("pair")).isVisible();

    byTestId("text-a").fill("  \n ");

    assertThat(byTestId("scores-welcome")).isVisible();
    assertThat(byTestId("pair")).isHidden();
    assertThat(byTestId("note-a")).isEmpty();
    assertThat(byTestId("note-b")).isEmpty();
    assertEquals(1, visit.questions("similarity").size());
  }

  @Test
  void everyExampleIsAsked() {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));

    for (String language : List.of("en", "zh")) {
      for (String kind : List.of("paraphrase", "number", "negation", "unrelated")) {
        int before = visit.questions("similarity").size();
        byTestId("example-" + language + "-" + kind).click();
        visit.page().waitForCondition(() -> visit.questions("similarity").size() == before + 1);
        JsonNode pair = lastQuestion().at("/pairs/0");
        assertThat(byTestId("text-a")).hasValue(pair.path("a").textValue());
        assertThat(byTestId("text-b")).hasValue(pair.path("b").textValue());
      }
    }
  }

  @Test
  void copiesTheAnswerAndACurlLine() {
    answer(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5));
    write("It's one", "other");

    byTestId("copy-scores").click();
    assertEquals(
        json(SimilarityAnswers.score(SimilarityAnswers.BI_ENCODER, 0.5)), json(visit.clipboard()));

    byTestId("copy-scores-curl").click();
    assertThat(byTestId("notice")).hasText("curl line copied");
    String line = visit.clipboard();
    assertTrue(line.startsWith("curl -sS '" + root + "v1/similarity' -H 'Content-Type: "), line);
    assertTrue(line.contains("--data-binary '{\"pairs\":[{\"a\":\"It'\\''s one\""), line);
  }

  private void write(String a, String b) {
    byTestId("text-a").fill(a);
    byTestId("text-b").fill(b);
  }

  private void answer(String body) {
    visit.answer(Visit.SIMILARITY, 200, JSON, body);
  }

  private JsonNode lastQuestion() {
    List<Request> questions = visit.questions("similarity");
    return json(questions.get(questions.size() - 1).postData());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }

  /** Where a bar begins and ends, as shares of its scale from the left. */
  private void assertBar(Locator scale, double left, double right) {
    Locator part = scale.locator(".scale-bar");
    part.evaluate("each => Promise.all(each.getAnimations().map(({ finished }) => finished))");
    BoundingBox whole = scale.boundingBox();
    BoundingBox bar = part.boundingBox();
    assertEquals(left, (bar.x - whole.x) / whole.width, 0.01, "where the bar begins");
    assertEquals(right, (bar.x + bar.width - whole.x) / whole.width, 0.01, "where the bar ends");
  }
}
