package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.Bucket;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final Bucket PAGE = new Bucket("page", 1);

  private final AtomicLong clock = new AtomicLong();
  private final List<Integer> sizes = new ArrayList<>();
  private final AdaptiveBatching batching =
      AdaptiveBatching.within(new Limits(64, Long.MAX_VALUE, 0));

  @Test
  void everySizeRunsTwiceAndCountsOnce() {
    IntToLongFunction device =
        size -> {
          boolean first = !sizes.contains(size);
          sizes.add(size);
          return first ? 1_000_000 : 10 + size;
        };

    warmUp(8).measure(device, batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8), sizes);
    assertEquals(Map.of(1, 11L, 2, 12L, 4, 14L, 8, 18L), measured());
  }

  @Test
  void theLargestSizeIsMeasuredThoughItIsNoPowerOfTwo() {
    warmUp(6).measure(run(size -> 10 + size), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 6, 6), sizes);
  }

  @Test
  void aModelThatTakesNoBatchesIsMeasuredOnce() {
    warmUp(1).measure(run(size -> 10), batching, PAGE);

    assertEquals(Map.of(1, 10L), measured());
  }

  @Test
  void theSearchEndsWhereLargerBatchesDoNotPay() {
    warmUp(64).measure(run(size -> size <= 4 ? 100 : 25L * size), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8, 16, 16), sizes);
  }

  @Test
  void aSingleUnluckySizeDoesNotEndTheSearch() {
    warmUp(16).measure(run(size -> size == 4 ? 500 : 100), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8, 16, 16), sizes);
  }

  @Test
  void aSlightGainDoesNotPay() {
    warmUp(64).measure(run(size -> 1_000L * size - 10L * (size - 1)), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4), sizes);
  }

  @Test
  void noSizeIsBegunAfterTheBudget() {
    IntToLongFunction device = run(size -> 100);

    new WarmUp(64, Duration.ofNanos(350), clock::get).measure(device, batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2), sizes, "the second size ends at 400");
    assertEquals(Map.of(1, 100L, 2, 100L), measured());
  }

  @Test
  void withoutABudgetOneSizeIsMeasured() {
    new WarmUp(64, Duration.ZERO, clock::get).measure(run(size -> 100), batching, PAGE);

    assertEquals(Map.of(1, 100L), measured());
  }

  @Test
  void theBudgetHoldsAlsoWhereTheClockOverflows() {
    clock.set(Long.MAX_VALUE - 10);

    new WarmUp(4, Duration.ofNanos(10_000), clock::get).measure(run(size -> 10), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4), sizes);
  }

  @Test
  void theSearchEndsWhereMemoryDoes() {
    OutOfDeviceMemoryException full = new OutOfDeviceMemoryException("too large");

    warmUp(64).measure(failingAbove(8, full), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8, 16), sizes);
    assertEquals(Map.of(1, 100L, 2, 100L, 4, 100L, 8, 100L), measured());
    assertEquals(8, batching.cap().size(PAGE));
    assertTrue(batching.cap().isMemory(PAGE));
  }

  @Test
  void theSearchEndsWhereTheModelTakesNoMore() {
    warmUp(64).measure(failingAbove(8, new EngineException("at most 8")), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8, 16), sizes);
    assertEquals(Map.of(1, 100L, 2, 100L, 4, 100L, 8, 100L), measured());
  }

  @Test
  void aDeviceThatIsLostOnTheWayDoesNotStart() {
    DeviceLostException lost = new DeviceLostException("gone");

    assertSame(
        lost,
        assertThrows(
            DeviceLostException.class,
            () -> warmUp(64).measure(failingAbove(8, lost), batching, PAGE)));
  }

  @Test
  void aDeviceWithoutMemoryForASingleItemDoesNotStart() {
    OutOfDeviceMemoryException none = new OutOfDeviceMemoryException("nothing fits");

    assertSame(none, failure(none));
    assertEquals(64, batching.cap().size(PAGE));
  }

  @Test
  void aDeviceThatFailsDoesNotStart() {
    EngineException broken = new EngineException("broken");

    assertSame(broken, failure(broken));
  }

  private RuntimeException failure(RuntimeException cause) {
    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                warmUp(64)
                    .measure(
                        size -> {
                          throw cause;
                        },
                        batching,
                        PAGE));
    assertFalse(batching.table().entries().containsKey(PAGE));
    return thrown;
  }

  private WarmUp warmUp(int maxSize) {
    return new WarmUp(maxSize, Duration.ofDays(1), clock::get);
  }

  /** A device that lets the clock pass. */
  private IntToLongFunction run(IntToLongFunction times) {
    return size -> {
      sizes.add(size);
      long nanos = times.applyAsLong(size);
      clock.addAndGet(nanos);
      return nanos;
    };
  }

  private IntToLongFunction failingAbove(int most, RuntimeException cause) {
    return run(
        size -> {
          if (size > most) {
            throw cause;
          }
          return 100;
        });
  }

  private Map<Integer, Long> measured() {
    return batching.table().entries().get(PAGE);
  }
}
