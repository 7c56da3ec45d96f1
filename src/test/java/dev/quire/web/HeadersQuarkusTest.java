package dev.quire.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.quire.support.Simulated;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told beside the answer. */
@QuarkusTest
@TestProfile(Simulated.class)
class HeadersQuarkusTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/quire.css", "/favicon.svg"})
  void theWebPageIsAskedForEachTime(String path) {
    given()
        .get(path)
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-cache"))
        .header("Last-Modified", notNullValue())
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .header("Referrer-Policy", equalTo("no-referrer"))
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    String changed = given().get("/quire.css").header("Last-Modified");

    given().header("If-Modified-Since", changed).get("/quire.css").then().statusCode(304);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/queue, 200",
    "GET, /nothing, 404",
    "GET, /v2/nothing, 404",
    "DELETE, /v1/layout, 405",
    "POST, /v1/layout, 415",
    "POST, /v2/models/layout-parsing/versions/2/infer, 404"
  })
  void otherOriginsMayReadWhatIsWrong(String method, String path, int status) {
    allowed(
        given()
            .header("Origin", Simulated.ORIGIN)
            .contentType("text/plain")
            .body("x")
            .request(method, path)
            .then()
            .statusCode(status));
  }

  @Test
  void preflightsAreAnswered() {
    allowed(
        given()
            .header("Origin", Simulated.ORIGIN)
            .header("Access-Control-Request-Method", "POST")
            .options("/v1/layout")
            .then()
            .statusCode(200));
  }

  private static void allowed(ValidatableResponse response) {
    response.header("Access-Control-Allow-Origin", equalTo(Simulated.ORIGIN));
  }
}
