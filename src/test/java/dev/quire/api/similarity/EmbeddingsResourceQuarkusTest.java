package dev.quire.api.similarity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Embeddings over real HTTP, by the embedded model, as clients of OpenAI ask for them. */
@QuarkusTest
class EmbeddingsResourceQuarkusTest {

  private static final String PATH = "/v1/embeddings";
  private static final String JSON = "application/json";
  private static final int SIZE = 96;

  private static final List<String> TEXTS =
      List.of("How do I pay back my loan?", "明天会下雨吗", "x", "明天会下雨吗", "long ".repeat(200));

  private static DirectPairMini direct;

  @BeforeAll
  static void open() throws Exception {
    direct = new DirectPairMini();
  }

  @AfterAll
  static void close() throws Exception {
    direct.close();
  }

  @Test
  void eachTextHasTheEmbeddingThatItHasAlone() throws Exception {
    JsonPath answer =
        post(Map.of("input", TEXTS, "model", "pair-mini", "dimensions", SIZE, "user", "me"))
            .then()
            .statusCode(200)
            .contentType(JSON)
            .header("Server-Timing", startsWith("prepare;dur="))
            .body("object", equalTo("list"))
            .body("model", equalTo("pair-mini"))
            .body("data.object", equalTo(Collections.nCopies(TEXTS.size(), "embedding")))
            .body("data.index", equalTo(List.of(0, 1, 2, 3, 4)))
            .extract()
            .jsonPath();

    for (int i = 0; i < TEXTS.size(); i++) {
      List<Number> embedding = answer.getList("data[" + i + "].embedding");
      double[] expected = direct.embedding(TEXTS.get(i));
      assertEquals(SIZE, embedding.size());
      for (int at = 0; at < SIZE; at++) {
        assertEquals(expected[at], embedding.get(at).doubleValue(), 1e-5);
      }
    }
    int tokens = TEXTS.stream().mapToInt(direct::tokens).sum();
    assertEquals(tokens, answer.getInt("usage.prompt_tokens"));
    assertEquals(tokens, answer.getInt("usage.total_tokens"));
    assertTrue(direct.leftOut(TEXTS.get(4)) > 0);
    assertEquals(
        List.of(Map.of("index", 4, "tokens", direct.leftOut(TEXTS.get(4)))),
        answer.getList("truncated"));
  }

  /** The official Python client asks for Base64 unless it is told otherwise. */
  @Test
  void base64HasTheSameValues() {
    Response floats = post(Map.of("input", TEXTS.subList(0, 3), "encoding_format", "float"));
    Response base64 = post(Map.of("input", TEXTS.subList(0, 3), "encoding_format", "base64"));

    for (int i = 0; i < 3; i++) {
      List<Number> expected = floats.jsonPath().getList("data[" + i + "].embedding");
      ByteBuffer bytes =
          ByteBuffer.wrap(
                  Base64.getDecoder()
                      .decode(base64.jsonPath().getString("data[" + i + "].embedding")))
              .order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(SIZE * Float.BYTES, bytes.remaining());
      for (Number value : expected) {
        assertEquals(value.floatValue(), bytes.getFloat());
      }
    }
    assertFalse(base64.jsonPath().getMap("").containsKey("truncated"));
  }

  @Test
  void oneTextNeedsNoList() {
    Response one = post(Map.of("input", "明天会下雨吗"));
    Response listed = post(Map.of("input", List.of("明天会下雨吗")));

    assertEquals(200, one.statusCode());
    assertEquals(
        listed.jsonPath().<Float>getList("data[0].embedding"),
        one.jsonPath().<Float>getList("data[0].embedding"));
    assertEquals(1, one.jsonPath().getList("data").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\": [[1, 2, 3]]} | 400 | bad-request"
            + "| input[0] is of tokens, whose numbers are another model's; expected a string",
        "{\"input\": \"a\", \"model\": \"text-embedding-3-small\"} | 404 | not-found"
            + "| There is no model 'text-embedding-3-small'; there is 'pair-mini'",
        "{\"input\": \"a\", \"dimensions\": 64} | 400 | invalid-parameter"
            + "| dimensions must be 96, which is what pair-mini has, not 64",
        "{\"input\": [\"a\", \"\"]} | 400 | invalid-parameter | input[1] is empty; expected a text",
        "{} | 400 | bad-request | input is missing"
      })
  void badBodiesAreRefused(String body, int status, String type, String detail) {
    given()
        .contentType(JSON)
        .body(body)
        .post(PATH)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:" + type))
        .body("detail", equalTo(detail));
  }

  @Test
  void theModelIsListed() {
    given()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .body("object", equalTo("list"))
        .body("data.id", equalTo(List.of("pair-mini")))
        .body("data[0].object", equalTo("model"))
        .body("data[0].created", is(0))
        .body("data[0].owned_by", equalTo("quire"));
  }

  private static Response post(Map<String, Object> body) {
    return given().contentType(JSON).body(body).post(PATH);
  }
}
