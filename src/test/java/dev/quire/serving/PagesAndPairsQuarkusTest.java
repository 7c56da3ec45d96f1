package dev.quire.serving;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Pages;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages and sentence pairs for one device, more of both than it can do. */
@QuarkusTest
@TestProfile(Simulated.class)
class PagesAndPairsQuarkusTest {

  private static final int CLIENTS = 24;
  private static final int QUOTA = 240;

  /** The share of its quota that the slower kind must have when the faster one has its own. */
  private static final double LEAST = 0.25;

  @TestHTTPResource URI service;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();

  /** Requests of one kind, asked by clients that ask again as soon as they are answered. */
  private final class Kind {

    private final String name;
    private final IntFunction<HttpRequest> request;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    Kind(String name, IntFunction<HttpRequest> request) {
      this.name = name;
      this.request = request;
    }

    boolean isDone() {
      return answered.get() >= QUOTA;
    }

    CompletableFuture<Void> ask(CompletableFuture<Void> end) {
      if (end.isDone()) {
        return CompletableFuture.completedFuture(null);
      }
      return http.sendAsync(request.apply(asked.incrementAndGet()), BodyHandlers.ofString())
          .thenCompose(
              response -> {
                count(response);
                if (isDone()) {
                  end.complete(null);
                }
                return ask(end);
              });
    }

    private void count(HttpResponse<String> response) {
      if (response.statusCode() == 200) {
        answered.incrementAndGet();
      } else {
        refused.add(name + " " + response.body());
      }
    }
  }

  @Test
  void neitherStarves() {
    Kind pages = new Kind("page", this::page);
    Kind pairs = new Kind("pair", this::pairs);
    CompletableFuture<Void> end = new CompletableFuture<>();

    CompletableFuture.allOf(
            IntStream.range(0, CLIENTS)
                .mapToObj(i -> i % 2 == 0 ? pages.ask(end) : pairs.ask(end))
                .toArray(CompletableFuture[]::new))
        .join();

    System.out.printf(
        "one device, %d clients each: %d pages and %d pairs answered%n",
        CLIENTS / 2, pages.answered.get(), pairs.answered.get());
    assertTrue(refused.isEmpty(), refused::toString);
    int slower = Math.min(pages.answered.get(), pairs.answered.get());
    assertTrue(slower >= LEAST * QUOTA, () -> slower + " of " + QUOTA);
    for (String model : new String[] {"page-mini", "pair-mini"}) {
      RestAssured.get("/v1/devices")
          .then()
          .body(
              "models.find { it.model == '%s' }.devices[0].serving".formatted(model),
              equalTo(true));
    }
  }

  private HttpRequest page(int number) {
    return request("v1/layout", "image/png", Pages.blank(20 + number % 600, 20 + number / 600));
  }

  /** Two rows; no two requests have a sentence in common. */
  private HttpRequest pairs(int number) {
    return request(
        "v1/similarity",
        "application/json",
        "{\"pairs\":[{\"a\":\"left %d\",\"b\":\"right %d\"}]}"
            .formatted(number, number)
            .getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest request(String path, String type, byte[] body) {
    return HttpRequest.newBuilder(service.resolve(path))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
