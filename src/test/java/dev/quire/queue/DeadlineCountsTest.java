package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeadlineCountsTest {

  private static final long SECOND = 1_000_000_000;

  /** More than a slot of a horizon of a second. */
  private static final long SLOT = SECOND / 2_000;

  @Test
  void nothingIsDueInAnEmptyQueue() {
    assertEquals(0, new DeadlineCounts(SECOND).dueBy(SECOND, 0));
  }

  @Test
  void earlierOnesAndThoseOfTheSameMomentAreDue() {
    DeadlineCounts counts = new DeadlineCounts(SECOND);
    counts.add(10 * SLOT);
    counts.add(20 * SLOT);
    counts.add(20 * SLOT);
    counts.add(30 * SLOT);

    assertEquals(4, counts.all());
    assertEquals(0, counts.dueBy(9 * SLOT, 9 * SLOT));
    assertEquals(1, counts.dueBy(15 * SLOT, 10 * SLOT));
    assertEquals(3, counts.dueBy(20 * SLOT, 10 * SLOT));
    assertEquals(4, counts.dueBy(SECOND, 10 * SLOT));
  }

  @Test
  void aTimeBeforeTheEarliestHasNothingDue() {
    DeadlineCounts counts = new DeadlineCounts(SECOND);
    counts.add(10 * SLOT);
    assertEquals(0, counts.dueBy(5 * SLOT, 10 * SLOT));
  }

  @Test
  void aTimeBeyondTheHorizonHasAllDue() {
    DeadlineCounts counts = new DeadlineCounts(SECOND);
    counts.add(0);
    counts.add(10 * SLOT);
    for (long time = 10 * SLOT; time < 3 * SECOND; time += SLOT / 3) {
      assertEquals(2, counts.dueBy(time, 0), time + " ns");
    }
  }

  @Test
  void whatIsRemovedIsNotCounted() {
    DeadlineCounts counts = new DeadlineCounts(SECOND);
    counts.add(10 * SLOT);
    counts.add(20 * SLOT);
    counts.remove(10 * SLOT);
    assertEquals(1, counts.all());
    assertEquals(0, counts.dueBy(15 * SLOT, 10 * SLOT));
    assertEquals(1, counts.dueBy(25 * SLOT, 10 * SLOT));
  }

  @Test
  void slotsMayBeANanosecond() {
    DeadlineCounts counts = new DeadlineCounts(1);
    counts.add(-1);
    counts.add(0);
    assertEquals(1, counts.dueBy(-1, -1));
    assertEquals(2, counts.dueBy(0, -1));
  }

  @Test
  void aClockBelowZeroCountsAsOneAboveIt() {
    assertAgreesWithCounting(-3 * SECOND / 2, SECOND, new Random(1));
  }

  @Test
  void theRingWrapsAround() {
    assertAgreesWithCounting(0, SECOND, new Random(2));
  }

  @Test
  void aClockFarFromZeroCountsAsOneAtIt() {
    assertAgreesWithCounting(Long.MIN_VALUE / 3, SECOND, new Random(3));
    assertAgreesWithCounting(Long.MAX_VALUE / 3, SECOND, new Random(4));
  }

  @Test
  void shortAndLongHorizonsAreCountedAlike() {
    assertAgreesWithCounting(-5_000, 1_000, new Random(5));
    assertAgreesWithCounting(-5_000, 2_047, new Random(6));
    assertAgreesWithCounting(-30 * 86_400 * SECOND, 86_400 * SECOND, new Random(7));
  }

  /** Requests come and go for four horizons, so that every slot is used again and again. */
  private static void assertAgreesWithCounting(long start, long horizon, Random random) {
    DeadlineCounts counts = new DeadlineCounts(horizon);
    long slot = Math.max(1, horizon / 2_046 + 1);
    TreeMap<Long, Integer> deadlines = new TreeMap<>();
    for (int step = 0; step < 4_000; step++) {
      long now = start + step * (horizon / 1_000);
      while (!deadlines.isEmpty() && deadlines.firstKey() < now) {
        remove(counts, deadlines, deadlines.firstKey());
      }
      long added = now + random.nextLong(horizon + 1);
      counts.add(added);
      deadlines.merge(added, 1, Integer::sum);
      if (random.nextInt(3) == 0) {
        Long removed = deadlines.floorKey(added - 1);
        remove(counts, deadlines, removed == null ? added : removed);
      }
      if (!deadlines.isEmpty()) {
        assertAgrees(counts, deadlines, now + random.nextLong(horizon + 1), slot);
      }
    }
  }

  private static void remove(DeadlineCounts counts, TreeMap<Long, Integer> deadlines, long which) {
    counts.remove(which);
    deadlines.computeIfPresent(which, (deadline, count) -> count == 1 ? null : count - 1);
  }

  /** Rounded up to its slot, the time has exactly the deadlines of its slot and before it due. */
  private static void assertAgrees(
      DeadlineCounts counts, TreeMap<Long, Integer> deadlines, long time, long slot) {
    long endOfSlot = Math.floorDiv(time, slot) * slot + slot - 1;
    int due = deadlines.headMap(endOfSlot, true).values().stream().mapToInt(i -> i).sum();
    int all = deadlines.values().stream().mapToInt(i -> i).sum();
    assertEquals(all, counts.all());
    assertEquals(due, counts.dueBy(time, deadlines.firstKey()));
    assertEquals(all, counts.dueBy(Collections.max(deadlines.keySet()), deadlines.firstKey()));
    assertTrue(counts.dueBy(deadlines.firstKey(), deadlines.firstKey()) >= 1);
  }
}
