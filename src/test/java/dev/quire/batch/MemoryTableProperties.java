package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever was measured and seen, the estimates are such that a size can be chosen by them. */
class MemoryTableProperties {

  private static final List<Bucket> BUCKETS =
      List.of(new Bucket("small", 10), new Bucket("page", 100), new Bucket("large", 1_000));
  private static final Bucket UNKNOWN = new Bucket("unknown", 333);
  private static final int LARGEST = 40;
  private static final long MOST_BYTES = 100_000_000_000L;

  private record Event(Bucket bucket, int size, long bytes) {

    void tell(MemoryTable table) {
      table.measured(bucket, size, bytes);
    }
  }

  @Property(tries = 500)
  void aLargerSizeNeverHoldsLess(@ForAll("events") List<Event> events) {
    MemoryTable table = new MemoryTable();
    for (Event event : events) {
      event.tell(table);
      assertRising(table, event.bucket);
      assertRising(table, UNKNOWN);
    }
  }

  private static void assertRising(MemoryTable table, Bucket bucket) {
    for (int size = 1; size < 2 * LARGEST; size++) {
      assertTrue(table.bytes(bucket, size) >= 0, "less than nothing at " + size);
      assertTrue(table.bytes(bucket, size + 1) >= table.bytes(bucket, size), "falls after " + size);
    }
    assertTrue(table.bytes(bucket, Integer.MAX_VALUE) >= table.bytes(bucket, 2 * LARGEST));
  }

  @Property(tries = 500)
  void beyondWhatIsKnownItGrowsAtLeastInProportion(
      @ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 100) int further) {
    MemoryTable table = new MemoryTable();
    events.forEach(event -> event.tell(table));
    for (Map.Entry<Bucket, NavigableMap<Integer, Long>> known : table.entries().entrySet()) {
      int last = known.getValue().lastKey();
      double proportional = (double) table.bytes(known.getKey(), last) * (last + further) / last;
      // each estimate is rounded to the byte, and computed to some 15 digits
      double rounding = 1 + (double) (last + further) / last + 1e-9 * proportional;
      assertTrue(table.bytes(known.getKey(), last + further) >= proportional - rounding);
    }
  }

  @Property(tries = 500)
  void theLargestSizeThatFitsIsTheLastThatDoes(
      @ForAll("events") List<Event> events,
      @ForAll @LongRange(min = 0, max = MOST_BYTES) long bytes,
      @ForAll @IntRange(min = 0, max = 60) int most) {
    MemoryTable table = new MemoryTable();
    events.forEach(event -> event.tell(table));
    for (Bucket bucket : List.of(BUCKETS.get(1), UNKNOWN)) {
      int last = 0;
      while (last < most && table.bytes(bucket, last + 1) <= bytes) {
        last++;
      }
      assertEquals(last, table.largestWithin(bucket, bytes, most));
      assertEquals(table.bytes(bucket, 1) <= bytes, table.fits(bucket, bytes));
    }
  }

  @Property(tries = 200)
  void theOrderOfMeasurementsDoesNotMatter(@ForAll("measurements") Map<Integer, Long> sizes) {
    MemoryTable table = new MemoryTable();
    MemoryTable reversed = new MemoryTable();
    Bucket page = BUCKETS.get(1);
    sizes.forEach((size, bytes) -> table.measured(page, size, bytes));
    List<Integer> order = sizes.keySet().stream().sorted((a, b) -> b - a).toList();
    order.forEach(size -> reversed.measured(page, size, sizes.get(size)));
    assertEquals(table.entries(), reversed.entries());
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, LARGEST);
    Arbitrary<Long> bytes = Arbitraries.longs().between(0, MOST_BYTES);
    return Combinators.combine(Arbitraries.of(BUCKETS), sizes, bytes)
        .as(Event::new)
        .list()
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<Map<Integer, Long>> measurements() {
    return Arbitraries.maps(
            Arbitraries.integers().between(1, LARGEST), Arbitraries.longs().between(0, MOST_BYTES))
        .ofMaxSize(8);
  }
}
