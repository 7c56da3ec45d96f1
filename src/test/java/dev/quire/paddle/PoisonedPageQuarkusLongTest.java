package dev.quire.paddle;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.awt.Color;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page that makes Paddle abort takes its processes down, and itself, but no other page. */
@QuarkusTest
@Tag("long")
@TestProfile(PoisonedPageQuarkusLongTest.TwoProcesses.class)
class PoisonedPageQuarkusLongTest {

  private static final int GOOD = 24;

  @TestHTTPResource URI service;

  @Test
  void onlyThePoisonedPageFails() throws InterruptedException {
    LayoutClient client = new LayoutClient(service);
    List<CompletableFuture<HttpResponse<String>>> good = new ArrayList<>();
    CompletableFuture<HttpResponse<String>> poisoned = null;
    for (int i = 0; i < GOOD; i++) {
      good.add(client.send(Pages.plain(100 + i, 50, Color.WHITE), "image/png"));
      if (i == GOOD / 2) {
        poisoned = client.send(Pages.plain(500, 50, Color.BLACK), "image/png");
      }
    }

    HttpResponse<String> refused = poisoned.join();
    assertEquals(500, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("urn:quire:problem:inference-failed"), refused.body());
    for (int i = 0; i < GOOD; i++) {
      HttpResponse<String> answer = good.get(i).join();
      assertEquals(200, answer.statusCode(), answer.body());
      String box = "\"box\":[0.0,0.0,%d.0,50.0]".formatted(100 + i);
      assertTrue(answer.body().contains(box), answer.body());
    }

    int restarts = RestAssured.get("/v1/devices").path("models[0].devices.restarts.sum()");
    System.out.printf("a poisoned page among %d: %d restarts%n", GOOD, restarts);
    assertTrue(restarts >= 1, "it took processes down");
    awaitReady();
    RestAssured.get("/v1/devices")
        .then()
        .body("models[0].devices.last_error.find { it != null }", containsString("SIGABRT"));
    RestAssured.get("/q/health/live").then().statusCode(200);
    RestAssured.given()
        .contentType("image/png")
        .body(Pages.plain(99, 50, Color.WHITE))
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("regions.size()", equalTo(1));
  }

  private static void awaitReady() throws InterruptedException {
    List<String> states = List.of();
    for (int i = 0; i < 600; i++) {
      states = RestAssured.get("/v1/devices").path("models[0].devices.state");
      if (states.equals(List.of("ready", "ready"))) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("The devices are " + states);
  }

  /** Two processes of Paddle, with a model that some pages make abort. */
  public static class TwoProcesses implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quire.models.layout.engine", "paddlepaddle",
          "quire.models.layout.path", WholePageModel.make().toString(),
          "quire.devices", "cpu:0,cpu:1",
          "quire.queue.timeout", "2m",
          "quire.watchdog.backoff", "100ms");
    }
  }
}
