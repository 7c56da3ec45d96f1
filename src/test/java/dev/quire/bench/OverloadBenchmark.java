package dev.quire.bench;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Twice as many pages as a simulated device can serve, at random moments, whatever has been
 * answered before: how many are served in time, and how soon the others are refused. The clients
 * run in the same process. The device is twenty times slower than the one of the simulations, and
 * so are the deadlines, so that a small machine shows the service and not its own limits. Run it
 * with {@code ./mvnw -Pbenchmark verify}.
 */
@QuarkusTest
@TestProfile(OverloadBenchmark.Slow.class)
class OverloadBenchmark {

  private static final int CAPACITY = 20;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final long WARM_NANOS = 5_000_000_000L;
  private static final int WARM_REFUSALS = 5_000;
  private static final long NANOS = 45_000_000_000L;

  @TestHTTPResource URI service;

  private record Answer(int status, double millis) {}

  @Test
  void refusalsAndGoodput() {
    LayoutClient client = new LayoutClient(service);
    compileRefusals(client);
    overload(client, WARM_NANOS, 0);
    long start = System.nanoTime();
    List<Answer> answers = overload(client, NANOS, 2_000);
    double seconds = (System.nanoTime() - start) / 1e9;

    List<Double> served = millis(answers, answer -> answer.status() == 200);
    List<Double> refused = millis(answers, answer -> answer.status() == 503);
    long inTime = served.stream().filter(millis -> millis <= TIMEOUT_MILLIS).count();
    System.out.printf("%nsimulated device of %d pages/s under twice the load%n", CAPACITY);
    System.out.printf(
        "asked                 %8d in %.1f s, all answered after %.1f s%n",
        answers.size(), NANOS / 1e9, seconds);
    System.out.printf("in time ÷ capacity    %8.3f%n", inTime / (CAPACITY * seconds));
    System.out.printf(
        "in time ÷ admitted    %8.3f%n", inTime / (double) (answers.size() - refused.size()));
    System.out.printf("refused               %8d%n", refused.size());
    System.out.printf("refusal p50 ms        %8.2f%n", refused.get(refused.size() / 2));
    System.out.printf(
        "refusal p99 ms        %8.2f%n%n", refused.get((int) (refused.size() * 0.99)));
  }

  /** At the pace of the benchmark itself it would be over before the JVM has compiled its path. */
  private static void compileRefusals(LayoutClient client) {
    byte[] page = Pages.blank(8, 8);
    int refused = 0;
    for (int i = 0; i < WARM_REFUSALS; i++) {
      refused +=
          client
              .send(page, "image/png", "X-Timeout-Ms", "1")
              .handle((response, lost) -> lost == null && response.statusCode() == 503 ? 1 : 0)
              .join();
    }
    if (refused < WARM_REFUSALS * 0.99) {
      throw new IllegalStateException("Only %d pages were refused".formatted(refused));
    }
  }

  private static List<Double> millis(Collection<Answer> answers, Predicate<Answer> which) {
    return answers.stream().filter(which).map(Answer::millis).sorted().toList();
  }

  private static List<Answer> overload(LayoutClient client, long nanos, int firstPage) {
    ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    Random random = new Random(7);
    long start = System.nanoTime();
    long next = start;
    for (int number = firstPage; next - start < nanos; number++) {
      byte[] page = Pages.blank(8 + number % 200, 8 + number / 200);
      while (System.nanoTime() - next < 0) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
      long asked = System.nanoTime();
      all.add(
          client
              .send(page, "image/png", "X-Timeout-Ms", String.valueOf(TIMEOUT_MILLIS))
              .thenAccept(
                  response ->
                      answers.add(
                          new Answer(response.statusCode(), (System.nanoTime() - asked) / 1e6))));
      next += (long) (-Math.log(1 - random.nextDouble()) / (2 * CAPACITY) * 1e9);
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    return List.copyOf(answers);
  }

  /** A device that serves 20 pages a second at best. */
  public static class Slow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quire.models.layout.engine", "simulated",
          "quire.devices", "gpu:0",
          "quire.batch.calibration", "30s",
          "quire.simulated.latency", "1:160ms,8:480ms,32:1600ms");
    }
  }
}
