package dev.quire.api.similarity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.quire.support.Secured;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the similarity model switched off. */
@QuarkusTest
@TestProfile(Secured.class)
class NoSimilarityQuarkusTest {

  @ParameterizedTest
  @ValueSource(strings = {"/v1/similarity", "/v1/embeddings"})
  void theEndpointsSayThatNoModelIsServed(String path) {
    given()
        .header("X-API-Key", Secured.OF_SETTINGS)
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
        .header("X-API-Key", Secured.OF_SETTINGS)
        .get("/v1/models")
        .then()
        .statusCode(200)
        .body("object", equalTo("list"))
        .body("data", empty());
  }
}
