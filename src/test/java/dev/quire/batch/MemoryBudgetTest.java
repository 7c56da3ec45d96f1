package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.MemoryBudget.Reading;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private static final long PETABYTE = 1_000_000_000_000_000L;

  @Test
  void whereNothingIsKnownThereIsNoLimit() {
    assertEquals(Long.MAX_VALUE, MemoryBudget.unknown().bytes());
  }

  @Test
  void atRestTheBudgetIsWhatIsLeftLessTheReserve() {
    assertEquals(800 - 300 - 50, new Reading(800, 300, 200, 200, 50).bytes());
  }

  @Test
  void whatTheEngineAlreadyHoldsBeyondItsRestIsFree() {
    assertEquals(800 - 300 - 50 + 80, new Reading(800, 300, 280, 200, 50).bytes());
  }

  @Test
  void holdingLessThanAtRestCostsNothing() {
    assertEquals(800 - 300 - 50, new Reading(800, 300, 120, 200, 50).bytes());
  }

  @Test
  void whatOthersTookOfTheReserveIsTakenOffWhatTheEngineHolds() {
    assertEquals(80 - 30, new Reading(800, 780, 280, 200, 50).bytes());
  }

  @Test
  void theBudgetIsNeverNegative() {
    assertEquals(0, new Reading(800, 790, 200, 200, 50).bytes());
    assertEquals(0, new Reading(800, 900, 200, 200, 0).bytes());
  }

  @Test
  void negativeBytesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Reading(-1, 0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Reading(0, -1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Reading(0, 0, -1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Reading(0, 0, 0, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Reading(0, 0, 0, 0, -1));
  }

  @Property(tries = 500)
  void growingTheEnginesMemoryDoesNotChangeTheBudgetWhileOthersTakingSomeDoes(
      @ForAll @LongRange(min = 1, max = PETABYTE) long total,
      @ForAll @LongRange(min = 0, max = PETABYTE) long used,
      @ForAll @LongRange(min = 0, max = PETABYTE) long atRest,
      @ForAll @LongRange(min = 0, max = PETABYTE) long reserve,
      @ForAll @LongRange(min = 0, max = PETABYTE) long more) {
    long bytes = new Reading(total, used, atRest, atRest, reserve).bytes();
    assertTrue(bytes >= 0 && bytes <= total);
    assertEquals(bytes, new Reading(total, used + more, atRest + more, atRest, reserve).bytes());
    long squeezed = new Reading(total, used + more, atRest, atRest, reserve).bytes();
    assertEquals(Math.max(0, bytes - more), squeezed);
  }
}
