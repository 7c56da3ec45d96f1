package dev.quire.bench;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * What the service costs around an engine that does nothing: HTTP, decoding a small page, queue,
 * batch, answer. The clients run in the same process, so their cost is in the figures too. Run it
 * with {@code ./mvnw -Pbenchmark verify}.
 */
@QuarkusTest
@TestProfile(OverheadBenchmark.Nothing.class)
class OverheadBenchmark {

  private static final long NANOS = 8_000_000_000L;

  @TestHTTPResource URI service;

  private final AtomicLong asked = new AtomicLong();

  @Test
  void requestsASecondAndLatency() {
    LayoutClient client = new LayoutClient(service);
    run(client, 16);
    System.out.printf(
        "%n%-28s %12s %10s %10s%n", "service, do-nothing engine", "requests/s", "p50 ms", "p99 ms");
    for (int clients : new int[] {1, 16, 64}) {
      double[] millis = run(client, clients);
      Arrays.sort(millis);
      System.out.printf(
          "%-28s %12.0f %10.2f %10.2f%n",
          clients + " clients",
          millis.length * 1e9 / NANOS,
          millis[millis.length / 2],
          millis[(int) (millis.length * 0.99)]);
    }
    System.out.println();
  }

  /** The latencies in milliseconds of all requests that some clients could send. */
  private double[] run(LayoutClient client, int clients) {
    ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + NANOS;
    CompletableFuture<?>[] all = new CompletableFuture<?>[clients];
    for (int i = 0; i < clients; i++) {
      all[i] = keepAsking(client, millis, end);
    }
    CompletableFuture.allOf(all).join();
    return millis.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private CompletableFuture<Void> keepAsking(
      LayoutClient client, ConcurrentLinkedQueue<Double> millis, long end) {
    long number = asked.getAndIncrement();
    byte[] page = Pages.blank(8 + (int) (number % 500), 8 + (int) (number / 500 % 500));
    long start = System.nanoTime();
    return client
        .send(page, "image/png")
        .thenCompose(
            response -> {
              if (response.statusCode() != 200) {
                throw new IllegalStateException(response.body());
              }
              millis.add((System.nanoTime() - start) / 1e6);
              return System.nanoTime() < end
                  ? keepAsking(client, millis, end)
                  : CompletableFuture.completedFuture(null);
            });
  }

  /** A device that takes no time. */
  public static class Nothing implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quire.models.layout.engine", "simulated",
          "quire.devices", "gpu:0",
          "quire.batch.calibration", "5s",
          "quire.simulated.latency", "1:0.001ms");
    }
  }
}
