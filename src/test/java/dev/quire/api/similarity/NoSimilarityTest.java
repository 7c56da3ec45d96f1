package dev.quire.api.similarity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the similarity model switched off, as in most tests. */
@QuarkusTest
class NoSimilarityTest {

  @ParameterizedTest
  @ValueSource(strings = {"/v1/similarity", "/v1/embeddings"})
  void theEndpointsSayThatNoModelIsServed(String path) {
    given()
        .contentType("application/json")
        .body("{\"input\": \"a\"}")
        .post(path)
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:not-found"))
        .body("status", is(404))
        .body("detail", equalTo("No similarity model is served here"));
  }

  @Test
  void noModelIsListed() {
    given()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .body("object", equalTo("list"))
        .body("data", empty());
  }
}
