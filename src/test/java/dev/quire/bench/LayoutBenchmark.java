package dev.quire.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.app.ModelRuntime;
import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.model.Model;
import dev.quire.serving.ServedModels;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Where a page's time goes, and how much of the bare predictor's throughput the service keeps under
 * saturating clients. Both are measured in one run, in turns, on the bundled sample. Run it with
 * {@code ./mvnw -Pbenchmark verify}.
 */
@QuarkusTest
@TestProfile(Calibrated.class)
class LayoutBenchmark {

  private static final int SINGLE_PAGES = 40;
  private static final int CLIENTS = 16;
  private static final int ROUNDS = 3;
  private static final long ROUND_NANOS = 6_000_000_000L;
  private static final int[] SIZES = {1, 2, 4, 8};
  private static final List<String> STAGES =
      List.of("decode", "resize", "prepare", "queue", "run", "finish", "total");

  @TestHTTPResource URI service;
  @Inject Model model;
  @Inject ModelRuntime<PreparedPage, PageRows> runtime;
  @Inject LayoutTask task;
  @Inject ServedModels models;

  private final PrintStream out = System.out;
  private final byte[] page = Pages.sample();
  private final AtomicLong asked = new AtomicLong();

  private DeviceId device() {
    return models.of(Model.LAYOUT).workers().status().get(0).device().id();
  }

  @Test
  void stagesAndThroughput() throws Exception {
    LayoutClient client = new LayoutClient(service);
    warmUp(client);
    printStages(client);
    printThroughput(client);
  }

  private void warmUp(LayoutClient client) {
    for (int i = 0; i < SINGLE_PAGES; i++) {
      assertEquals(
          200, client.ask(Pages.sample(asked.getAndIncrement()), "image/jpeg").statusCode());
    }
  }

  private void printStages(LayoutClient client) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> timings = new ArrayList<>();
    for (int i = 0; i < SINGLE_PAGES; i++) {
      timings.add(
          json.readTree(client.ask(Pages.sample(asked.getAndIncrement()), "image/jpeg").body())
              .get("timing"));
    }
    out.printf(
        "%n%s, sample page of %d KiB, one client, %d pages%n",
        model.name(), page.length >> 10, SINGLE_PAGES);
    out.printf("%-14s %10s %10s%n", "stage", "median ms", "p90 ms");
    for (String stage : STAGES) {
      double[] millis =
          timings.stream().mapToDouble(t -> t.get(stage + "_ms").asDouble()).sorted().toArray();
      boolean part = stage.equals("decode") || stage.equals("resize");
      out.printf(
          "%-14s %10.2f %10.2f%n",
          part ? "  of which " + stage : stage,
          millis[millis.length / 2],
          millis[millis.length * 9 / 10]);
    }
  }

  private void printThroughput(LayoutClient client) throws Exception {
    List<Double> bare = new ArrayList<>();
    List<Double> served = new ArrayList<>();
    try (Predictor predictor = runtime.open(device())) {
      double[] bySize = new double[SIZES.length];
      for (int round = 0; round < ROUNDS; round++) {
        double best = 0;
        for (int i = 0; i < SIZES.length; i++) {
          double rate = bareRate(predictor, SIZES[i]);
          bySize[i] = Math.max(bySize[i], rate);
          best = Math.max(best, rate);
        }
        bare.add(best);
        served.add(serviceRate(client));
      }
      out.printf("%n%-34s %10s%n", "throughput", "pages/s");
      for (int i = 0; i < SIZES.length; i++) {
        out.printf("%-34s %10.2f%n", "bare predictor, batch " + SIZES[i], bySize[i]);
      }
    }
    out.printf("%-34s %10.2f%n", "bare predictor, best size, median", median(bare));
    out.printf("%-34s %10.2f%n", "service, " + CLIENTS + " clients, median", median(served));
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      ratios.add(served.get(i) / bare.get(i));
    }
    out.printf(
        "%-34s %10.3f   (%s)%n%n", "service ÷ bare predictor, median", median(ratios), device());
  }

  /** Assembling, running and taking apart, without decoding, queue or HTTP. */
  private double bareRate(Predictor predictor, int size) {
    List<PreparedPage> batch = Collections.nCopies(size, task.prepare(page));
    long start = System.nanoTime();
    int pages = 0;
    while (System.nanoTime() - start < ROUND_NANOS / SIZES.length) {
      task.split(predictor.run(task.assemble(batch), task.outputs()), batch);
      pages += size;
    }
    return pages * 1e9 / (System.nanoTime() - start);
  }

  private double serviceRate(LayoutClient client) {
    AtomicInteger pages = new AtomicInteger();
    long start = System.nanoTime();
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(keepAsking(client, pages, start + ROUND_NANOS));
    }
    CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
    return pages.get() * 1e9 / (System.nanoTime() - start);
  }

  private CompletableFuture<Void> keepAsking(LayoutClient client, AtomicInteger pages, long end) {
    return client
        .send(Pages.sample(asked.getAndIncrement()), "image/jpeg")
        .thenCompose(
            (HttpResponse<String> response) -> {
              assertEquals(200, response.statusCode(), response::body);
              pages.incrementAndGet();
              return System.nanoTime() < end
                  ? keepAsking(client, pages, end)
                  : CompletableFuture.completedFuture(null);
            });
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
