package dev.quire.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.support.LayoutClient;
import dev.quire.support.Ledger;
import dev.quire.support.Pages;
import dev.quire.support.ServiceProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * A greedy client that asks for twice and five times what a device can serve, and beside it a meek
 * one that asks for far less than its half: how much of it the meek one gets, with deadlines of two
 * seconds and without. Wanted is 99 % and more. Run by hand, after {@code ./mvnw -DskipTests
 * package}, with {@code ./mvnw test -Dtest=FairnessCheck}; {@code -Dfairness.seconds} of each of
 * the four loads, and {@code -Dfairness.seed} for other moments.
 */
class FairnessCheck {

  private static final int CAPACITY = 40;
  private static final double MEEK_RATE = 2;
  private static final double WANTED = 0.99;
  private static final long SEED = Long.getLong("fairness.seed", 17);
  private static final int SECONDS = Integer.getInteger("fairness.seconds", 25);
  private static final int DEADLINE_MILLIS = 2_000;
  private static final int LONGEST_SECONDS = 60;

  @Test
  void theMeekAreServedBesideTheGreedy() throws Exception {
    System.out.printf(
        "fairness: device of %d pages/s, meek client %.0f/s, %d s each, seed %d%n",
        CAPACITY, MEEK_RATE, SECONDS, SEED);
    List<String> missed = new ArrayList<>();
    for (int times : new int[] {2, 5}) {
      for (boolean deadline : new boolean[] {true, false}) {
        String load =
            "%d times the capacity, %s".formatted(times, deadline ? "deadlines" : "no deadlines");
        Ledger meek = run(times, deadline, load);
        double share = (double) meek.ended(200) / meek.begun();
        if (share < WANTED || meek.lost() > 0) {
          missed.add(String.format(Locale.ROOT, "%s: %.3f of the meek's", load, share));
        }
      }
    }
    assertEquals(List.of(), missed);
  }

  private static Ledger run(int times, boolean deadline, String load) throws Exception {
    try (ServiceProcess service =
        ServiceProcess.start(
            "fairness",
            List.of("-Xmx1500m"),
            Map.of(
                "quire.models.layout.engine", "simulated",
                "quire.models.similarity.enabled", "false",
                "quire.devices", "gpu:0",
                "quire.simulated.latency", "1:50ms,8:200ms,32:800ms"))) {
      // one of its own for each, so that they wait for each other in the service alone
      LayoutClient client = new LayoutClient(service.address());
      LayoutClient greedyClient = new LayoutClient(service.address());
      ask(client, "warm", 10, 3, deadline, new Ledger(), new Random(SEED)).join();
      Ledger greedy = new Ledger();
      Ledger meek = new Ledger();
      Thread other =
          new Thread(
              () ->
                  ask(
                          greedyClient,
                          "greedy",
                          CAPACITY * times,
                          SECONDS,
                          deadline,
                          greedy,
                          new Random(SEED + 1))
                      .join());
      other.start();
      ask(client, "meek", MEEK_RATE, SECONDS, deadline, meek, new Random(SEED + 2)).join();
      other.join();
      System.out.printf(
          Locale.ROOT,
          "%s%n  greedy %s%n  meek   %s%n  meek served %.3f (wanted %.2f), device busy with %.1f/s%n",
          load,
          greedy,
          meek,
          (double) meek.ended(200) / meek.begun(),
          WANTED,
          (double) (greedy.ended(200) + meek.ended(200)) / SECONDS);
      return meek;
    }
  }

  /** At random moments, whatever became of those before. */
  private static CompletableFuture<Void> ask(
      LayoutClient client,
      String who,
      double rate,
      int seconds,
      boolean deadline,
      Ledger ledger,
      Random random) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    String[] headers =
        deadline
            ? new String[] {"X-Client-Id", who, "X-Timeout-Ms", String.valueOf(DEADLINE_MILLIS)}
            : new String[] {"X-Client-Id", who};
    record Page(int width, int height, byte[] body, long after) {}
    // drawn before, since that takes the time of the service's
    List<Page> pages = new ArrayList<>();
    double after = 0;
    for (int number = 0; after < seconds * 1e9; number++) {
      // none has the width on which simulated devices always fail
      int width = 20 + number % 600;
      int height = 20 + number / 600 + (who.equals("meek") ? 500 : 0);
      pages.add(new Page(width, height, Pages.blank(width, height), (long) after));
      after += -Math.log(1 - random.nextDouble()) / rate * 1e9;
    }
    long start = System.nanoTime();
    for (Page page : pages) {
      while (System.nanoTime() - start < page.after()) {
        LockSupport.parkNanos(start + page.after() - System.nanoTime());
      }
      long asked = System.nanoTime();
      ledger.begin();
      all.add(
          client
              .send(page.body(), "image/png", headers)
              .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
              .handle(
                  (response, failure) -> {
                    if (failure != null) {
                      ledger.end(failure.getClass().getSimpleName());
                    } else if (response.statusCode() == 200) {
                      ledger.served((System.nanoTime() - asked) / 1e6);
                      String size =
                          "\"width\":%d,\"height\":%d".formatted(page.width(), page.height());
                      if (!response.body().contains(size)) {
                        ledger.wrong(size);
                      }
                    } else {
                      ledger.end(response.statusCode());
                    }
                    return null;
                  }));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }
}
