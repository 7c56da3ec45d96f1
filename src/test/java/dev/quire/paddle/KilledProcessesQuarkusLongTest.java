package dev.quire.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A minute of load on page-mini in two processes of Paddle, of which one is killed again and again.
 */
@QuarkusTest
@Tag("long")
@TestProfile(KilledProcessesQuarkusLongTest.TwoProcesses.class)
class KilledProcessesQuarkusLongTest {

  private static final int CLIENTS = 4;

  /** Longer with -Dchaos.seconds=SECONDS. */
  private static final int SECONDS = Integer.getInteger("chaos.seconds", 60);

  private static final long NANOS = SECONDS * 1_000_000_000L;

  /** How many more requests are asked before the next process is killed. */
  private static final long BETWEEN = 4 * CLIENTS;

  private static final List<String> READY = List.of("ready", "ready");

  @TestHTTPResource URI service;

  private final AtomicLong asked = new AtomicLong();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

  @Test
  void noRequestIsLost() throws InterruptedException {
    LayoutClient client = new LayoutClient(service);
    long end = System.nanoTime() + NANOS;
    CompletableFuture<?>[] clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> keepAsking(client, end))
            .toArray(CompletableFuture[]::new);

    List<Long> recoveries = killUntil(end);
    CompletableFuture.allOf(clients).join();

    Map<Integer, Integer> byStatus = new TreeMap<>();
    statuses.forEach((status, count) -> byStatus.put(status, count.get()));
    Collections.sort(recoveries);
    System.out.printf(
        "kill -9: %d kills in %d s, %d requests, answers by status %s; until both devices were"
            + " ready again: median %d ms, longest %d ms%n",
        recoveries.size(),
        SECONDS,
        asked.get(),
        byStatus,
        recoveries.get(recoveries.size() / 2),
        recoveries.get(recoveries.size() - 1));
    assertTrue(recoveries.size() >= 2, recoveries::toString);
    assertEquals(Map.of(200, (int) asked.get()), byStatus);
    RestAssured.get("/q/health/live").then().statusCode(200);
  }

  /** Kills a process at random whenever both are back; how long each recovery took, in ms. */
  private List<Long> killUntil(long end) throws InterruptedException {
    List<Long> recoveries = new ArrayList<>();
    Random random = new Random(7);
    while (System.nanoTime() < end) {
      long enough = asked.get() + BETWEEN;
      while (asked.get() < enough && System.nanoTime() < end) {
        Thread.sleep(10);
      }
      List<ProcessHandle> workers =
          ProcessHandle.current()
              .children()
              .filter(child -> child.info().commandLine().orElse("").contains("ProcessMain"))
              .toList();
      long killed = System.nanoTime();
      workers.get(random.nextInt(workers.size())).destroyForcibly();
      awaitStates(false);
      awaitStates(true);
      recoveries.add((System.nanoTime() - killed) / 1_000_000);
    }
    return recoveries;
  }

  private static void awaitStates(boolean ready) throws InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      if (READY.equals(RestAssured.get("/v1/devices").path("models[0].devices.state")) == ready) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError(RestAssured.get("/v1/devices").asString());
  }

  private CompletableFuture<Void> keepAsking(LayoutClient client, long end) {
    long number = asked.incrementAndGet();
    return client
        .send(Pages.sample(number), "image/jpeg")
        .thenCompose(
            response -> {
              statuses
                  .computeIfAbsent(response.statusCode(), s -> new AtomicInteger())
                  .incrementAndGet();
              return System.nanoTime() < end
                  ? keepAsking(client, end)
                  : CompletableFuture.completedFuture(null);
            });
  }

  /** The model that ships, in two processes of Paddle. */
  public static class TwoProcesses implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quire.models.layout.engine", "paddlepaddle", "quire.devices", "cpu:0,cpu:1");
    }
  }
}
