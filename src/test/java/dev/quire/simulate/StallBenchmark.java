package dev.quire.simulate;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Prints the goodput of a device that stalls now and then; see {@link Stalls}. Time is virtual, so
 * the figures are the same anywhere. Run it with {@code ./mvnw -Pbenchmark verify
 * -Dit.test=StallBenchmark}.
 */
class StallBenchmark {

  private static final int SEEDS = 3;
  private static final Duration COUNTED = Duration.ofSeconds(400);

  @Test
  void goodputUnderStalls() {
    System.out.printf("%nstalls of 300 ms in 0.5 %% of the runs, twice the load%n");
    System.out.printf(
        "%10s %8s %10s %10s %10s%n", "deadline", "devices", "goodput", "least", "in time");
    for (int devices : new int[] {1, 4}) {
      for (long deadline : new long[] {200, 500, 1000, 2000, 5000}) {
        Stalls.Result[] results =
            LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Stalls.run(deadline, devices, COUNTED, seed))
                .toArray(Stalls.Result[]::new);
        double sum = 0;
        double inTime = 0;
        double least = 1;
        for (Stalls.Result result : results) {
          sum += result.goodput();
          inTime += result.inTime();
          least = Math.min(least, result.goodput());
        }
        System.out.printf(
            "%7d ms %8d %10.3f %10.3f %10.3f%n",
            deadline, devices, sum / SEEDS, least, inTime / SEEDS);
      }
    }
  }
}
