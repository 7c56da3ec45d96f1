package dev.quire.api.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.similarity.SimilarityQuestion.Pairs;
import dev.quire.api.similarity.SimilarityQuestion.Ranking;
import dev.quire.task.similarity.SentencePair;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimilarityQuestionsTest {

  private static final SimilarityLimits USUAL =
      new SimilarityLimits(1_000, 20_000, 1_000_000, 65_536);

  private static final String FIELDS =
      "expected 'pairs', or 'source' and 'candidates' and perhaps 'top_k'";

  private final SimilarityQuestions questions = new SimilarityQuestions(USUAL);

  @Test
  void readsPairsInTheirOrder() {
    assertEquals(
        new Pairs(List.of(new SentencePair("one", "两"), new SentencePair("\ud83d\ude00", " x "))),
        read(
            """
            {"pairs": [{"a": "one", "b": "两"}, {"b": " x ", "a": "\\ud83d\\ude00"}]}
            """));
  }

  @Test
  void readsCandidatesInTheirOrder() {
    List<SentencePair> pairs =
        List.of(new SentencePair("s", "1"), new SentencePair("s", "2"), new SentencePair("s", "1"));
    assertEquals(
        new Ranking(pairs, 2),
        read("{\"top_k\": 2, \"candidates\": [\"1\", \"2\", \"1\"], \"source\": \"s\"}"));
    assertEquals(
        new Ranking(pairs, Integer.MAX_VALUE),
        read("{\"source\": \"s\", \"candidates\": [\"1\", \"2\", \"1\"]}"));
    assertEquals(
        new Ranking(pairs.subList(0, 1), Integer.MAX_VALUE),
        read("{\"source\": \"s\", \"candidates\": [\"1\"], \"top_k\": 99999999999999999999}"));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("[]", "The body must be an object, not an array"),
        Arguments.of("\"pairs\"", "The body must be an object, not a string"),
        Arguments.of("null", "The body must be an object, not null"),
        Arguments.of("{}", "The body has no texts; expected 'pairs', or 'source' and 'candidates'"),
        Arguments.of("{\"pairs\": {}}", "pairs must be an array, not an object"),
        Arguments.of("{\"pairs\": null}", "pairs must be an array, not null"),
        Arguments.of("{\"pairs\": [\"a\"]}", "pairs[0] must be an object, not a string"),
        Arguments.of(pairs("{\"a\": \"x\"}"), "pairs[1].b is missing"),
        Arguments.of(pairs("{\"b\": \"x\"}"), "pairs[1].a is missing"),
        Arguments.of(pairs("{}"), "pairs[1].a is missing"),
        Arguments.of(
            pairs("{\"a\": 7, \"b\": \"x\"}"), "pairs[1].a must be a string, not a number"),
        Arguments.of(
            pairs("{\"a\": \"x\", \"b\": 7.5}"), "pairs[1].b must be a string, not a number"),
        Arguments.of(pairs("{\"a\": null, \"b\": \"x\"}"), "pairs[1].a must be a string, not null"),
        Arguments.of(
            pairs("{\"a\": true, \"b\": \"x\"}"), "pairs[1].a must be a string, not a boolean"),
        Arguments.of(
            pairs("{\"a\": [\"x\"], \"b\": \"x\"}"), "pairs[1].a must be a string, not an array"),
        Arguments.of(
            pairs("{\"a\": {\"a\": \"x\"}}"), "pairs[1].a must be a string, not an object"),
        Arguments.of(
            pairs("{\"a\": \"x\", \"b\": \"y\", \"c\": [[[]]]}"),
            "pairs[1] has an unknown field 'c'; expected 'a' and 'b'"),
        Arguments.of(
            pairs("{\"a\": \"x\", \"b\": \"y\", \"a\": \"z\"}"), "pairs[1].a appears twice"),
        Arguments.of(
            "{\"source\": \"s\", \"source\": \"t\", \"candidates\": [\"c\"]}",
            "source appears twice"),
        Arguments.of("{\"sauce\": 1}", "The body has an unknown field 'sauce'; " + FIELDS),
        Arguments.of(
            "{\"" + "x".repeat(200) + "\": 1}",
            "The body has an unknown field '" + "x".repeat(100) + "…'; " + FIELDS),
        Arguments.of("{\"source\": \"s\"}", "candidates is missing"),
        Arguments.of("{\"candidates\": [\"c\"]}", "source is missing"),
        Arguments.of("{\"top_k\": 3}", "source is missing"),
        Arguments.of(
            "{\"source\": \"s\", \"candidates\": \"c\"}",
            "candidates must be an array, not a string"),
        Arguments.of(
            "{\"source\": \"s\", \"candidates\": [\"c\", null]}",
            "candidates[1] must be a string, not null"),
        Arguments.of(
            "{\"source\": \"s\", \"candidates\": [\"c\"], \"pairs\": [{\"a\":\"x\",\"b\":\"y\"}]}",
            "The body has both 'pairs' and 'source'; expected 'pairs', or 'source' and"
                + " 'candidates'"),
        Arguments.of(
            "{\"pairs\": [{\"a\":\"x\",\"b\":\"y\"}], \"top_k\": 1}",
            "The body has both 'pairs' and 'top_k'; expected 'pairs', or 'source' and"
                + " 'candidates'"));
  }

  @ParameterizedTest
  @MethodSource
  void malformed(String body, String detail) {
    assertRefused(400, "bad-request", detail, body.getBytes(StandardCharsets.UTF_8), questions);
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        Arguments.of("{\"pairs\": []}", "pairs is empty; expected at least one element"),
        Arguments.of(
            "{\"source\": \"s\", \"candidates\": []}",
            "candidates is empty; expected at least one element"),
        Arguments.of(pairs("{\"a\": \"\", \"b\": \"x\"}"), "pairs[1].a is empty; expected a text"),
        Arguments.of(
            pairs("{\"a\": \"x\", \"b\": \" \\n\\u3000\"}"),
            "pairs[1].b is blank; expected a text"),
        Arguments.of(
            "{\"source\": \"\", \"candidates\": [\"c\"]}", "source is empty; expected a text"),
        Arguments.of(
            "{\"source\": \"s\", \"candidates\": [\"c\", \"\\t\"]}",
            "candidates[1] is blank; expected a text"),
        Arguments.of(
            pairs("{\"a\": \"x\", \"b\": \"ab\\ud800\"}"),
            "pairs[1].b has half of a surrogate pair, \\ud800, at index 2; expected whole"
                + " characters"),
        Arguments.of(
            "{\"source\": \"\\ude00\\ud83d\", \"candidates\": [\"c\"]}",
            "source has half of a surrogate pair, \\ude00, at index 0; expected whole characters"),
        Arguments.of(top("0"), "top_k must be a whole number from 1, not 0"),
        Arguments.of(top("-3"), "top_k must be a whole number from 1, not -3"),
        Arguments.of(top("2.0"), "top_k must be a whole number from 1, not 2.0"),
        Arguments.of(top("1e2"), "top_k must be a whole number from 1, not 1e2"),
        Arguments.of(top("\"3\""), "top_k must be a whole number from 1, not a string"),
        Arguments.of(top("null"), "top_k must be a whole number from 1, not null"),
        Arguments.of(top("[1]"), "top_k must be a whole number from 1, not an array"));
  }

  @ParameterizedTest
  @MethodSource
  void outOfRange(String body, String detail) {
    assertRefused(
        400, "invalid-parameter", detail, body.getBytes(StandardCharsets.UTF_8), questions);
  }

  static Stream<Arguments> notJson() {
    return Stream.of(
        Arguments.of("Dear Sir", "Unrecognized token 'Dear'"),
        Arguments.of("{\"pairs\": [", "Unexpected end-of-input"),
        Arguments.of("{'source': 's'}", "Unexpected character ('''"),
        Arguments.of("{\"\\ud800\": 1}", "Broken surrogate pair in field name"),
        Arguments.of("{\"top_k\": NaN}", "Non-standard token 'NaN'"),
        Arguments.of(pairs("{\"a\": \"x\", \"b\": \"y\"}") + " {}", "it goes on after its first"),
        Arguments.of(
            "{\"source\": \"s\", \"top_k\": " + "9".repeat(100) + "}",
            "it nests deeper than 32 levels, or has a number of more than 64 characters or a name"),
        Arguments.of("{\"" + "x".repeat(2_000) + "\": 1}", "it nests deeper than 32 levels, or"));
  }

  @ParameterizedTest
  @MethodSource
  void notJson(String body, String why) {
    Problem problem = refusal(body.getBytes(StandardCharsets.UTF_8), questions);
    assertProblem(400, "bad-request", "The body is not JSON as expected: " + why, problem);
  }

  @Test
  void anEmptyBodyIsRefused() {
    for (byte[] body : new byte[][] {null, {}, " \n".getBytes(StandardCharsets.UTF_8)}) {
      assertRefused(400, "empty-body", "Send a JSON object as the request's body", body, questions);
    }
  }

  /** The second is half of a surrogate pair as three bytes, which UTF-8 forbids. */
  @Test
  void bytesThatAreNoCharactersAreRefused() throws Exception {
    for (byte[] body : List.of(raw(0xff), raw(0xed, 0xa0, 0x80))) {
      assertProblem(
          400,
          "bad-request",
          "The body is not JSON as expected: Invalid UTF-8",
          refusal(body, questions));
    }
  }

  private static byte[] raw(int... source) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write("{\"source\": \"".getBytes(StandardCharsets.UTF_8));
    for (int b : source) {
      body.write(b);
    }
    body.write("\", \"candidates\": [\"c\"]}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  /** The first bracket that should not be there ends it, however many follow. */
  @Test
  void deepNestsAreRefused() {
    String deep = "[".repeat(5_000_000);
    assertRefused(
        400,
        "bad-request",
        "pairs[0] must be an object, not an array",
        ("{\"pairs\": " + deep).getBytes(StandardCharsets.UTF_8),
        questions);
    assertProblem(
        400,
        "bad-request",
        "The body is not JSON as expected: it nests deeper than 32 levels",
        refusal(
            ("{\"pairs\": [{\"a\": \"x\", \"b\": \"y\"}," + deep).getBytes(StandardCharsets.UTF_8),
            limited(1, 10, 100)));
  }

  @Test
  void tooManyPairsAreCounted() {
    String pair = "{\"a\":\"x\",\"b\":\"y\"},";
    String body = "{\"pairs\": [" + pair.repeat(9_999) + "{\"a\":\"x\",\"b\":\"y\"}]}";
    assertRefused(
        413,
        "too-many-texts",
        "pairs has 10000 elements; at most 1000 are accepted",
        body.getBytes(StandardCharsets.UTF_8),
        questions);
    assertRefused(
        413,
        "too-many-texts",
        "candidates has 3 elements; at most 2 are accepted",
        "{\"source\": \"s\", \"candidates\": [\"1\", \"2\", \"3\"]}"
            .getBytes(StandardCharsets.UTF_8),
        limited(2, 10, 100));
  }

  /** As many as people count: what takes two of Java's is one. */
  @Test
  void longTextsAreRefused() {
    assertRefused(
        413,
        "text-too-long",
        "pairs[1].b has 1048576 characters; at most 20000 are accepted",
        pairs("{\"a\": \"x\", \"b\": \"" + "y".repeat(1 << 20) + "\"}")
            .getBytes(StandardCharsets.UTF_8),
        questions);
    SimilarityQuestions five = limited(2, 5, 100);
    assertEquals(
        new Ranking(List.of(new SentencePair("\ud83d\ude00".repeat(5), "c")), 1),
        five.read(ranking("\ud83d\ude00".repeat(5), "c")));
    assertRefused(
        413,
        "text-too-long",
        "source has 6 characters; at most 5 are accepted",
        ranking("\ud83d\ude00".repeat(6), "c"),
        five);
  }

  @Test
  void muchTextIsRefusedHoweverItIsDivided() {
    SimilarityQuestions ten = limited(3, 10, 10);
    assertEquals(
        new Ranking(List.of(new SentencePair("12345", "67890")), 1),
        ten.read(ranking("12345", "67890")));
    assertRefused(
        413,
        "too-much-text",
        "The texts have 11 characters together; at most 10 are accepted",
        ranking("12345", "678901"),
        ten);
    assertRefused(
        413,
        "too-much-text",
        "The texts have 30 characters together; at most 10 are accepted",
        "{\"pairs\":[{\"a\":\"12345\",\"b\":\"1234567890\"},{\"a\":\"12345\",\"b\":\"1234567890\"}]}"
            .getBytes(StandardCharsets.UTF_8),
        ten);
  }

  @Test
  void limitsArePositive() {
    assertThrows(IllegalArgumentException.class, () -> new SimilarityLimits(0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new SimilarityLimits(1, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new SimilarityLimits(1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new SimilarityLimits(1, 1, 1, 0));
  }

  private static SimilarityQuestions limited(int pairs, int textCharacters, int characters) {
    return new SimilarityQuestions(new SimilarityLimits(pairs, textCharacters, characters, 100));
  }

  private static byte[] ranking(String source, String candidate) {
    return "{\"source\": \"%s\", \"candidates\": [\"%s\"], \"top_k\": 1}"
        .formatted(source, candidate)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A good pair and another one. */
  private static String pairs(String second) {
    return "{\"pairs\": [{\"a\": \"good\", \"b\": \"pair\"}, " + second + "]}";
  }

  private static String top(String value) {
    return "{\"source\": \"s\", \"candidates\": [\"c\"], \"top_k\": " + value + "}";
  }

  private SimilarityQuestion read(String body) {
    return questions.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Problem refusal(byte[] body, SimilarityQuestions questions) {
    return assertThrows(ProblemException.class, () -> questions.read(body)).problem();
  }

  private static void assertRefused(
      int status, String type, String detail, byte[] body, SimilarityQuestions questions) {
    Problem problem = refusal(body, questions);
    assertEquals(detail, problem.detail());
    assertProblem(status, type, detail, problem);
  }

  private static void assertProblem(int status, String type, String start, Problem problem) {
    assertEquals(
        start, problem.detail().substring(0, Math.min(start.length(), problem.detail().length())));
    assertEquals("urn:quire:problem:" + type, problem.type());
    assertEquals(status, problem.status());
  }
}
