package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.RequestOptions;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tab that compares texts, with the running service and its embedded model. */
@QuarkusTest
class ServedSimilarityQuarkusTest extends WebTestBase {

  private static final Pattern FIGURES = Pattern.compile("^−?[01]\\.\\d{3}$");

  private static final List<String> CANDIDATES =
      List.of(
          "今天下午会下雨吗",
          "The train departs at 9 a.m.",
          "Where can I park my car?",
          "The train leaves at eight in the morning.",
          "The train leaves at nine in the morning.");

  @Test
  void pairIsScored() throws IOException {
    visit.open("#similarity");

    write("The train leaves at nine in the morning.", "The train departs at 9 a.m.");

    assertThat(byTestId("pair-score"))
        .hasText(
            figures(
                scoreAlone(
                    "The train leaves at nine in the morning.", "The train departs at 9 a.m.")));
    assertThat(byTestId("pair-measure")).hasText("Cosine of two embeddings");
    Locator scores = byTestId("scores");
    assertThat(scores.getByTestId("fact-model")).hasText("Modelpair-mini");
    assertThat(scores.getByTestId("fact-rows")).hasText("Rows2");
    assertThat(scores.getByTestId("fact-devices")).hasText("Devicescpu");
    assertThat(scores.getByTestId("timing-run")).containsText(Pattern.compile("\\d"));
    assertThat(byTestId("note-a")).isEmpty();
  }

  @Test
  void candidatesStandFromTheBestDown() throws IOException {
    record Scored(String text, double score) {}
    String source = "The train leaves at nine in the morning.";
    List<Scored> expected = new ArrayList<>();
    for (String candidate : CANDIDATES) {
      expected.add(new Scored(candidate, scoreAlone(source, candidate)));
    }
    expected.sort(Comparator.comparingDouble(each -> -each.score()));
    visit.open("#similarity");

    write(source, String.join("\n", CANDIDATES));

    assertThat(byTestId("candidate-text"))
        .hasText(expected.stream().map(Scored::text).toArray(String[]::new));
    assertThat(byTestId("candidate-score"))
        .hasText(expected.stream().map(each -> figures(each.score())).toArray(String[]::new));
  }

  /** Of the examples, each scores as its name lets expect. */
  @Test
  void examplesShowWhatTheyAreNamedAfter() {
    visit.open("#similarity");
    for (String language : List.of("en", "zh")) {
      double paraphrase = exampleScore(language, "paraphrase");
      double number = exampleScore(language, "number");
      double negation = exampleScore(language, "negation");
      double unrelated = exampleScore(language, "unrelated");
      String scores =
          "%s: %s, %s, %s, %s".formatted(language, paraphrase, number, negation, unrelated);
      assertTrue(paraphrase > Math.max(number, negation), scores);
      assertTrue(unrelated < Math.min(number, negation), scores);

      byTestId("example-" + language + "-ranking").click();
      assertThat(byTestId("candidate")).hasCount(8);
    }
  }

  @Test
  void textBeyondTheModelsLengthIsMarked() {
    visit.open("#similarity");

    // [CLS] and [SEP] stand around the text, and the model reads 128 tokens.
    write("a ".repeat(140), "b");

    assertThat(byTestId("note-a")).hasText("The end was not read: 14 tokens");
    assertThat(byTestId("note-b")).isEmpty();

    byTestId("text-b").fill("a\n" + "b ".repeat(127));

    assertThat(byTestId("candidate-cut")).hasText("The end was not read: 1 token");
  }

  @Test
  void textThatIsTooLongIsRefused() {
    visit.expectErrorAnswers();
    visit.open("#similarity");

    write("a".repeat(20_001), "b");

    assertThat(byTestId("scores-problem-title")).hasText(Pattern.compile("\\S"));
    assertThat(byTestId("scores-problem-detail")).containsText(Pattern.compile("20,?000"));
    assertThat(byTestId("scores-problem-status")).hasText("Status 413");
  }

  @Test
  void devicesOfAllModelsAreShown() {
    visit.openWithDevices();
    assertThat(byTestId("devices-live")).hasText("Live");

    byTestId("devices-toggle").click();

    assertThat(byTestId("device-group")).hasCount(5);
    Locator pages = group("page-mini");
    assertThat(pages.getByTestId("device")).containsText("cpu");
    assertThat(pages.getByTestId("device-full-batch")).containsText("at 640 × 640");
    assertThat(pages.getByTestId("queue")).containsText("of 256 waiting");
    Locator pairs = group("pair-mini");
    assertThat(pairs.getByTestId("device")).containsText("cpu");
    assertThat(pairs.getByTestId("device-full-batch"))
        .hasText(Pattern.compile("^Full batch\\d+ rows? of \\d+ tokens"));
    assertThat(pairs.getByTestId("queue")).containsText("0 of 16384 waiting");
  }

  private Locator group(String model) {
    return visit.page().locator("[data-testid=device-group][data-model=\"%s\"]".formatted(model));
  }

  private void write(String a, String b) {
    byTestId("text-a").fill(a);
    byTestId("text-b").fill(b);
  }

  private double exampleScore(String language, String kind) {
    visit
        .page()
        .waitForResponse(
            Visit.SIMILARITY, () -> byTestId("example-" + language + "-" + kind).click());
    assertThat(byTestId("scores")).hasAttribute("aria-busy", "false");
    assertThat(byTestId("pair-score")).hasText(FIGURES);
    return Double.parseDouble(byTestId("pair-score").textContent().replace('−', '-'));
  }

  /** What the service answers about a pair that nothing stands beside. */
  private double scoreAlone(String a, String b) throws IOException {
    APIResponse response =
        visit
            .page()
            .request()
            .post(
                root + "v1/similarity",
                RequestOptions.create().setData(Map.of("pairs", List.of(Map.of("a", a, "b", b)))));
    assertEquals(200, response.status(), response.text());
    JsonNode answer = new ObjectMapper().readTree(response.body());
    return answer.at("/scores/0").doubleValue();
  }

  private static String figures(double score) {
    return String.format(Locale.ROOT, "%.3f", score).replace('-', '−');
  }
}
