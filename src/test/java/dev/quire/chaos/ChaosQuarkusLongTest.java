package dev.quire.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.QueueSnapshot;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.support.Await;
import dev.quire.support.LayoutClient;
import dev.quire.support.LinePages;
import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A minute of load on four devices that fail in every way they can: errors, hangs, too little
 * memory, being lost, being slow; with pages and lines that always fail and clients that leave.
 * Every other page is asked for its text. Every page has a size of its own, and lines of widths of
 * their own, so an answer tells whether it went to the right request.
 */
@QuarkusTest
@Tag("long")
@TestProfile(ChaosQuarkusLongTest.Faulty.class)
class ChaosQuarkusLongTest {

  private static final int CLIENTS = 48;

  /** Longer with -Dchaos.seconds=SECONDS. */
  private static final long NANOS = Integer.getInteger("chaos.seconds", 60) * 1_000_000_000L;

  private static final int POISONED_EVERY = 50;
  private static final int LEAVING_EVERY = 20;
  private static final int LINES = 4;

  @TestHTTPResource URI service;
  @Inject ServedModels models;

  private final AtomicLong asked = new AtomicLong();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger failedLines = new AtomicInteger();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

  @Test
  void everyRequestEndsOnceAndTheGoodOnesAreRight() throws Exception {
    OpenedModels.await();
    Clients client = new Clients(new LayoutClient(service), LayoutClient.ofText(service));
    long end = System.nanoTime() + NANOS;
    CompletableFuture<?>[] clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> keepAsking(client, end))
            .toArray(CompletableFuture[]::new);

    CompletableFuture.allOf(clients).join();

    Map<Integer, Integer> byStatus = new TreeMap<>();
    statuses.forEach((status, count) -> byStatus.put(status, count.get()));
    System.out.printf(
        "chaos: %d requests, answers by status %s, %d clients left early,"
            + " %d pages with a line that failed in its place%n%s%n",
        asked.get(),
        byStatus,
        left.get(),
        failedLines.get(),
        RestAssured.get("/v1/devices").asString());
    int ended = byStatus.values().stream().mapToInt(Integer::intValue).sum();
    assertEquals(asked.get(), ended + left.get());
    assertTrue(byStatus.get(200) > asked.get() / 2, byStatus::toString);
    assertTrue(failedLines.get() > 0, "a page is read but for a line");
    for (ServedModel model : models.all()) {
      Await.until("those who left are gone from " + model.task(), () -> isIdle(model));
      assertEquals(0, model.queue().snapshot().bytes(), model.task());
    }
    RestAssured.get("/q/health/live").then().statusCode(200);
  }

  private static boolean isIdle(ServedModel model) {
    QueueSnapshot snapshot = model.queue().snapshot();
    return snapshot.depth() == 0 && snapshot.running() == 0;
  }

  private CompletableFuture<Void> keepAsking(Clients client, long end) {
    long number = asked.incrementAndGet();
    return ask(client, number)
        .thenCompose(
            ignored ->
                System.nanoTime() < end
                    ? keepAsking(client, end)
                    : CompletableFuture.completedFuture(null));
  }

  private record Clients(LayoutClient layouts, LayoutClient texts) {}

  private CompletableFuture<Void> ask(Clients clients, long number) {
    return number % 2 == 0 ? layout(clients.layouts(), number) : text(clients.texts(), number);
  }

  private CompletableFuture<Void> layout(LayoutClient client, long number) {
    boolean poisoned = number % POISONED_EVERY == 0;
    // one of half a million sizes, none of them poisoned
    int width = poisoned ? 666 : 20 + (int) (number % 600);
    int height = 20 + (int) (number / 600 % 900);
    CompletableFuture<HttpResponse<String>> request =
        client.send(Pages.blank(width, height), "image/png", "X-Client-Id", "c" + number % 7);
    if (number % LEAVING_EVERY == 2) {
      return leave(request);
    }
    return request.thenAccept(response -> check(response, width, height, poisoned));
  }

  /** Of a poisoned page one line fails, and no other. */
  private CompletableFuture<Void> text(LayoutClient client, long number) {
    List<Integer> widths = LinePages.widths(new Random(number), LINES, 100, 700);
    int poisoned = number % POISONED_EVERY == 1 ? (int) (number % LINES) : -1;
    CompletableFuture<HttpResponse<String>> request =
        client.send(LinePages.png(widths, poisoned), "image/png", "X-Client-Id", "c" + number % 7);
    if (number % LEAVING_EVERY == 3) {
      return leave(request);
    }
    return request.thenAccept(
        response -> {
          count(response);
          if (response.statusCode() == 200) {
            LinePages.assertRead(response.body(), widths, poisoned);
            failedLines.addAndGet(poisoned < 0 ? 0 : 1);
          } else {
            assertTrue(isFull(response), response::body);
          }
        });
  }

  private CompletableFuture<Void> leave(CompletableFuture<HttpResponse<String>> request) {
    left.incrementAndGet();
    CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS).execute(() -> request.cancel(true));
    return request.handle((response, failure) -> null);
  }

  private static boolean isFull(HttpResponse<String> response) {
    return response.statusCode() == 503 || response.statusCode() == 504;
  }

  private int count(HttpResponse<String> response) {
    int status = response.statusCode();
    statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
    return status;
  }

  private void check(HttpResponse<String> response, int width, int height, boolean poisoned) {
    int status = count(response);
    if (status == 200) {
      String size = "\"width\":%d,\"height\":%d".formatted(width, height);
      String box = "\"box\":[0.0,0.0,%d.0,%d.0]".formatted(width, height);
      assertTrue(!poisoned && response.body().contains(size), response::body);
      assertTrue(response.body().contains(box), response::body);
    } else if (status == 500) {
      assertTrue(poisoned, () -> "a good page failed: " + response.body());
    } else {
      assertTrue(isFull(response), response::body);
    }
  }

  /** Four devices, each with troubles of its own. */
  public static class Faulty implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.ofEntries(
          Map.entry("quire.models.layout.engine", "simulated"),
          Map.entry("quire.devices", "gpu:0,gpu:1,gpu:2,gpu:3"),
          Map.entry("quire.simulated.latency", "1:8ms,8:24ms,32:80ms"),
          Map.entry(
              "quire.simulated.faults",
              "*/error-every=97,gpu:0/slow=3,gpu:1/hang-every=150:3s,"
                  + "gpu:2/oom-above=3,gpu:3/lost-every=200:1s"),
          Map.entry("quire.queue.timeout", "10s"),
          Map.entry("quire.watchdog.floor", "300ms"),
          Map.entry("quire.watchdog.probe-after", "500ms"),
          Map.entry("quire.watchdog.backoff", "100ms"));
    }
  }
}
