package dev.quire.api.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whatever becomes of pages, it is counted, once. */
@QuarkusTest
@TestProfile(Simulated.class)
class OutcomesQuarkusTest {

  private static final String PNG = "image/png";

  @TestHTTPResource URI service;

  @Test
  void theOutcomesAddUpToWhatWasAskedFor() {
    LayoutClient client = new LayoutClient(service);
    Map<String, Double> before = outcomes();
    List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      requests.add(client.send(Pages.blank(700 + i, 300), PNG));
    }
    byte[] same = Pages.blank(710, 310);
    for (int i = 0; i < 4; i++) {
      requests.add(client.send(same, PNG));
    }
    byte[] noise = new byte[5_000];
    new Random(17).nextBytes(noise);
    requests.add(client.send(noise, PNG));
    requests.add(client.send(Pages.truncated(Pages.sample()), "image/jpeg"));
    requests.add(client.send(Pages.pngDeclaring(30_000, 30_000), PNG));
    requests.add(client.send(Pages.blank(666, 12), PNG));
    requests.add(client.send(Pages.blank(711, 311), PNG, "X-Timeout-Ms", "1"));
    requests.add(client.send("%PDF-1.7 and no more".getBytes(), "application/pdf"));
    requests.add(client.send(noise, "multipart/form-data; boundary=none"));
    requests.forEach(CompletableFuture::join);
    HttpResponse<String> large = requests.get(12).join();
    assertTrue(large.body().contains("urn:quire:problem:image-too-large"), large::body);
    HttpResponse<String> late = requests.get(14).join();
    assertEquals(504, late.statusCode(), late::body);

    // is told at once that it is no request for a page at all
    assertEquals(400, client.send(same, PNG, "X-Timeout-Ms", "never").join().statusCode());
    assertEquals(200, client.ask(Pdfs.pages(401, 402, 403), "application/pdf").statusCode());

    Map<String, Double> counted = outcomes();
    before.forEach((outcome, count) -> counted.merge(outcome, -count, Double::sum));
    assertEquals(
        Map.of(
            "answered", 6.0 + 1 + 3,
            "reused", 3.0,
            "invalid", 5.0,
            "failed", 1.0,
            "expired", 1.0,
            "refused", 0.0,
            "cancelled", 0.0),
        counted);
    assertEquals(requests.size() + 3, counted.values().stream().mapToDouble(n -> n).sum());
  }

  private static Map<String, Double> outcomes() {
    Map<String, Double> counts = new HashMap<>();
    RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("quire_tickets_total") && line.contains("\"layout\""))
        .forEach(
            line ->
                counts.put(
                    line.replaceAll(".*outcome=\"([a-z]+)\".*", "$1"),
                    Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    return counts;
  }
}
