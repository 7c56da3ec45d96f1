package dev.quire.api.layout;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job over real HTTP with the embedded model. */
@QuarkusTest
class LayoutResourceQuarkusTest {

  @TestHTTPResource URI service;

  @Test
  void aPageGivesItsRegionsInReadingOrder() {
    Response response = post(Pages.sample(), "image/jpeg");

    response
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Server-Timing", startsWith("decode;dur="))
        .body("model", equalTo("page-mini"))
        .body("width", is(1240))
        .body("height", is(1754))
        .body("device", equalTo("cpu"))
        .body("precision", equalTo("fp32"))
        .body("batch_size", is(1))
        .body("resolution.height", greaterThan(0))
        .body("regions.size()", greaterThan(5))
        .body("regions.label", hasItem("text"));
    JsonPath answer = response.jsonPath();
    for (Map<String, Object> region : answer.<Map<String, Object>>getList("regions")) {
      assertInside(region, 1240, 1754);
    }
    List<Integer> order =
        answer.<Integer>getList("regions.order").stream().filter(Objects::nonNull).toList();
    assertEquals(IntStream.rangeClosed(1, order.size()).boxed().toList(), order);
  }

  private static void assertInside(Map<String, Object> region, int width, int height) {
    List<?> box = (List<?>) region.get("box");
    double[] b = box.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    assertTrue(
        0 <= b[0] && b[0] < b[2] && b[2] <= width && 0 <= b[1] && b[1] < b[3] && b[3] <= height,
        region::toString);
    double score = ((Number) region.get("score")).doubleValue();
    assertTrue(score > 0 && score <= 1, region::toString);
  }

  @Test
  void theStagesAddUpToTheTotal() {
    JsonPath timing = post(Pages.sample(), "image/jpeg").then().extract().jsonPath();
    double sum = 0;
    for (String stage : List.of("prepare", "queue", "run", "finish")) {
      double millis = timing.getDouble("timing." + stage + "_ms");
      assertTrue(millis >= 0, stage);
      sum += millis;
    }
    assertEquals(timing.getDouble("timing.total_ms"), sum, 0.01);
    assertTrue(
        timing.getDouble("timing.decode_ms") + timing.getDouble("timing.resize_ms")
            <= timing.getDouble("timing.prepare_ms"));
  }

  @Test
  void aFormGivesTheSameAnswerAsTheBareImage() {
    Response form =
        given()
            .multiPart("file", "../../somewhere/page.jpg", Pages.sample(), "image/jpeg")
            .post("/v1/layout");
    assertEquals(200, form.statusCode());
    assertEquals(
        post(Pages.sample(), "image/jpeg").jsonPath().getList("regions"),
        form.jsonPath().getList("regions"));
  }

  @ParameterizedTest
  @CsvSource({"png,image/png", "bmp,image/bmp", "tiff,image/tiff"})
  void losslessFormatsGiveTheSameAnswer(String format, String mediaType) {
    Response other = post(Pages.sampleAs(format), mediaType);
    assertEquals(200, other.statusCode());
    assertEquals(
        post(Pages.sample(), "image/jpeg").jsonPath().getList("regions"),
        other.jsonPath().getList("regions"));
  }

  @Test
  void aHigherThresholdKeepsTheBetterRegions() {
    List<Float> low = scores("0.1");
    List<Float> high = scores("0.6");
    assertTrue(high.size() < low.size(), high.size() + " of " + low.size());
    assertTrue(high.stream().allMatch(score -> score > 0.6f), high::toString);
  }

  private static List<Float> scores(String threshold) {
    return given()
        .queryParam("threshold", threshold)
        .contentType("image/jpeg")
        .body(Pages.sample())
        .post("/v1/layout")
        .jsonPath()
        .getList("regions.score");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "1.01", "NaN", "high"})
  void aThresholdOutOfRangeIsRefused(String threshold) {
    given()
        .queryParam("threshold", threshold)
        .contentType("image/jpeg")
        .body(Pages.sample())
        .post("/v1/layout")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:invalid-parameter"))
        .body("detail", startsWith("threshold must be a number from 0 to 1"));
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertProblem(post(new byte[0], "image/jpeg"), 400, "empty-body");
  }

  @Test
  void textIsNoImage() {
    assertProblem(post("Dear Sir or Madam".getBytes(), "image/jpeg"), 422, "invalid-image");
  }

  @Test
  void truncatedImagesAreRefused() {
    assertProblem(post(Pages.truncated(Pages.sample()), "image/jpeg"), 422, "invalid-image");
    assertProblem(post(Pages.truncated(Pages.sampleAs("png")), "image/png"), 422, "invalid-image");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, invalid-image", "100000, 1, invalid-image", "20000, 20000, image-too-large"})
  void impossibleSizesAreRefusedBeforeDecoding(int width, int height, String type) {
    assertProblem(post(Pages.pngDeclaring(width, height), "image/png"), 422, type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/zip",
        "application/octet-stream",
        "nonsense",
        "/",
        "image/png, image/jpeg"
      })
  void otherMediaTypesAreRefused(String mediaType) {
    assertProblem(post(Pages.sample(), mediaType), 415, "unsupported-media-type");
  }

  @Test
  void whatCurlSendsWithoutAContentTypeIsRefusedWithAdvice() {
    HttpResponse<String> response =
        new LayoutClient(service).ask(Pages.sample(), "application/x-www-form-urlencoded");
    assertEquals(415, response.statusCode());
    assertTrue(response.body().contains("Send image/jpeg"), response::body);
  }

  @Test
  void whatComesWithoutAContentTypeIsRefused() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(service.resolve("/v1/layout"))
                    .POST(BodyPublishers.ofByteArray(Pages.sample()))
                    .build(),
                BodyHandlers.ofString());
    assertEquals(415, response.statusCode(), response::body);
  }

  @Test
  void aFormWithoutAFileIsRefused() {
    Response response = given().multiPart("note", "no file here").post("/v1/layout");
    assertProblem(response, 400, "invalid-multipart");
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    byte[] huge = new byte[33 * 1024 * 1024];
    assertProblem(post(huge, "image/jpeg"), 413, "body-too-large");
  }

  @Test
  void otherMethodsAndPathsAreProblemsToo() {
    assertProblem(given().get("/v1/layout"), 405, "method-not-allowed");
    assertProblem(
        given().contentType("image/jpeg").body(Pages.sample()).post("/v1/outlay"),
        404,
        "not-found");
  }

  /** OpenAI's clients cannot but send one. */
  @Test
  void aKeyThatNobodyAskedForIsIgnored() {
    given()
        .header("Authorization", "Bearer a.b.c")
        .contentType("image/png")
        .body(Pages.blank(30, 40))
        .post("/v1/layout")
        .then()
        .statusCode(200);
  }

  @Test
  void theApiIsDocumented() {
    given()
        .accept("application/json")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("paths.'/v1/layout'.post.responses.keySet()", hasItem("503"))
        .body("components.schemas.Problem.properties.keySet()", hasItem("detail"))
        .body("components.schemas.LayoutAnswer.properties.keySet()", hasItem("batch_size"));
    given().get("/q/swagger-ui/").then().statusCode(200).contentType("text/html");
  }

  private static Response post(byte[] body, String mediaType) {
    return given().contentType(mediaType).body(body).post("/v1/layout");
  }

  private static void assertProblem(Response response, int status, String type) {
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:" + type))
        .body("status", is(status))
        .body("title", not(equalTo("")))
        .body("keySet()", not(contains("stack")));
  }
}
