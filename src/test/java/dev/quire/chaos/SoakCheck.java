package dev.quire.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.support.Ledger;
import dev.quire.support.Pages;
import dev.quire.support.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The packaged service with a small heap under a {@link HostileMix}, and beside it a client with
 * normal pages and pairs at a modest rate: how long its answers take, alone and in the mix, whether
 * each is the one it gets alone, whether one is lost; what the process holds meanwhile, whether it
 * lives, and whether its log has Java stacks. Device times are simulated; the clients run on the
 * same machine and take their part of it, alone and in the mix.
 *
 * <p>Run by hand, after {@code ./mvnw -DskipTests package}, with {@code ./mvnw test
 * -Dtest=SoakCheck}; {@code -Dsoak.seconds=600} of the mix, {@code -Dsoak.heaps=512m,256m}, {@code
 * -Dsoak.rate=3} normal pages a second, {@code -Dsoak.seed=1}. Of the first heap everything is
 * wanted, of the others that the process lives.
 */
class SoakCheck {

  private static final int SECONDS = Integer.getInteger("soak.seconds", 600);
  private static final int RATE = Integer.getInteger("soak.rate", 3);
  private static final long SEED = Long.getLong("soak.seed", 1);
  private static final List<String> HEAPS =
      List.of(System.getProperty("soak.heaps", "512m,256m").split(","));

  private static final int KINDS = 48;
  private static final int PAIRS_EVERY = 4;
  private static final int WARM_SECONDS = 10;
  private static final int DEADLINE_MILLIS = 15_000;
  private static final int LONGEST_SECONDS = 60;
  private static final double WANTED_RATIO = 3;
  private static final double FLAT_MEGABYTES_A_MINUTE = 5;
  private static final List<String> OF_THE_RUN = List.of("timing", "device", "batch_size");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<byte[]> pages = new ArrayList<>();
  private final Map<Integer, JsonNode> alone = new ConcurrentHashMap<>();
  private final List<String> missed = new ArrayList<>();

  /** A moment and what the process held. */
  private record Sample(double minutes, double megabytes) {}

  @Test
  void normalPagesAreServedWhateverElseIsAsked() throws Exception {
    for (int i = 0; i < KINDS; i++) {
      pages.add(Pages.blank(700 + i, 1_000 + 3 * i));
    }
    System.out.printf(
        "soak: %d s, %d normal pages/s, heaps %s, seed %d, %d processors%n",
        SECONDS, RATE, HEAPS, SEED, Runtime.getRuntime().availableProcessors());
    for (String heap : HEAPS) {
      soak(heap, heap.equals(HEAPS.get(0)));
    }
    assertEquals(List.of(), missed);
  }

  private void soak(String heap, boolean all) throws Exception {
    alone.clear();
    try (ServiceProcess service =
        ServiceProcess.start(
            "soak-" + heap,
            List.of("-Xmx" + heap),
            Map.of(
                "quire.models.layout.engine", "simulated",
                "quire.models.similarity.enabled", "true",
                "quire.devices", "gpu:0",
                "quire.simulated.latency", "1:20ms,8:60ms,32:200ms"))) {
      normal(service.address(), WARM_SECONDS, new Ledger(), new Ledger());
      int calm = Math.max(10, Math.min(60, SECONDS / 5));
      Ledger pagesAlone = new Ledger();
      Ledger pairsAlone = new Ledger();
      normal(service.address(), calm, pagesAlone, pairsAlone);

      HostileMix mix = new HostileMix(service.address(), SEED);
      Ledger pagesMixed = new Ledger();
      Ledger pairsMixed = new Ledger();
      List<Sample> samples = new ArrayList<>();
      mix.start();
      Thread sampler = sampler(service, samples);
      normal(service.address(), SECONDS, pagesMixed, pairsMixed);
      mix.stop();
      sampler.interrupt();
      sampler.join();
      Thread.sleep(2_000);

      boolean alive = service.isAlive() && service.answers("/q/health/live");
      System.out.printf("%n-Xmx%s%n  pages alone   %s%n", heap, pagesAlone);
      System.out.printf("  pages in mix  %s%n", pagesMixed);
      System.out.printf("  pairs alone   %s%n  pairs in mix  %s%n", pairsAlone, pairsMixed);
      mix.ledgers().forEach((kind, ledger) -> System.out.printf("  %-18s %s%n", kind, ledger));
      judge(heap, all, service, alive, pagesAlone, pagesMixed, pairsMixed, samples);
      long start = System.nanoTime();
      int code = service.stop(Duration.ofSeconds(60));
      System.out.printf(
          Locale.ROOT, "  stopped with %d after %.1f s%n", code, (System.nanoTime() - start) / 1e9);
    }
  }

  private void judge(
      String heap,
      boolean all,
      ServiceProcess service,
      boolean alive,
      Ledger pagesAlone,
      Ledger pagesMixed,
      Ledger pairsMixed,
      List<Sample> samples)
      throws IOException {
    double ratio = pagesMixed.percentile(0.99) / pagesAlone.percentile(0.99);
    List<Sample> lows = lows(samples);
    double slope = slope(lows.subList(lows.size() / 3, lows.size()));
    List<String> stacks = service.stacks();
    System.out.printf(
        Locale.ROOT,
        "  RSS %.0f MB at first, %.0f at last, %.0f at most; its lows %+.1f MB a minute after the first"
            + " third%n",
        samples.get(0).megabytes(),
        samples.get(samples.size() - 1).megabytes(),
        samples.stream().mapToDouble(Sample::megabytes).max().orElse(0),
        slope);
    stacks.stream().distinct().limit(5).forEach(line -> System.out.println("  stack: " + line));
    want(true, heap, alive, "the process lives and answers");
    want(all, heap, ratio <= WANTED_RATIO, "p99 in the mix is %.2f times alone".formatted(ratio));
    want(
        all,
        heap,
        pagesMixed.wrong().isEmpty() && pairsMixed.wrong().isEmpty(),
        "%d pages and %d pairs are wrong"
            .formatted(pagesMixed.wrong().size(), pairsMixed.wrong().size()));
    long unserved = pagesMixed.begun() - pagesMixed.ended(200);
    want(all, heap, unserved == 0, "%d normal pages are not served".formatted(unserved));
    long without = pagesMixed.lost() + pairsMixed.lost();
    want(all, heap, without == 0, "%d have no end".formatted(without));
    want(
        all,
        heap,
        slope <= FLAT_MEGABYTES_A_MINUTE,
        String.format(Locale.ROOT, "the lows of RSS grow by %.1f MB a minute", slope));
    want(all, heap, stacks.isEmpty(), "%d stacks are in the log".formatted(stacks.size()));
  }

  private void want(boolean wanted, String heap, boolean held, String what) {
    System.out.printf("  %-7s %s%n", held ? "held" : wanted ? "MISSED" : "(missed)", what);
    if (wanted && !held) {
      missed.add("-Xmx%s: %s".formatted(heap, what));
    }
  }

  private static Thread sampler(ServiceProcess service, List<Sample> samples) {
    long start = System.nanoTime();
    samples.add(new Sample(0, service.residentMegabytes()));
    Thread thread =
        new Thread(
            () -> {
              try {
                while (service.isAlive()) {
                  Thread.sleep(1_000);
                  double minutes = (System.nanoTime() - start) / 60e9;
                  samples.add(new Sample(minutes, service.residentMegabytes()));
                }
              } catch (InterruptedException e) {
                // enough
              }
            });
    thread.start();
    return thread;
  }

  /**
   * The least of each quarter of a minute: an image bomb within the limits takes up to a gigabyte
   * while it is decoded, and what counts is what stays.
   */
  private static List<Sample> lows(List<Sample> samples) {
    return samples.stream()
        .collect(
            Collectors.groupingBy(
                sample -> (long) (4 * sample.minutes()),
                TreeMap::new,
                Collectors.minBy(Comparator.comparingDouble(Sample::megabytes))))
        .values()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Of the line that fits best, in megabytes a minute. */
  private static double slope(List<Sample> samples) {
    double x = samples.stream().mapToDouble(Sample::minutes).average().orElse(0);
    double y = samples.stream().mapToDouble(Sample::megabytes).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Sample sample : samples) {
      above += (sample.minutes() - x) * (sample.megabytes() - y);
      below += (sample.minutes() - x) * (sample.minutes() - x);
    }
    return below == 0 ? 0 : above / below;
  }

  /** Sends normal pages, and pairs now and then, at random moments; waits for all that ends. */
  private void normal(URI service, int seconds, Ledger ofPages, Ledger ofPairs) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    Random random = new Random(SEED + seconds);
    List<CompletableFuture<?>> sent = new ArrayList<>();
    long start = System.nanoTime();
    double after = 0;
    for (int number = 0; after < seconds * 1e9; number++) {
      while (System.nanoTime() - start < after) {
        LockSupport.parkNanos(start + (long) after - System.nanoTime());
      }
      int kind = number % KINDS;
      sent.add(ask(http, service, "/v1/layout", "image/png", pages.get(kind), kind, ofPages));
      if (number % PAIRS_EVERY == 0) {
        byte[] pair =
            "{\"pairs\":[{\"a\":\"How do I pay back loan %1$d?\",\"b\":\"Loan %1$d\"}]}"
                .formatted(kind)
                .getBytes();
        sent.add(
            ask(http, service, "/v1/similarity", "application/json", pair, -1 - kind, ofPairs));
      }
      after += -Math.log(1 - random.nextDouble()) / RATE * 1e9;
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
  }

  private CompletableFuture<?> ask(
      HttpClient http,
      URI service,
      String path,
      String type,
      byte[] body,
      int what,
      Ledger ledger) {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve(path))
            .header("Content-Type", type)
            .header("X-Client-Id", "normal")
            .header("X-Timeout-Ms", String.valueOf(DEADLINE_MILLIS))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    ledger.begin();
    long asked = System.nanoTime();
    return http.sendAsync(request, BodyHandlers.ofString())
        .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .handle(
            (response, failure) -> {
              if (failure instanceof java.util.concurrent.TimeoutException) {
                return null; // it has no end
              }
              if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                ledger.end(cause.getClass().getSimpleName());
              } else if (response.statusCode() == 200) {
                ledger.served((System.nanoTime() - asked) / 1e6);
                check(what, response, ledger);
              } else {
                ledger.end(response.statusCode());
              }
              return null;
            });
  }

  /** The first answer, alone, is right; its size and its region are the page's. */
  private void check(int what, HttpResponse<String> response, Ledger ledger) {
    try {
      ObjectNode answer = (ObjectNode) JSON.readTree(response.body());
      answer.remove(OF_THE_RUN);
      if (what >= 0) {
        JsonNode box = answer.path("regions").path(0).path("box");
        boolean its =
            answer.path("width").asInt() == 700 + what
                && answer.path("height").asInt() == 1_000 + 3 * what
                && Math.abs(box.path(2).asDouble() - 700 - what) <= 1;
        if (!its) {
          ledger.wrong(response.body());
        }
      }
      JsonNode before = alone.putIfAbsent(what, answer);
      if (before != null && !before.equals(answer)) {
        ledger.wrong(before + " is now " + answer);
      }
    } catch (IOException | ClassCastException e) {
      ledger.wrong(response.body());
    }
  }
}
