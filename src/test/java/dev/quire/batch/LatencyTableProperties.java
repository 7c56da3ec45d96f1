package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What the table finds by search is what trying every size finds. */
class LatencyTableProperties {

  private static final Bucket PAGE = new Bucket("page", 100);
  private static final int LARGEST = 40;
  private static final long MOST_NANOS = 100_000_000;
  private static final double GOOD_RATE = 0.98;

  @Property(tries = 500)
  void theEfficientSizeIsTheFirstWithNearlyTheBestRate(
      @ForAll("times") Map<Integer, Long> times, @ForAll @IntRange(min = 1, max = 60) int most) {
    LatencyTable table = table(times);
    int measured = Math.min(most, Collections.max(times.keySet()));
    double best = 0;
    for (int size = 1; size <= measured; size++) {
      best = Math.max(best, rate(table, size));
    }
    int bestSize = table.bestSize(PAGE, most);
    assertTrue(bestSize >= 1 && bestSize <= measured, "size " + bestSize);
    assertTrue(rate(table, bestSize) >= best * (1 - 1e-6), "not the best");
    int efficient = table.efficientSize(PAGE, most);
    assertTrue(efficient >= 1 && efficient <= measured, "size " + efficient);
    // times are predicted to the nanosecond, so two rates may be a millionth apart
    assertTrue(rate(table, efficient) >= GOOD_RATE * best * (1 - 1e-6), "not good enough");
    for (int size = 1; size < efficient; size++) {
      assertTrue(rate(table, size) < GOOD_RATE * best * (1 + 1e-6), size + " was good enough");
    }
  }

  @Property(tries = 500)
  void theLargestSizeInTimeIsTheLastThatIsInTime(
      @ForAll("risingTimes") Map<Integer, Long> times,
      @ForAll("runs") List<Tuple2<Integer, Long>> runs,
      @ForAll @IntRange(min = 1, max = 60) int most,
      @ForAll @IntRange(min = 0, max = 61) int bound) {
    LatencyTable table = table(times);
    long limit = bound == 0 ? table.nanos(PAGE, 1) - 1 : table.nanos(PAGE, bound);
    int last = 0;
    while (last < most && table.nanos(PAGE, last + 1) <= limit) {
      last++;
    }
    assertEquals(last, table.largestWithin(PAGE, limit, most));

    // corrections may leave dents in the curve; whatever is found is still in time
    runs.forEach(run -> table.ran(PAGE, run.get1(), run.get2()));
    int found = table.largestWithin(PAGE, limit, most);
    assertTrue(found <= most);
    assertTrue(found == 0 || table.nanos(PAGE, found) <= limit);
    assertTrue(found > 0 || table.nanos(PAGE, 1) > limit);
  }

  @Property(tries = 500)
  void noRunMovesAnEstimateBetweenMeasurementsByMoreThanAFifth(
      @ForAll("times") Map<Integer, Long> times,
      @ForAll @IntRange(min = 1, max = LARGEST) int size,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long nanos) {
    LatencyTable table = table(times);
    LatencyTable corrected = table(times);
    corrected.ran(PAGE, size, nanos);
    int largest = ((NavigableMap<Integer, Long>) times).lastKey();
    for (int each = 1; each <= largest; each++) {
      double moved = (double) corrected.nanos(PAGE, each) / table.nanos(PAGE, each);
      assertTrue(moved > 0.9 - 1e-3 && moved < 1.2 + 1e-3, each + " moved by " + moved);
    }
  }

  @Property(tries = 300)
  void theSameTimeAgainAndAgainIsLearnt(
      @ForAll("times") Map<Integer, Long> times,
      @ForAll @IntRange(min = 1, max = LARGEST) int size,
      @ForAll @LongRange(min = 1_000_000, max = MOST_NANOS) long nanos) {
    LatencyTable table = table(times);
    int within = Math.min(size, ((NavigableMap<Integer, Long>) times).lastKey());
    for (int run = 0; run < 3_000; run++) {
      table.ran(PAGE, within, nanos);
    }
    assertEquals(nanos, table.nanos(PAGE, within), 1 + nanos / 100);
  }

  private static double rate(LatencyTable table, int size) {
    return (double) size / table.nanos(PAGE, size);
  }

  private static LatencyTable table(Map<Integer, Long> times) {
    LatencyTable table = new LatencyTable();
    times.forEach((size, nanos) -> table.measured(PAGE, size, nanos));
    return table;
  }

  /** Any time for some sizes. */
  @Provide
  Arbitrary<Map<Integer, Long>> times() {
    return Arbitraries.maps(
            Arbitraries.integers().between(1, LARGEST),
            Arbitraries.longs().between(1_000_000, MOST_NANOS))
        .ofMinSize(1)
        .ofMaxSize(7)
        .<Map<Integer, Long>>map(TreeMap::new)
        .withoutEdgeCases();
  }

  /** The same where more requests take no less time. */
  @Provide
  Arbitrary<Map<Integer, Long>> risingTimes() {
    return times()
        .map(
            times -> {
              Map<Integer, Long> rising = new TreeMap<>();
              List<Long> sorted = times.values().stream().sorted().toList();
              for (int size : times.keySet()) {
                rising.put(size, sorted.get(rising.size()));
              }
              return rising;
            });
  }

  @Provide
  Arbitrary<List<Tuple2<Integer, Long>>> runs() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, LARGEST);
    Arbitrary<Long> nanos = Arbitraries.longs().between(1_000_000, MOST_NANOS);
    return Combinators.combine(sizes, nanos).as(Tuple::of).list().ofMaxSize(10).withoutEdgeCases();
  }
}
