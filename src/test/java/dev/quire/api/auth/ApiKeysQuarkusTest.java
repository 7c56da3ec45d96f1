package dev.quire.api.auth;

import static dev.quire.support.Secured.OF_FILE;
import static dev.quire.support.Secured.OF_SETTINGS;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.app.KeyReadings;
import dev.quire.auth.KeyHash;
import dev.quire.support.Pages;
import dev.quire.support.Secured;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service where keys are needed. */
@QuarkusTest
@TestProfile(Secured.class)
class ApiKeysQuarkusTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What monitors and browsers ask without a key. */
  private static final List<String> OPEN =
      List.of("/health", "/v2/health/live", "/v2/health/ready");

  @Inject KeyReadings readings;

  @BeforeEach
  void readKeysOften() {
    readings.hasten();
  }

  @AfterEach
  void restore() {
    Secured.writeKeys("acme = " + KeyHash.of(OF_FILE));
    awaitStatus(OF_FILE, 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {OF_SETTINGS, OF_FILE})
  void theRightKeyOpens(String key) {
    layout(given().header("X-API-Key", key)).then().statusCode(200);
    layout(given().header("Authorization", "Bearer " + key)).then().statusCode(200);
    layout(given().header("Authorization", "bearer " + key)).then().statusCode(200);
  }

  @Test
  void anythingElseIsRefusedAndLooksAlike() {
    Secured.writeKeys("acme = " + KeyHash.of("another"));
    awaitStatus(OF_FILE, 401);

    Response missing = layout(given());
    Response wrong = layout(given().header("X-API-Key", "quire_wrong"));
    Response revoked = layout(given().header("X-API-Key", OF_FILE));
    Response nearly = layout(given().header("X-API-Key", OF_SETTINGS + "x"));
    Response hash = layout(given().header("X-API-Key", KeyHash.of(OF_SETTINGS).toString()));
    Response empty = layout(given().header("X-API-Key", ""));
    Response token = layout(given().header("Authorization", "Bearer a.b.c"));
    Response basic = layout(given().header("Authorization", "Basic " + OF_SETTINGS));

    missing
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Bearer")
        .body("type", equalTo("urn:quire:problem:unauthorized"))
        .body("status", equalTo(401));
    for (Response other : List.of(wrong, revoked, nearly, hash, empty, token, basic)) {
      assertEquals(401, other.statusCode());
      assertEquals(missing.asString(), other.asString());
      assertEquals(missing.headers().toString(), other.headers().toString());
    }
  }

  @Test
  void aWrongKeyIsNotMendedByARightToken() {
    layout(
            given()
                .header("X-API-Key", "quire_wrong")
                .header("Authorization", "Bearer " + OF_SETTINGS))
        .then()
        .statusCode(401);
  }

  @Test
  void keysAreGivenAndRevokedWithoutARestart() {
    Secured.writeKeys("acme = " + KeyHash.of(OF_FILE), "late = " + KeyHash.of("quire_late"));
    awaitStatus("quire_late", 200);
    assertEquals(200, status(OF_FILE));

    Secured.writeKeys("late = " + KeyHash.of("quire_late"));
    awaitStatus(OF_FILE, 401);
    assertEquals(200, status("quire_late"));
  }

  @Test
  void everyPathOfTheApiNeedsAKey() {
    Map<String, Map<String, Object>> paths =
        given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
    assertTrue(paths.size() > 15, paths.keySet()::toString);
    List<String> open = new ArrayList<>();
    paths.forEach(
        (path, methods) -> {
          for (String method : methods.keySet()) {
            int status =
                given()
                    .request(method.toUpperCase(Locale.ROOT), path.replaceAll("[{}]", ""))
                    .statusCode();
            if (status != 401) {
              open.add(path);
            }
          }
        });
    assertEquals(OPEN, open.stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/metrics",
        "/q/health/../../v1/queue",
        "/js/../v1/queue",
        "/js/%2e%2e/v1/queue",
        "/js/..;/v1/queue",
        "//v1/queue",
        "/v1//queue",
        "/V1/queue",
        "/nothing",
        "/q",
        "/q/healthy"
      })
  void noDetourLeadsInside(String path) {
    int status = given().urlEncodingEnabled(false).when().get(path).statusCode();
    assertTrue(status == 401 || status == 404, () -> path + " → " + status);
    assertEquals(
        401, given().urlEncodingEnabled(false).get("/v1/queue").statusCode(), "as it should be");
  }

  @Test
  void thePageItsDocumentationAndTheProbesAreOpen() throws IOException {
    Path root = Path.of("src", "main", "resources", "META-INF", "resources");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = "/" + root.relativize(file).toString().replace('\\', '/');
        given().get(path).then().statusCode(is(200));
      }
    }
    for (String path :
        List.of("/", "/q/openapi", "/q/swagger-ui/", "/q/health", "/q/health/live", "/health")) {
      given().get(path).then().statusCode(is(200));
    }
    given().header("X-API-Key", "quire_wrong").get("/").then().statusCode(200);
  }

  @Test
  void ticketsAreCountedByTheKeysClient() {
    given()
        .headers("X-API-Key", OF_FILE, "X-Client-Id", "me")
        .contentType("image/png")
        .body(Pages.blank(41, 31))
        .post("/v1/layout")
        .then()
        .statusCode(200);

    String metrics = given().header("X-API-Key", OF_SETTINGS).get("/q/metrics").asString();

    assertTrue(
        metrics
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("quire_client_tickets_total{")
                        && line.contains("client=\"acme\"")
                        && line.contains("model=\"PP-DocLayoutV3\"")
                        && line.contains("outcome=\"answered\"")),
        () -> metrics.lines().filter(line -> line.contains("client")).toList().toString());
    assertFalse(metrics.contains("\"me\""), "a name that anybody may choose is no label");
    assertFalse(metrics.contains(OF_FILE), "no key either");
  }

  @Test
  void aLargeBodyWithoutAKeyIsRefusedLikeASmallOne() {
    given()
        .contentType("image/jpeg")
        .body(new byte[8_000_000])
        .post("/v1/layout")
        .then()
        .statusCode(401)
        .body("type", equalTo("urn:quire:problem:unauthorized"));
  }

  private static Response layout(RequestSpecification request) {
    return request.contentType("image/png").body(Pages.blank(40, 30)).post("/v1/layout");
  }

  private static int status(String key) {
    return given().header("X-API-Key", key).get("/v1/queue").statusCode();
  }

  /** The service reads its file now and then. */
  private static void awaitStatus(String key, int wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (status(key) != wanted) {
      assertTrue(System.nanoTime() < end, () -> "never " + wanted);
      Thread.onSpinWait();
    }
  }
}
