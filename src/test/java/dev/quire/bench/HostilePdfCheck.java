package dev.quire.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.support.HostilePdfs;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import dev.quire.support.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

/**
 * What PDF files that take for ever to draw do to others: how long single pages take while two of
 * them are drawn, beside how long they take alone; when their senders get their answers; when the
 * processors are free after they have left; and how much memory it takes. Wanted: the 99th
 * percentile is at most twice that alone, answers come at the deadline, which each page of several
 * has for itself, processors are free within a second. Run by hand, after {@code ./mvnw -DskipTests
 * package}, with {@code ./mvnw test -Dtest=HostilePdfCheck}; {@code -Dhostile.files} names further
 * files, separated by commas, {@code -Dhostile.pages} how many single pages are asked for.
 */
class HostilePdfCheck {

  private static final int SINGLE_PAGES = Integer.getInteger("hostile.pages", 200);
  private static final long PAUSE_MILLIS = 20;
  private static final int DEADLINE_MILLIS = 4_000;
  private static final double LATE_MILLIS = 1_000;
  private static final double FREE_SECONDS = 1;
  private static final double MOST_TIMES = 2;

  /** More than all processes, and all threads that wait for them, can take. */
  private static final int MANY = 40;

  private static final int MEEK_DOCUMENTS = 50;
  private static final double MEEK_MILLIS = 10_000;

  private final List<String> missed = new ArrayList<>();

  @Test
  void hostileFilesCostThemselvesAlone() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("shading", HostilePdfs.endlessShading());
    files.put("JPEG scans", HostilePdfs.endlessJpeg());
    for (String file : System.getProperty("hostile.files", "").split(",")) {
      if (!file.isEmpty()) {
        files.put(Path.of(file).getFileName().toString(), Files.readAllBytes(Path.of(file)));
      }
    }
    try (ServiceProcess service =
        ServiceProcess.start(
            "hostile",
            List.of("-Xmx1g"),
            Map.of("quire.devices", "cpu", "quire.models.similarity.enabled", "false"))) {
      LayoutClient client = new LayoutClient(service.address());
      assertEquals(200, client.ask(Pdfs.printed(1), "application/pdf").statusCode());
      // until the processes are there and code is compiled
      single(client, 50, () -> false);
      System.out.printf(Locale.ROOT, "resident at rest: %.0f MB%n", service.residentMegabytes());
      double[] alone = single(client, SINGLE_PAGES, () -> false);
      print("alone", alone);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        beside(service, client, file.getKey(), file.getValue(), percentile(alone, 99));
      }
    }
    assertEquals(List.of(), missed);
  }

  /** Whatever one client sends, a document of another is drawn within seconds. */
  @Test
  void othersDocumentsAreDrawnBesideManyHostileOnes() throws Exception {
    try (ServiceProcess service =
        ServiceProcess.start(
            "hostile-many",
            List.of("-Xmx1g"),
            Map.of("quire.devices", "cpu", "quire.models.similarity.enabled", "false"))) {
      LayoutClient client = new LayoutClient(service.address());
      byte[] good = Pdfs.printed(1);
      assertEquals(200, client.ask(good, "application/pdf").statusCode());
      List<CompletableFuture<HttpResponse<String>>> hostile = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        hostile.add(
            client.send(HostilePdfs.endlessShading(), "application/pdf", "X-Client-Id", "hostile"));
      }
      awaitSlow(service);
      List<Double> millis = new ArrayList<>();
      while (!hostile.get(hostile.size() - 1).isDone() && millis.size() < MEEK_DOCUMENTS) {
        long start = System.nanoTime();
        HttpResponse<String> answer =
            client.send(good, "application/pdf", "X-Client-Id", "meek").join();
        require(answer.statusCode() == 200, "meek: " + answer.statusCode());
        millis.add((System.nanoTime() - start) / 1e6);
      }
      double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "documents of one page beside %d hostile ones, %d: median %.0f, p90 %.0f, most %.0f ms%n",
          MANY,
          sorted.length,
          percentile(sorted, 50),
          percentile(sorted, 90),
          percentile(sorted, 100));
      require(sorted.length == MEEK_DOCUMENTS, "the hostile client had been served before");
      require(percentile(sorted, 100) <= MEEK_MILLIS, "a document waits too long");
    }
    assertEquals(List.of(), missed);
  }

  /** Until each place of a slow page is taken. */
  private static void awaitSlow(ServiceProcess service) throws IOException, InterruptedException {
    int places = Math.min(4, Runtime.getRuntime().availableProcessors());
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (service.metrics("quire_drawing_processes").entrySet().stream()
            .filter(series -> series.getKey().contains("slow"))
            .mapToDouble(Map.Entry::getValue)
            .sum()
        < places) {
      if (System.nanoTime() > end) {
        throw new AssertionError("No pages are slow");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void beside(
      ServiceProcess service, LayoutClient client, String name, byte[] file, double alone)
      throws Exception {
    List<Double> senders = new ArrayList<>();
    List<Double> took = new ArrayList<>();
    for (long until = 0; took.size() < SINGLE_PAGES; until++) {
      List<CompletableFuture<Double>> asked =
          List.of(send(client, file, name), send(client, file, name));
      CompletableFuture<Void> all =
          CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
      for (double each : single(client, SINGLE_PAGES - took.size(), all::isDone)) {
        took.add(each);
      }
      for (CompletableFuture<Double> each : asked) {
        senders.add(each.join());
      }
    }
    double free = secondsUntilFree(service);
    double[] sorted = took.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    print("beside two of " + name, sorted);
    System.out.printf(
        Locale.ROOT,
        "  p99 ÷ alone %.2f; senders answered after %.0f to %.0f ms of %d a page; processors free after"
            + " %.1f s; resident %.0f MB%n",
        percentile(sorted, 99) / alone,
        senders.stream().mapToDouble(Double::doubleValue).min().orElse(0),
        senders.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        DEADLINE_MILLIS,
        free,
        service.residentMegabytes());
    require(percentile(sorted, 99) <= MOST_TIMES * alone, name + ": p99");
    int pages = pages(file);
    require(
        senders.stream().allMatch(each -> each <= pages * DEADLINE_MILLIS + LATE_MILLIS),
        name + ": answers are late");
    require(free <= FREE_SECONDS, name + ": processors are busy still");
  }

  /** Each has the time for itself. */
  private static int pages(byte[] file) throws IOException {
    try (PDDocument document = Loader.loadPDF(file)) {
      return document.getNumberOfPages();
    }
  }

  private void require(boolean held, String what) {
    if (!held) {
      missed.add(what);
    }
  }

  /** How many ms it takes to be answered with the page's problem. */
  private static CompletableFuture<Double> send(LayoutClient client, byte[] file, String name) {
    long start = System.nanoTime();
    return client
        .send(
            file,
            "application/pdf",
            "X-Timeout-Ms",
            String.valueOf(DEADLINE_MILLIS),
            "X-Client-Id",
            "hostile")
        .thenApply(
            response -> {
              requireProblem(response, name);
              return (System.nanoTime() - start) / 1e6;
            });
  }

  private static void requireProblem(HttpResponse<String> response, String name) {
    if (!response.body().contains("urn:quire:problem:deadline-exceeded")
        && !response.body().contains("urn:quire:problem:invalid-document")) {
      throw new AssertionError(name + ": " + response.statusCode() + " " + response.body());
    }
  }

  private static double[] single(
      LayoutClient client, int count, java.util.function.BooleanSupplier enough)
      throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (long page = 0; millis.size() < count && !enough.getAsBoolean(); page++) {
      long start = System.nanoTime();
      assertEquals(200, client.ask(Pages.sample(System.nanoTime()), "image/jpeg").statusCode());
      millis.add((System.nanoTime() - start) / 1e6);
      Thread.sleep(PAUSE_MILLIS);
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Until the service's drawing processes use no processor any more. */
  private static double secondsUntilFree(ServiceProcess service)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 60e9) {
      Map<Long, Double> before = service.childrenCpuSeconds();
      Thread.sleep(200);
      double used =
          service.childrenCpuSeconds().entrySet().stream()
              .mapToDouble(child -> child.getValue() - before.getOrDefault(child.getKey(), 0.0))
              .sum();
      if (used < 0.1) {
        break;
      }
    }
    return (System.nanoTime() - start) / 1e9 - 0.2;
  }

  private static void print(String what, double[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "single pages %-32s %4d: median %6.1f, p90 %6.1f, p99 %6.1f, most %6.1f ms%n",
        what,
        sorted.length,
        percentile(sorted, 50),
        percentile(sorted, 90),
        percentile(sorted, 99),
        percentile(sorted, 100));
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
