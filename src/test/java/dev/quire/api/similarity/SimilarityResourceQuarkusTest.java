package dev.quire.api.similarity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.queue.RequestQueue;
import dev.quire.task.similarity.GoldenPairs;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.SentencePair;
import dev.quire.task.similarity.TextResult;
import dev.quire.worker.Served;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores and rankings over real HTTP, by the embedded model. */
@QuarkusTest
class SimilarityResourceQuarkusTest {

  private static final String PATH = "/v1/similarity";
  private static final String JSON = "application/json";
  private static final double EXACT = 1e-5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static DirectPairMini direct;

  @TestHTTPResource URI service;
  @Inject RequestQueue<PreparedText, Served<TextResult>> queue;

  @BeforeAll
  static void open() throws Exception {
    direct = new DirectPairMini();
  }

  @AfterAll
  static void close() throws Exception {
    direct.close();
  }

  /** One letter beside hundreds, so that they run in many batches of several lengths. */
  private static List<SentencePair> mixed() {
    List<SentencePair> pairs = new ArrayList<>();
    List<SentencePair> golden = new GoldenPairs().pairs();
    for (int i = 0; i < 3 * golden.size(); i++) {
      SentencePair pair = golden.get(i % golden.size());
      String longer = (pair.second() + " ").repeat(1 + i % 7);
      pairs.add(
          i % 2 == 0 ? new SentencePair(pair.first(), longer) : new SentencePair(longer, "x" + i));
    }
    return pairs;
  }

  @Test
  void eachPairHasTheScoreThatItHasAlone() throws Exception {
    List<SentencePair> pairs = mixed();

    Response response = post(pairs(pairs));

    JsonPath answer =
        response
            .then()
            .statusCode(200)
            .contentType(JSON)
            .body("model", equalTo("pair-mini"))
            .body("mode", equalTo("bi-encoder"))
            .body("measure", equalTo("cosine"))
            .body("devices", equalTo(List.of("cpu")))
            .body("precision", equalTo("fp32"))
            .extract()
            .jsonPath();
    List<Number> scores = answer.getList("scores");
    assertEquals(pairs.size(), scores.size());
    Set<String> sentences = new HashSet<>();
    for (int i = 0; i < pairs.size(); i++) {
      SentencePair pair = pairs.get(i);
      assertEquals(
          direct.cosine(pair.first(), pair.second()),
          scores.get(i).doubleValue(),
          EXACT,
          pair::toString);
      sentences.add(pair.first());
      sentences.add(pair.second());
    }
    assertEquals(sentences.size(), answer.getInt("rows"));
    assertEquals(sentences.stream().mapToInt(direct::tokens).sum(), answer.getInt("tokens"));
  }

  @Test
  void theBestCandidatesComeFirst() throws Exception {
    String source = "How do I pay back my loan?";
    List<String> candidates = new ArrayList<>();
    for (SentencePair pair : new GoldenPairs().pairs()) {
      candidates.add(pair.first());
      candidates.add(pair.second());
    }
    List<Double> expected = new ArrayList<>();
    for (String candidate : candidates) {
      expected.add(direct.cosine(source, candidate));
    }

    JsonPath answer =
        post(Map.of("source", source, "candidates", candidates, "top_k", 7))
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    List<Map<String, Number>> ranked = answer.getList("ranked");
    List<Double> best = expected.stream().sorted(Comparator.reverseOrder()).limit(7).toList();
    assertEquals(7, ranked.size());
    for (int place = 0; place < 7; place++) {
      double score = ranked.get(place).get("score").doubleValue();
      assertEquals(best.get(place), score, EXACT);
      assertEquals(expected.get(ranked.get(place).get("index").intValue()), score, EXACT);
    }
    JsonPath all =
        post(Map.of("source", source, "candidates", candidates)).then().extract().jsonPath();
    assertEquals(
        IntStream.range(0, candidates.size()).boxed().toList(),
        all.<Integer>getList("ranked.index").stream().sorted().toList());
  }

  @Test
  void whatIsCutOffIsSaid() {
    String much = "怎么修改手机号码".repeat(20);
    assertTrue(direct.leftOut(much) > 0);

    JsonPath answer =
        post(pairs(List.of(new SentencePair("a", "b"), new SentencePair("a", much))))
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    assertEquals(
        List.of(Map.of("index", 1, "a", 0, "b", direct.leftOut(much))),
        answer.getList("truncated"));
    JsonPath ranking =
        post(Map.of("source", much, "candidates", List.of("a"))).then().extract().jsonPath();
    assertEquals(
        List.of(Map.of("index", 0, "source", direct.leftOut(much), "candidate", 0)),
        ranking.getList("truncated"));
    Map<String, Object> whole =
        post(pairs(List.of(new SentencePair("a", "b")))).jsonPath().getMap("");
    assertFalse(whole.containsKey("truncated"));
  }

  @Test
  void theStagesAddUpToTheTotal() {
    Response response = post(pairs(mixed()));

    response
        .then()
        .header(
            "Server-Timing",
            matchesPattern(
                "prepare;dur=[0-9.]+, queue;dur=[0-9.]+, run;dur=[0-9.]+, finish;dur=[0-9.]+,"
                    + " total;dur=[0-9.]+"));
    double sum = 0;
    for (String stage : List.of("prepare", "queue", "run", "finish")) {
      double millis = response.jsonPath().getDouble("timing." + stage + "_ms");
      assertTrue(millis >= 0, stage);
      sum += millis;
    }
    assertEquals(response.jsonPath().getDouble("timing.total_ms"), sum, 0.01);
    assertTrue(
        given()
            .get("/q/metrics")
            .asString()
            .contains("quire_stage_seconds_count{model=\"pair-mini\",stage=\"prepare\"}"));
  }

  @Test
  void requestsAtTheSameTimeHaveTheirOwnScores() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    List<SentencePair> pairs = mixed();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i + 3 <= pairs.size(); i += 3) {
      String body = new ObjectMapper().writeValueAsString(pairs(pairs.subList(i, i + 3)));
      answers.add(
          client.sendAsync(
              HttpRequest.newBuilder(service.resolve(PATH))
                  .header("Content-Type", JSON)
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString()));
    }
    for (int i = 0; i < answers.size(); i++) {
      HttpResponse<String> answer = answers.get(i).join();
      assertEquals(200, answer.statusCode(), answer::body);
      List<Number> scores = JsonPath.from(answer.body()).getList("scores");
      for (int j = 0; j < 3; j++) {
        SentencePair pair = pairs.get(3 * i + j);
        assertEquals(
            direct.cosine(pair.first(), pair.second()), scores.get(j).doubleValue(), EXACT);
      }
    }
  }

  /** The whole list is in the readers' tests. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | bad-request | The body must be an object, not an array",
        "{} | bad-request | The body has no texts; expected 'pairs', or 'source' and 'candidates'",
        "{\"pairs\": [{\"a\": \"x\"}]} | bad-request | pairs[0].b is missing",
        "{\"pairs\": [{\"a\": \"x\", \"b\": 3}]} | bad-request"
            + "| pairs[0].b must be a string, not a number",
        "{\"pairs\": [{\"a\": \"x\", \"b\": \"\"}]} | invalid-parameter"
            + "| pairs[0].b is empty; expected a text",
        "{\"pairs\": [{\"a\": \"\\ud800\", \"b\": \"x\"}]} | invalid-parameter"
            + "| pairs[0].a has half of a surrogate pair, \\ud800, at index 0; expected whole characters",
        "{\"source\": \"x\", \"candidates\": [\"y\"], \"top_k\": 0} | invalid-parameter"
            + "| top_k must be a whole number from 1, not 0",
        "`` | empty-body | Send a JSON object as the request's body"
      })
  void badBodiesAreRefused(String body, String type, String detail) {
    assertProblem(given().contentType(JSON).body(body).post(PATH), 400, type, detail);
  }

  @Test
  void tooMuchIsRefused() {
    List<SentencePair> many =
        IntStream.range(0, 10_000).mapToObj(i -> new SentencePair("a" + i, "b")).toList();
    assertProblem(
        post(pairs(many)),
        413,
        "too-many-texts",
        "pairs has 10000 elements; at most 1000 are accepted");
    assertProblem(
        post(Map.of("source", "a", "candidates", List.of("b", "c".repeat(1 << 20)))),
        413,
        "text-too-long",
        "candidates[1] has 1048576 characters; at most 20000 are accepted");
    assertProblem(
        post(
            pairs(Collections.nCopies(60, new SentencePair("长".repeat(9_000), "文".repeat(9_000))))),
        413,
        "too-much-text",
        "The texts have 1080000 characters together; at most 1000000 are accepted");
    List<SentencePair> tokens =
        IntStream.range(0, 600)
            .mapToObj(i -> new SentencePair(i + " " + "长".repeat(126), "x"))
            .toList();
    assertProblem(
        post(pairs(tokens)),
        413,
        "too-much-text",
        "The texts have %d tokens together; at most 65536 are accepted".formatted(600 * 128 + 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "image/png",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void otherMediaTypesAreRefused(String type) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(service.resolve(PATH))
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"pairs\": [{\"a\": \"x\", \"b\": \"y\"}]}"))
                    .build(),
                BodyHandlers.ofString());
    assertEquals(415, response.statusCode(), response::body);
    assertEquals(
        "Send application/json, not '%s'".formatted(type.split(";")[0]),
        JsonPath.from(response.body()).getString("detail"));
  }

  @Test
  void theCharsetMayBeNamed() {
    given()
        .header("Content-Type", "Application/JSON; charset=UTF-8")
        .body("{\"pairs\": [{\"a\": \"雨\", \"b\": \"雨\"}]}".getBytes(StandardCharsets.UTF_8))
        .post(PATH)
        .then()
        .statusCode(200)
        .body("scores[0]", is(1.0f));
  }

  @Test
  void otherMethodsAndHeadersAreProblemsToo() {
    assertEquals(405, given().get(PATH).statusCode());
    Response response =
        given()
            .contentType(JSON)
            .header("X-Timeout-Ms", "soon")
            .body("{\"pairs\": [{\"a\": \"x\", \"b\": \"y\"}]}")
            .post(PATH);
    assertProblem(
        response,
        400,
        "invalid-parameter",
        "X-Timeout-Ms must be a whole number of milliseconds from 1, not 'soon'");
  }

  @Test
  void theRowsOfClientsThatLeaveAreDropped() throws Exception {
    double before = cancelled();
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(sendAndKeepOpen(i));
    }
    await(() -> queue.depth() > 2_000);

    for (Socket client : clients) {
      client.close();
    }

    await(() -> queue.depth() == 0 && cancelled() > before);
    assertEquals(0, queue.bytes());
    assertEquals(200, post(pairs(List.of(new SentencePair("a", "b")))).statusCode());
  }

  private Socket sendAndKeepOpen(int client) throws IOException {
    StringBuilder body =
        new StringBuilder("{\"source\": \"client " + client + "\", \"candidates\": [");
    for (int i = 0; i < 1_000; i++) {
      body.append(i == 0 ? "" : ",")
          .append('"')
          .append(client + " " + i + " the ".repeat(40))
          .append('"');
    }
    byte[] bytes = body.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    Socket socket = new Socket(service.getHost(), service.getPort());
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(PATH, JSON, bytes.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return socket;
  }

  private static double cancelled() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("quire_tickets_total") && line.contains("cancelled"))
        .filter(line -> line.contains("pair-mini"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "It never came true");
      Thread.sleep(5);
    }
  }

  @Test
  void theApiIsDocumented() {
    given()
        .accept(JSON)
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("paths.'/v1/similarity'.post.responses.keySet()", hasItems("413", "503"))
        .body("paths.'/v1/similarity'.post.requestBody.content.keySet()", hasItem(JSON))
        .body(
            "components.schemas.Similarities.properties.keySet()", hasItems("scores", "truncated"))
        .body("components.schemas.Ranking.properties.keySet()", hasItem("ranked"))
        .body("components.schemas.SimilarityTiming.properties.keySet()", hasItem("prepare_ms"))
        .body("components.schemas.Embeddings.properties.keySet()", hasItems("data", "usage"));
  }

  private static Map<String, Object> pairs(List<SentencePair> pairs) {
    return Map.of(
        "pairs",
        pairs.stream().map(pair -> Map.of("a", pair.first(), "b", pair.second())).toList());
  }

  private static Response post(Map<String, Object> body) {
    return given().contentType(JSON).body(body).post(PATH);
  }

  private static void assertProblem(Response response, int status, String type, String detail) {
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:" + type))
        .body("status", is(status))
        .body("title", not(equalTo("")))
        .body("detail", equalTo(detail));
  }
}
