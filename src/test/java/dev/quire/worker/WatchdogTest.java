package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.RunPermit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration FLOOR = Duration.ofNanos(100);
  private static final Duration START = Duration.ofNanos(5_000);

  private final Watchdog watchdog = new Watchdog(10, FLOOR, START);

  @Test
  void aRunMayTakeAMultipleOfThePrediction() {
    assertEquals(1_000, watchdog.limitNanos(100));
    assertEquals(10_000_000_000_000L, watchdog.limitNanos(1_000_000_000_000L));
  }

  @Test
  void aShortRunMayTakeTheFloor() {
    assertEquals(100, watchdog.limitNanos(1));
    assertEquals(100, watchdog.limitNanos(10));
    assertEquals(110, watchdog.limitNanos(11));
  }

  @Test
  void aRunThatCannotBePredictedMayTakeAsLongAsAStart() {
    assertEquals(5_000, watchdog.limitNanos(0));
  }

  @Test
  void aPredictionBeyondAllBoundsIsNoEarlyEnd() {
    assertEquals(Long.MAX_VALUE, watchdog.limitNanos(Long.MAX_VALUE));
  }

  @Test
  void aRunIsOverdueAfterItsLimit() {
    InFlightBatch<Integer, Integer> running = startedAt(1_000);

    assertFalse(running.isOverdue(1_000));
    assertFalse(running.isOverdue(1_100));
    assertTrue(running.isOverdue(1_101));
  }

  @Test
  void aRunIsOverdueAlsoWhereTheClockOverflows() {
    InFlightBatch<Integer, Integer> running = startedAt(Long.MAX_VALUE - 10);

    assertFalse(running.isOverdue(Long.MAX_VALUE));
    assertFalse(running.isOverdue(Long.MAX_VALUE + 90));
    assertTrue(running.isOverdue(Long.MAX_VALUE + 91));
  }

  private static InFlightBatch<Integer, Integer> startedAt(long nanos) {
    return new InFlightBatch<>(
        RunRequests.none(), RunPermit.NONE, nanos, 10, 100, new AtomicBoolean());
  }

  @Test
  void whatIsNoWatchdogIsRefused() {
    Duration negative = Duration.ofNanos(-1);

    assertThrows(IllegalArgumentException.class, () -> new Watchdog(0.9, FLOOR, START));
    assertThrows(IllegalArgumentException.class, () -> new Watchdog(Double.NaN, FLOOR, START));
    assertThrows(IllegalArgumentException.class, () -> new Watchdog(10, negative, START));
    assertThrows(IllegalArgumentException.class, () -> new Watchdog(10, START, FLOOR));
  }
}
