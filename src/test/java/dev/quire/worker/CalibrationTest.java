package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final Bucket PAGE = new Bucket("page", 1);

  private final AtomicLong clock = new AtomicLong();
  private final List<Integer> sizes = new ArrayList<>();
  private final AdaptiveBatching batching =
      AdaptiveBatching.within(new Limits(64, Long.MAX_VALUE, 0));

  @Test
  void everySizeRunsTwiceAndCountsOnce() {
    IntFunction<RunOutcome<Integer>> device =
        size -> {
          boolean first = !sizes.contains(size);
          sizes.add(size);
          return completed(first ? 1_000_000 : 10 + size);
        };

    calibration(8).measure(device, batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8), sizes);
    assertEquals(Map.of(1, 11L, 2, 12L, 4, 14L, 8, 18L), measured());
  }

  @Test
  void theLargestSizeIsMeasuredThoughItIsNoPowerOfTwo() {
    calibration(6).measure(run(size -> 10 + size), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 6, 6), sizes);
  }

  @Test
  void aModelThatTakesNoBatchesIsMeasuredOnce() {
    calibration(1).measure(run(size -> 10), batching, PAGE);

    assertEquals(Map.of(1, 10L), measured());
  }

  @Test
  void theSearchEndsWhereLargerBatchesDoNotPay() {
    calibration(64).measure(run(size -> size <= 4 ? 100 : 25L * size), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8, 16, 16), sizes);
  }

  @Test
  void aSingleUnluckySizeDoesNotEndTheSearch() {
    calibration(16).measure(run(size -> size == 4 ? 500 : 100), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8, 16, 16), sizes);
  }

  @Test
  void aSlightGainDoesNotPay() {
    calibration(64).measure(run(size -> 1_000L * size - 10L * (size - 1)), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4), sizes);
  }

  @Test
  void noSizeIsBegunAfterTheBudget() {
    IntFunction<RunOutcome<Integer>> device = run(size -> 100);

    new Calibration(64, Duration.ofNanos(350), clock::get).measure(device, batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2), sizes, "the second size ends at 400");
    assertEquals(Map.of(1, 100L, 2, 100L), measured());
  }

  @Test
  void withoutABudgetOneSizeIsMeasured() {
    new Calibration(64, Duration.ZERO, clock::get).measure(run(size -> 100), batching, PAGE);

    assertEquals(Map.of(1, 100L), measured());
  }

  @Test
  void theBudgetHoldsAlsoWhereTheClockOverflows() {
    clock.set(Long.MAX_VALUE - 10);

    new Calibration(4, Duration.ofNanos(10_000), clock::get)
        .measure(run(size -> 10), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4), sizes);
  }

  @Test
  void theSearchEndsWhereMemoryDoes() {
    OutOfDeviceMemoryException full = new OutOfDeviceMemoryException("too large");

    calibration(64).measure(failingAbove(8, full), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8, 16), sizes);
    assertEquals(Map.of(1, 100L, 2, 100L, 4, 100L, 8, 100L), measured());
    assertEquals(8, batching.cap().size(PAGE));
    assertTrue(batching.cap().isMemory(PAGE));
  }

  @Test
  void theSearchEndsWhereTheModelTakesNoMore() {
    calibration(64).measure(failingAbove(8, new EngineException("at most 8")), batching, PAGE);

    assertEquals(List.of(1, 1, 2, 2, 4, 4, 8, 8, 16), sizes);
    assertEquals(Map.of(1, 100L, 2, 100L, 4, 100L, 8, 100L), measured());
  }

  @Test
  void aDeviceThatIsLostOnTheWayDoesNotStart() {
    assertStopped(new DeviceLostException("gone"), 8);
    assertFalse(batching.cap().isMemory(PAGE));
  }

  @Test
  void aDeviceWithoutMemoryForASingleItemDoesNotStart() {
    assertStopped(new OutOfDeviceMemoryException("nothing fits"), 0);
    assertEquals(64, batching.cap().size(PAGE));
  }

  @Test
  void aDeviceThatFailsDoesNotStart() {
    assertStopped(new EngineException("broken"), 0);
  }

  @Test
  void aTaskThatFailsOnLargerBatchesDoesNotStart() {
    assertStopped(new IllegalStateException("not as many results as items"), 4);
  }

  @Test
  void aCalibrationThatIsAbandonedEnds() {
    RunOutcome<Integer> abandoned = new RunOutcome.Abandoned<>();

    assertSame(abandoned, calibration(64).measure(size -> abandoned, batching, PAGE));

    assertFalse(batching.table().entries().containsKey(PAGE));
  }

  /** Batches larger than {@code most} fail, which ends the calibration with that outcome. */
  private void assertStopped(RuntimeException cause, int most) {
    RunOutcome<Integer> outcome =
        calibration(64).measure(failingAbove(most, cause), batching, PAGE);

    assertEquals(RunOutcome.of(cause), outcome);
    assertEquals(most > 0, batching.table().entries().containsKey(PAGE));
  }

  private Calibration calibration(int maxSize) {
    return new Calibration(maxSize, Duration.ofDays(1), clock::get);
  }

  /** A device that lets the clock pass. */
  private IntFunction<RunOutcome<Integer>> run(IntToLongFunction times) {
    return size -> {
      sizes.add(size);
      long nanos = times.applyAsLong(size);
      clock.addAndGet(nanos);
      return completed(nanos);
    };
  }

  private IntFunction<RunOutcome<Integer>> failingAbove(int most, RuntimeException cause) {
    IntFunction<RunOutcome<Integer>> smaller = run(size -> 100);
    return size -> {
      if (size > most) {
        sizes.add(size);
        return RunOutcome.of(cause);
      }
      return smaller.apply(size);
    };
  }

  private static RunOutcome<Integer> completed(long nanos) {
    return new RunOutcome.Completed<>(List.of(), 0, nanos, Optional.empty());
  }

  private Map<Integer, Long> measured() {
    return batching.table().entries().get(PAGE);
  }
}
