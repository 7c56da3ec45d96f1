package dev.quire.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.support.LayoutClient;
import dev.quire.support.LinePages;
import dev.quire.support.Pages;
import dev.quire.support.ServiceProcess;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How throughput grows with devices: as many clients for each simulated device, that ask in turn
 * for the layout of a page and the text of another, one after the other with 1, 2, 4 and 8 devices.
 * The devices are slow, so that a small machine shows the service and not its own limits. Wanted is
 * 95 % of what as many single devices serve. Run by hand, after {@code ./mvnw -DskipTests package},
 * with {@code ./mvnw test -Dtest=TextScalingCheck}; {@code -Dscaling.seconds} of each, {@code
 * -Dscaling.devices} for other numbers of devices, of which the first is the base. With them come
 * the items of a batch, by model, and how busy all processors of the machine were: a machine that
 * has none left shows itself.
 */
class TextScalingCheck {

  private static final int[] DEVICES =
      Stream.of(System.getProperty("scaling.devices", "1,2,4,8").split(","))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final double WANTED = 0.95;
  private static final int SECONDS = Integer.getInteger("scaling.seconds", 60);
  private static final int WARM_SECONDS = 20;

  /** For each device. */
  private static final int CLIENTS = 16;

  private static final int LINES = 4;

  private final AtomicLong asked = new AtomicLong();

  /** Pages answered in the measured time. */
  private record Served(
      long layouts, long texts, double seconds, Map<String, Double> batches, double busy) {

    double rate() {
      return (layouts + texts) / seconds;
    }
  }

  @Test
  void throughputGrowsWithDevices() throws Exception {
    System.out.printf(
        "scaling: %d clients a device, %d lines a page, %d s%n", CLIENTS, LINES, SECONDS);
    System.out.printf(
        "%8s %10s %10s %10s %12s%n", "devices", "layouts/s", "texts/s", "pages/s", "÷ linear");
    List<String> missed = new ArrayList<>();
    double single = 0;
    for (int devices : DEVICES) {
      Served served = run(devices);
      single = single == 0 ? served.rate() / devices : single;
      double linear = served.rate() / (devices * single);
      System.out.printf(
          Locale.ROOT,
          "%8d %10.2f %10.2f %10.2f %12.3f   processors busy %.2f, items a batch %s%n",
          devices,
          served.layouts() / served.seconds(),
          served.texts() / served.seconds(),
          served.rate(),
          linear,
          served.busy(),
          served.batches());
      if (linear < WANTED) {
        missed.add(String.format(Locale.ROOT, "%d devices: %.3f of linear", devices, linear));
      }
    }
    assertEquals(List.of(), missed);
  }

  private Served run(int devices) throws Exception {
    String names =
        IntStream.range(0, devices).mapToObj(i -> "gpu:" + i).collect(Collectors.joining(","));
    try (ServiceProcess service =
        ServiceProcess.start(
                "scaling-" + devices,
                List.of("-Xmx1500m"),
                Map.of(
                    "quire.models.layout.engine", "simulated",
                    "quire.models.similarity.enabled", "false",
                    "quire.devices", names,
                    "quire.queue.timeout", "5m",
                    "quire.batch.max-size", "8",
                    "quire.simulated.latency", "1:240ms,8:320ms"))
            .withText()) {
      LayoutClient layouts = new LayoutClient(service.address());
      LayoutClient texts = LayoutClient.ofText(service.address());
      long start = System.nanoTime() + WARM_SECONDS * 1_000_000_000L;
      long end = start + SECONDS * 1_000_000_000L;
      AtomicLong laidOut = new AtomicLong();
      AtomicLong read = new AtomicLong();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS * devices; i++) {
        clients.add(keepAsking(new Asking(layouts, laidOut, texts, read), i % 2 == 0, start, end));
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new));
      double busy = busy(service, all, start);
      all.join();
      return new Served(laidOut.get(), read.get(), SECONDS, batches(service), busy);
    }
  }

  /** The mean share of all processors' time that was used while it was measured. */
  private static double busy(ServiceProcess service, CompletableFuture<?> all, long start)
      throws Exception {
    List<Double> shares = new ArrayList<>();
    while (!all.isDone()) {
      LockSupport.parkNanos(2_000_000_000L);
      if (System.nanoTime() >= start) {
        shares.addAll(service.metrics("system_cpu_usage").values());
      }
    }
    return shares.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Items of a batch, by model. */
  private static Map<String, Double> batches(ServiceProcess service) throws Exception {
    Map<String, Double> items = byModel(service.metrics("quire_batch_size_sum"));
    Map<String, Double> batches = byModel(service.metrics("quire_batch_size_count"));
    items.replaceAll((model, sum) -> sum / batches.get(model));
    return items;
  }

  private static Map<String, Double> byModel(Map<String, Double> samples) {
    Map<String, Double> sums = new TreeMap<>();
    samples.forEach(
        (tags, value) ->
            sums.merge(tags.replaceAll(".*model=\"([^\"]*)\".*", "$1"), value, Double::sum));
    return sums;
  }

  private record Asking(
      LayoutClient layouts, AtomicLong laidOut, LayoutClient texts, AtomicLong read) {

    LayoutClient client(boolean text) {
      return text ? texts : layouts;
    }

    AtomicLong served(boolean text) {
      return text ? read : laidOut;
    }
  }

  private CompletableFuture<Void> keepAsking(Asking asking, boolean text, long start, long end) {
    return asking
        .client(text)
        .send(text ? textPage() : layoutPage(), "image/png")
        .thenCompose(
            (HttpResponse<String> response) -> {
              assertEquals(200, response.statusCode(), response::body);
              long now = System.nanoTime();
              if (now >= start && now < end) {
                asking.served(text).incrementAndGet();
              }
              return now < end
                  ? keepAsking(asking, !text, start, end)
                  : CompletableFuture.completedFuture(null);
            });
  }

  /** None has the width on which simulated devices always fail. */
  private byte[] layoutPage() {
    long number = asked.incrementAndGet();
    return Pages.blank(20 + (int) (number % 600), 20 + (int) (number / 600));
  }

  private byte[] textPage() {
    return LinePages.png(LinePages.widths(new Random(asked.incrementAndGet()), LINES, 120, 200));
  }
}
