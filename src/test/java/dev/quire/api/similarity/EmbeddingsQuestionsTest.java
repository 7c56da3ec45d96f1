package dev.quire.api.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.similarity.EmbeddingsQuestion.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsQuestionsTest {

  private final EmbeddingsQuestions questions =
      new EmbeddingsQuestions(new SimilarityLimits(2, 20, 30, 100));

  @Test
  void readsOneText() {
    assertEquals(
        new EmbeddingsQuestion(
            List.of("text"), Optional.empty(), Encoding.FLOAT, OptionalInt.empty()),
        read("{\"input\": \"text\"}"));
  }

  @Test
  void readsWhatClientsSend() {
    assertEquals(
        new EmbeddingsQuestion(
            List.of("one", "one"), Optional.of("pair-mini"), Encoding.BASE64, OptionalInt.of(96)),
        read(
            """
            {"input": ["one", "one"], "model": "pair-mini", "encoding_format": "base64",
             "dimensions": 96, "user": "somebody"}
            """));
  }

  @Test
  void nullIsAbsentWhereAFieldNeedNotBe() {
    assertEquals(
        new EmbeddingsQuestion(
            List.of("text"), Optional.empty(), Encoding.FLOAT, OptionalInt.empty()),
        read(
            """
            {"input": "text", "model": null, "encoding_format": null, "dimensions": null,
             "user": null}
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | input is missing",
        "{\"input\": null} | input must be a string or an array of strings, not null",
        "{\"input\": 5} | input must be a string or an array of strings, not a number",
        "{\"input\": {}} | input must be a string or an array of strings, not an object",
        "{\"input\": [\"a\", null]} | input[1] must be a string, not null",
        "{\"input\": [1, 2]}"
            + "| input[0] is of tokens, whose numbers are another model's; expected a string",
        "{\"input\": [[1, 2], [3]]}"
            + "| input[0] is of tokens, whose numbers are another model's; expected a string",
        "{\"input\": \"a\", \"model\": 5} | model must be a string, not a number",
        "{\"input\": \"a\", \"encoding_format\": 5} | encoding_format must be a string, not a number",
        "{\"input\": \"a\", \"user\": {}} | user must be a string, not an object",
        "{\"input\": \"a\", \"input\": \"b\"} | input appears twice",
        "{\"input\": \"a\", \"inputs\": \"b\"} | The body has an unknown field 'inputs'; expected"
            + " 'input' and perhaps 'model', 'encoding_format', 'dimensions' and 'user'"
      })
  void malformed(String body, String detail) {
    assertRefused(400, "bad-request", detail, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"input\": []} | input is empty; expected at least one element",
        "{\"input\": \"\"} | input is empty; expected a text",
        "{\"input\": [\"a\", \" \"]} | input[1] is blank; expected a text",
        "{\"input\": \"\\udfff\"} | input has half of a surrogate pair, \\udfff, at index 0; expected"
            + " whole characters",
        "{\"input\": \"a\", \"dimensions\": 0} | dimensions must be a whole number from 1, not 0",
        "{\"input\": \"a\", \"dimensions\": \"96\"} | dimensions must be a whole number from 1, not a"
            + " string",
        "{\"input\": \"a\", \"encoding_format\": \"\\ud800\"}"
            + "| encoding_format must be float or base64, not '?'",
        "{\"input\": \"a\", \"encoding_format\": \"int8\"} | encoding_format must be float or base64,"
            + " not 'int8'"
      })
  void outOfRange(String body, String detail) {
    assertRefused(400, "invalid-parameter", detail, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"input\": [\"a\", \"b\", \"c\"]}"
            + "| too-many-texts | input has 3 elements; at most 2 are accepted",
        "{\"input\": [\"a\", \"123456789012345678901\"]}"
            + "| text-too-long | input[1] has 21 characters; at most 20 are accepted",
        "{\"input\": [\"1234567890123456\", \"1234567890123456\"]}"
            + "| too-much-text | The texts have 32 characters together; at most 30 are accepted"
      })
  void tooMuch(String body, String type, String detail) {
    assertRefused(413, type, detail, body);
  }

  private EmbeddingsQuestion read(String body) {
    return questions.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(int status, String type, String detail, String body) {
    Problem problem = assertThrows(ProblemException.class, () -> read(body)).problem();
    assertEquals(detail, problem.detail());
    assertEquals("urn:quire:problem:" + type, problem.type());
    assertEquals(status, problem.status());
  }
}
