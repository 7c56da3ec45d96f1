package dev.quire.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.support.Await;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
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
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * A minute of load, longer with {@code -Dchaos.seconds}, on models in processes of which one after
 * the other is killed. For use inside the service's own process.
 */
public final class KilledProcesses {

  private static final int CLIENTS = 4;
  private static final int SECONDS = Integer.getInteger("chaos.seconds", 60);
  private static final long NANOS = SECONDS * 1_000_000_000L;

  /** How many more requests are asked before the next process is killed. */
  private static final long BETWEEN = 4 * CLIENTS;

  private final ServedModels models;
  private final LongFunction<CompletableFuture<HttpResponse<String>>> request;
  private final Consumer<HttpResponse<String>> check;
  private final AtomicLong asked = new AtomicLong();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

  /**
   * @param request sends the request of a number
   * @param check fails unless an answer with status 200 is a good one
   */
  public KilledProcesses(
      ServedModels models,
      LongFunction<CompletableFuture<HttpResponse<String>>> request,
      Consumer<HttpResponse<String>> check) {
    this.models = models;
    this.request = request;
    this.check = check;
  }

  /** Makes sure that every request is answered and every process comes back. */
  public void assertNothingIsLost() {
    long end = System.nanoTime() + NANOS;
    CompletableFuture<?>[] clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> keepAsking(end))
            .toArray(CompletableFuture[]::new);

    List<Long> recoveries = killUntil(end);
    CompletableFuture.allOf(clients).join();

    Map<Integer, Integer> byStatus = new TreeMap<>();
    statuses.forEach((status, count) -> byStatus.put(status, count.get()));
    Collections.sort(recoveries);
    System.out.printf(
        "kill -9: %d kills in %d s, %d requests, answers by status %s; until all devices were"
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

  /** Kills a process at random whenever all are back; how long each recovery took, in ms. */
  private List<Long> killUntil(long end) {
    List<Long> recoveries = new ArrayList<>();
    Random random = new Random(7);
    while (System.nanoTime() < end) {
      long enough = asked.get() + BETWEEN;
      Await.until("requests come", () -> asked.get() >= enough || System.nanoTime() >= end);
      List<ProcessHandle> workers =
          ProcessHandle.current()
              .children()
              .filter(child -> child.info().commandLine().orElse("").contains("ProcessMain"))
              .toList();
      long killed = System.nanoTime();
      workers.get(random.nextInt(workers.size())).destroyForcibly();
      Await.until("the process is missed", () -> !isReady());
      Await.until("all devices are ready again", this::isReady);
      recoveries.add((System.nanoTime() - killed) / 1_000_000);
    }
    return recoveries;
  }

  private boolean isReady() {
    return models.all().stream()
        .map(ServedModel::workers)
        .flatMap(workers -> workers.status().stream())
        .allMatch(worker -> worker.device().state().isServing());
  }

  private CompletableFuture<Void> keepAsking(long end) {
    return request
        .apply(asked.incrementAndGet())
        .thenCompose(
            response -> {
              statuses
                  .computeIfAbsent(response.statusCode(), s -> new AtomicInteger())
                  .incrementAndGet();
              if (response.statusCode() == 200) {
                check.accept(response);
              }
              return System.nanoTime() < end
                  ? keepAsking(end)
                  : CompletableFuture.completedFuture(null);
            });
  }
}
