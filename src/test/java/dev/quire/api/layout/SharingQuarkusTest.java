package dev.quire.api.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Identical pages, and what a request may say about its time and its client. */
@QuarkusTest
@TestProfile(Simulated.class)
class SharingQuarkusTest {

  private static final String PNG = "image/png";

  @TestHTTPResource URI service;

  @Test
  void identicalPagesInFlightAreComputedOnce() {
    byte[] page = Pages.blank(301, 401);
    LayoutClient client = new LayoutClient(service);
    double before = answered();

    List<CompletableFuture<HttpResponse<String>>> requests =
        IntStream.range(0, 12).mapToObj(i -> client.send(page, PNG)).toList();

    long computed = 0;
    for (CompletableFuture<HttpResponse<String>> request : requests) {
      HttpResponse<String> response = request.join();
      assertEquals(200, response.statusCode(), response::body);
      assertTrue(response.body().contains("\"width\":301,\"height\":401"), response::body);
      if (cacheStatus(response).equals("quire; fwd=miss")) {
        computed++;
      }
    }
    assertEquals(computed, answered() - before);
    assertEquals(1, computed);
  }

  @Test
  void anotherThresholdCostsNoInference() {
    byte[] page = Pages.blank(302, 402);
    LayoutClient client = new LayoutClient(service);
    assertEquals("quire; fwd=miss", cacheStatus(client.ask(page, PNG)));
    double before = answered();

    HttpResponse<String> again = client.ask(page, PNG);
    String strict =
        RestAssured.given()
            .contentType(PNG)
            .body(page)
            .post("/v1/layout?threshold=1")
            .then()
            .statusCode(200)
            .header("Cache-Status", "quire; hit")
            .extract()
            .asString();

    assertEquals("quire; hit", cacheStatus(again));
    assertTrue(again.body().contains("\"label\":\"text\""), again::body);
    assertTrue(strict.contains("\"regions\":[]"), strict);
    assertEquals(before, answered());
  }

  @Test
  void aPageThatTheModelFailsOnIsNotKept() {
    LayoutClient client = new LayoutClient(service);
    byte[] poisoned = Pages.blank(666, 10);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> response = client.ask(poisoned, PNG);
      assertEquals(500, response.statusCode());
      assertTrue(response.body().contains("inference-failed"), response::body);
    }
    assertEquals(200, client.ask(Pages.blank(303, 403), PNG).statusCode());
  }

  @Test
  void aRequestMayShortenItsTime() {
    HttpResponse<String> response =
        new LayoutClient(service).send(Pages.blank(304, 404), PNG, "X-Timeout-Ms", "1").join();

    assertTrue(List.of(503, 504).contains(response.statusCode()), response::body);
    assertTrue(
        response.body().contains("overloaded") || response.body().contains("deadline-exceeded"),
        response::body);
  }

  @Test
  void aRequestMayNotLengthenItsTimeAndMayBeBulk() {
    HttpResponse<String> response =
        new LayoutClient(service)
            .send(
                Pages.blank(305, 405),
                PNG,
                "X-Timeout-Ms",
                "999999999",
                "X-Priority",
                "bulk",
                "X-Client-Id",
                "archive")
            .join();
    assertEquals(200, response.statusCode(), response::body);
  }

  @ParameterizedTest
  @CsvSource({"X-Timeout-Ms,0", "X-Timeout-Ms,soon", "X-Priority,urgent"})
  void headersThatMakeNoSenseAreRefused(String name, String value) {
    HttpResponse<String> response =
        new LayoutClient(service).send(Pages.blank(10, 10), PNG, name, value).join();

    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains("invalid-parameter"), response::body);
    assertTrue(response.body().contains(name), response::body);
  }

  private static String cacheStatus(HttpResponse<String> response) {
    return response.headers().firstValue("Cache-Status").orElseThrow();
  }

  private static double answered() {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("quire_tickets_total") && line.contains("answered"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
