package dev.quire.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import dev.quire.support.ProcessMemory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * How soon the first page of a long document comes, what single pages feel of it meanwhile, and how
 * much memory it takes. Run it with {@code ./mvnw -Pbenchmark verify}.
 */
@QuarkusTest
@TestProfile(DocumentBenchmark.WarmedUp.class)
class DocumentBenchmark {

  private static final int PAGES = 300;
  private static final int FEW_PAGES = 30;
  private static final int SINGLE_PAGES = 60;
  private static final long PAUSE_MILLIS = 100;

  @TestHTTPResource URI service;

  private final PrintStream out = System.out;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();
  private long asked;

  /** What came of a document. */
  private record Streamed(int pages, double firstMillis, double totalMillis) {}

  @Test
  void aLongDocumentAmongSinglePages() throws Exception {
    LayoutClient client = new LayoutClient(service);
    Streamed cold = stream(Pdfs.printed(FEW_PAGES)).join();
    double[] alone = singlePages(client, CompletableFuture.completedFuture(null));

    Streamed few = stream(Pdfs.printed(FEW_PAGES)).join();
    CompletableFuture<Streamed> document = stream(Pdfs.printed(PAGES));
    double[] beside = singlePages(client, document);
    Streamed many = document.join();

    out.printf("%n%-44s %10s %10s%n", "document, streamed", FEW_PAGES, PAGES + " pages");
    out.printf(
        "%-44s %10.0f%n", "first page, first document of the process, ms", cold.firstMillis());
    row("first page, ms", few.firstMillis(), many.firstMillis());
    row("pages/s", rate(few), rate(many));
    out.printf("%n%-44s %10s %10s%n", "single pages, ms", "alone", "beside it");
    row("median", percentile(alone, 50), percentile(beside, 50));
    row("p90", percentile(alone, 90), percentile(beside, 90));
    row("most", percentile(alone, 100), percentile(beside, 100));
    out.printf(
        "%-44s %10.2f%n%n",
        "median beside it ÷ alone", percentile(beside, 50) / percentile(alone, 50));
    printMemory();
  }

  /** Live heap and native memory, after a collection, while the document comes. */
  private void printMemory() {
    out.printf("%-44s %10s %10s%n", "held while it comes, MiB", "heap", "native");
    stream(
            Pdfs.printed(PAGES),
            page -> {
              if (page % (PAGES / 4) == FEW_PAGES) {
                row(
                    "after page " + page,
                    mebibytes(ProcessMemory.liveHeap()),
                    mebibytes(ProcessMemory.besidesHeap().orElse(0)));
              }
            })
        .join();
    out.println();
  }

  private void row(String name, double left, double right) {
    out.printf("%-44s %10.1f %10.1f%n", name, left, right);
  }

  /** Pages one after the other, as long as the document comes or until there are enough. */
  private double[] singlePages(LayoutClient client, CompletableFuture<?> document)
      throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    boolean waits = !document.isDone();
    while (millis.size() < SINGLE_PAGES && (!waits || !document.isDone())) {
      long start = System.nanoTime();
      assertEquals(200, client.ask(Pages.sample(asked++), "image/jpeg").statusCode());
      millis.add((System.nanoTime() - start) / 1e6);
      Thread.sleep(PAUSE_MILLIS);
    }
    return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private CompletableFuture<Streamed> stream(byte[] pdf) {
    return stream(pdf, page -> {});
  }

  private CompletableFuture<Streamed> stream(byte[] pdf, IntConsumer watcher) {
    long start = System.nanoTime();
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/v1/layout"))
            .header("Content-Type", "application/pdf")
            .header("Accept", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(pdf))
            .build();
    return http.sendAsync(request, BodyHandlers.ofInputStream())
        .thenApplyAsync(response -> read(response, start, watcher));
  }

  private Streamed read(HttpResponse<InputStream> response, long start, IntConsumer watcher) {
    assertEquals(200, response.statusCode());
    int pages = 0;
    double first = 0;
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode page = json.readTree(line);
        assertEquals(++pages, page.get("page").intValue());
        assertTrue(page.get("error") == null, line);
        first = pages == 1 ? (System.nanoTime() - start) / 1e6 : first;
        watcher.accept(pages);
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
    return new Streamed(pages, first, (System.nanoTime() - start) / 1e6);
  }

  private static double rate(Streamed document) {
    return document.pages() * 1e3 / document.totalMillis();
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  /** As the service starts outside of tests. */
  public static class WarmedUp implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quire.documents.warm-up", "true", "quire.batch.calibration", "5s");
    }
  }
}
