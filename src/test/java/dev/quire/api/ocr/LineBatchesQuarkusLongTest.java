package dev.quire.api.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.OcrModel;
import dev.quire.serving.ServedModels;
import dev.quire.support.LayoutClient;
import dev.quire.support.LinePages;
import dev.quire.support.OpenedModels;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lines of many pages and clients share recognition's batches, each page gets its own, and the
 * metrics say how large the batches were and how much of them was padding. How full they become
 * under load is told in virtual time by {@link dev.quire.simulate}: here it is the machine that
 * says how fast pages come.
 */
@QuarkusTest
@Tag("long")
@TestProfile(LineBatchesQuarkusLongTest.Slow.class)
class LineBatchesQuarkusLongTest {

  private static final int CLIENTS = 16;
  private static final int PAGES = 2;
  private static final int LINES = 12;

  @TestHTTPResource URI service;
  @Inject MeterRegistry registry;
  @Inject ServedModels models;

  private record Counted(double batches, double lines, double cost, double padding) {

    Counted since(Counted before) {
      return new Counted(
          batches - before.batches,
          lines - before.lines,
          cost - before.cost,
          padding - before.padding);
    }
  }

  @Test
  void linesOfManyPagesShareBatches() {
    OpenedModels.await();
    LayoutClient client = LayoutClient.ofText(service);
    Counted before = counted();

    CompletableFuture<?>[] clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(number -> ask(client, number, new Random(number), PAGES))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(clients).join();

    Counted run = counted().since(before);
    System.out.printf(
        "recognition under load: %.0f lines in %.0f batches, %.1f a batch; %.1f %% padding%n",
        run.lines(), run.batches(), run.lines() / run.batches(), 100 * run.padding() / run.cost());
    assertEquals(CLIENTS * PAGES * LINES, run.lines());
    assertTrue(run.batches() < run.lines(), run::toString);
    assertTrue(run.padding() > 0, run::toString);
    assertTrue(run.padding() / run.cost() <= 0.15, run::toString);
  }

  /** Asks for one page after the other; each has widths of its own. */
  private static CompletableFuture<Void> ask(
      LayoutClient client, int number, Random random, int pages) {
    List<Integer> widths = LinePages.widths(random, LINES, 120, 1500);
    return client
        .send(LinePages.png(widths), "image/png", "X-Client-Id", "c" + number)
        .thenCompose(
            response -> {
              assertEquals(200, response.statusCode(), response::body);
              LinePages.assertRead(response.body(), widths, -1);
              return pages > 1
                  ? ask(client, number, random, pages - 1)
                  : CompletableFuture.completedFuture(null);
            });
  }

  private Counted counted() {
    DistributionSummary sizes = of("size").summary();
    return sizes == null
        ? new Counted(0, 0, 0, 0)
        : new Counted(sizes.count(), sizes.totalAmount(), count("cost"), count("padding"));
  }

  private double count(String what) {
    return of(what).counter().count();
  }

  private Search of(String what) {
    return registry
        .find("quire.batch." + what)
        .tag("model", models.of(OcrModel.RECOGNITION).name());
  }

  /** A device that takes far longer for lines than the service does. */
  public static class Slow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quire.models.layout.engine", "simulated",
          "quire.models.similarity.enabled", "false",
          "quire.devices", "gpu:0",
          "quire.batch.calibration", "1s",
          "quire.queue.timeout", "2m",
          "quire.simulated.latency", "1:50ms,8:80ms,32:150ms");
    }
  }
}
