package dev.quire.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.QueueSnapshot;
import dev.quire.queue.RequestQueue;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Served;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A minute of load on four devices that fail in every way they can: errors, hangs, too little
 * memory, being lost, being slow; with pages that always fail and clients that leave. Every page
 * has a size of its own, so an answer tells whether it went to the right request.
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

  @TestHTTPResource URI service;
  @Inject RequestQueue<PreparedPage, Served<PageRows>> queue;

  private final AtomicLong asked = new AtomicLong();
  private final AtomicInteger left = new AtomicInteger();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

  @Test
  void everyRequestEndsOnceAndTheGoodOnesAreRight() throws Exception {
    LayoutClient client = new LayoutClient(service);
    long end = System.nanoTime() + NANOS;
    CompletableFuture<?>[] clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> keepAsking(client, end))
            .toArray(CompletableFuture[]::new);

    CompletableFuture.allOf(clients).join();

    Map<Integer, Integer> byStatus = new TreeMap<>();
    statuses.forEach((status, count) -> byStatus.put(status, count.get()));
    System.out.printf(
        "chaos: %d requests, answers by status %s, %d clients left early%n%s%n",
        asked.get(), byStatus, left.get(), RestAssured.get("/v1/devices").asString());
    int ended = byStatus.values().stream().mapToInt(Integer::intValue).sum();
    assertEquals(asked.get(), ended + left.get());
    assertTrue(byStatus.get(200) > asked.get() / 2, byStatus::toString);
    waitForLeavers();
    QueueSnapshot after = queue.snapshot();
    assertEquals(0, after.depth());
    assertEquals(0, after.running());
    assertEquals(0, after.bytes());
    RestAssured.get("/q/health/live").then().statusCode(200);
  }

  private CompletableFuture<Void> keepAsking(LayoutClient client, long end) {
    long number = asked.incrementAndGet();
    return ask(client, number)
        .thenCompose(
            ignored ->
                System.nanoTime() < end
                    ? keepAsking(client, end)
                    : CompletableFuture.completedFuture(null));
  }

  private CompletableFuture<Void> ask(LayoutClient client, long number) {
    boolean poisoned = number % POISONED_EVERY == 0;
    // one of half a million sizes, none of them poisoned
    int width = poisoned ? 666 : 20 + (int) (number % 600);
    int height = 20 + (int) (number / 600 % 900);
    CompletableFuture<HttpResponse<String>> request =
        client.send(Pages.blank(width, height), "image/png", "X-Client-Id", "c" + number % 7);
    if (number % LEAVING_EVERY == 1) {
      left.incrementAndGet();
      CompletableFuture.delayedExecutor(5, java.util.concurrent.TimeUnit.MILLISECONDS)
          .execute(() -> request.cancel(true));
      return request.handle((response, failure) -> null);
    }
    return request.thenAccept(response -> check(response, width, height, poisoned));
  }

  private void check(HttpResponse<String> response, int width, int height, boolean poisoned) {
    int status = response.statusCode();
    statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
    if (status == 200) {
      String size = "\"width\":%d,\"height\":%d".formatted(width, height);
      String box = "\"box\":[0.0,0.0,%d.0,%d.0]".formatted(width, height);
      assertTrue(!poisoned && response.body().contains(size), response::body);
      assertTrue(response.body().contains(box), response::body);
    } else if (status == 500) {
      assertTrue(poisoned, () -> "a good page failed: " + response.body());
    } else {
      assertTrue(status == 503 || status == 504, response::body);
    }
  }

  private void waitForLeavers() throws InterruptedException {
    for (int i = 0; i < 1000 && queue.snapshot().running() + queue.depth() > 0; i++) {
      Thread.sleep(10);
    }
  }

  /** Four devices, each with troubles of its own. */
  public static class Faulty implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.ofEntries(
          Map.entry("quire.models.layout.engine", "simulated"),
          // faults come by the runs of a device, which its models share
          Map.entry("quire.models.ocr.enabled", "false"),
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
