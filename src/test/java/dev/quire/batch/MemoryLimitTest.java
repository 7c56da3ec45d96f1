package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Of a page that holds 100 bytes, whatever the batch. */
class MemoryLimitTest {

  private static final Bucket PAGE = new Bucket("page", 10);
  private static final Bucket LARGER = new Bucket("larger", 20);

  private final MemoryTable table = new MemoryTable();
  private final AtomicLong budget = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger divisor = new AtomicInteger(1);
  private final MemoryLimit limit = new MemoryLimit(table, budget::get, divisor::get);

  MemoryLimitTest() {
    table.measured(PAGE, 1, 100);
    table.measured(PAGE, 8, 800);
  }

  @Test
  void theBudgetLimitsTheSize() {
    budget.set(450);
    assertEquals(4, limit.size(PAGE, 8));
    budget.set(400);
    assertEquals(4, limit.size(PAGE, 8));
    budget.set(399);
    assertEquals(3, limit.size(PAGE, 8));
  }

  @Test
  void noMoreThanWasAskedFor() {
    assertEquals(8, limit.size(PAGE, 8));
    assertEquals(1, limit.size(PAGE, 1));
  }

  @Test
  void whereNotEvenOneFitsItIsNone() {
    budget.set(99);
    assertEquals(0, limit.size(PAGE, 8));
    divisor.set(2);
    assertEquals(0, limit.size(PAGE, 8));
  }

  @Test
  void everyBucketHasItsOwnSize() {
    budget.set(400);
    assertEquals(2, limit.size(LARGER, 8), "scaled by its cost");
  }

  @Test
  void underPressureTheSizeIsDivided() {
    divisor.set(2);
    assertEquals(4, limit.size(PAGE, 8));
    divisor.set(3);
    assertEquals(2, limit.size(PAGE, 8));
  }

  /** Else pressure would change nothing for a device whose memory already bounds the batch. */
  @Test
  void underPressureWhatFitsIsDividedToo() {
    budget.set(450);
    divisor.set(2);
    assertEquals(2, limit.size(PAGE, 8));
  }

  @Test
  void pressureLeavesOneRequest() {
    divisor.set(100);
    assertEquals(1, limit.size(PAGE, 8));
    divisor.set(2);
    assertEquals(1, limit.size(PAGE, 1));
  }

  @Test
  void whereNothingIsKnownThereIsNoLimit() {
    assertEquals(1024, MemoryLimit.none().size(PAGE, 1024));
    MemoryLimit blind = new MemoryLimit(new MemoryTable(), () -> 0, () -> 1);
    assertEquals(8, blind.size(PAGE, 8), "no run was seen");
  }
}
