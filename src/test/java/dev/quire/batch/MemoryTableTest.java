package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryTableTest {

  private static final Bucket PAGE = new Bucket("page", 100);
  private static final long MB = 1_000_000;

  private final MemoryTable table = new MemoryTable();

  @BeforeEach
  void measureThreeSizes() {
    table.measured(PAGE, 1, 100 * MB);
    table.measured(PAGE, 8, 240 * MB);
    table.measured(PAGE, 32, 1_200 * MB);
  }

  @Test
  void measuredSizesAreKnownExactly() {
    assertEquals(100 * MB, table.bytes(PAGE, 1));
    assertEquals(240 * MB, table.bytes(PAGE, 8));
    assertEquals(1_200 * MB, table.bytes(PAGE, 32));
    assertEquals(Map.of(PAGE, Map.of(1, 100 * MB, 8, 240 * MB, 32, 1_200 * MB)), table.entries());
  }

  @Test
  void sizesBetweenMeasurementsAreInterpolated() {
    assertEquals(720 * MB, table.bytes(PAGE, 20), "halfway between 8 and 32");
    assertEquals(160 * MB, table.bytes(PAGE, 4), "three sevenths of the way");
  }

  @Test
  void sizesBeyondMeasurementsFollowTheLastSlope() {
    assertEquals(1_680 * MB, table.bytes(PAGE, 44), "1200 + 12 · (1200 − 240) / (32 − 8)");
  }

  @Test
  void beyondMeasurementsGrowthIsAtLeastProportional() {
    MemoryTable flat = new MemoryTable();
    flat.measured(PAGE, 1, 100 * MB);
    flat.measured(PAGE, 8, 160 * MB);
    assertEquals(320 * MB, flat.bytes(PAGE, 16));
  }

  @Test
  void theSlopeBetweenCloseSizesIsNotFollowed() {
    table.measured(PAGE, 31, 1_160 * MB);
    table.measured(PAGE, 32, 1_360 * MB);
    assertEquals(1_360 * MB * 38 / 32, table.bytes(PAGE, 38), 6 * 10 * MB, "not 6 · 200 MB more");
  }

  @Test
  void sizesBelowMeasurementsHoldAsMuchAsTheFirst() {
    MemoryTable one = new MemoryTable();
    one.measured(PAGE, 8, 240 * MB);
    assertEquals(240 * MB, one.bytes(PAGE, 1));
    assertEquals(480 * MB, one.bytes(PAGE, 16), "with one measurement, in proportion");
  }

  @Test
  void aSmallerSizeThatHeldMoreCountsForLargerOnes() {
    table.measured(PAGE, 4, 300 * MB);
    assertEquals(300 * MB, table.bytes(PAGE, 4));
    assertEquals(300 * MB, table.bytes(PAGE, 8));
    assertEquals(1_200 * MB, table.bytes(PAGE, 32));
  }

  @Test
  void aBucketNeverMeasuredIsScaledByItsCostFromTheNearest() {
    table.measured(new Bucket("huge", 10_000), 1, 9_000 * MB);
    assertEquals(200 * MB, table.bytes(new Bucket("double", 200), 1));
    assertEquals(120 * MB, table.bytes(new Bucket("half", 50), 8));
    assertEquals(4_500 * MB, table.bytes(new Bucket("large", 5_000), 1));
  }

  @Test
  void whileNothingIsKnownEverythingFits() {
    MemoryTable empty = new MemoryTable();
    assertEquals(0, empty.bytes(PAGE, 100));
    assertEquals(7, empty.largestWithin(PAGE, 0, 7));
    assertTrue(empty.fits(PAGE, 0));
    assertTrue(empty.entries().isEmpty());
  }

  @Test
  void aNewMeasurementReplacesWhatWasKnown() {
    table.measured(PAGE, 8, 200 * MB);
    assertEquals(200 * MB, table.bytes(PAGE, 8));
  }

  @Test
  void theLargestSizeThatFitsIsFound() {
    assertEquals(0, table.largestWithin(PAGE, 100 * MB - 1, 32));
    assertEquals(1, table.largestWithin(PAGE, 100 * MB, 32));
    assertEquals(19, table.largestWithin(PAGE, 720 * MB - 1, 32));
    assertEquals(20, table.largestWithin(PAGE, 720 * MB, 32));
    assertEquals(32, table.largestWithin(PAGE, Long.MAX_VALUE, 32));
    assertEquals(44, table.largestWithin(PAGE, 1_680 * MB, 100));
    assertEquals(0, table.largestWithin(PAGE, 100 * MB, 0));
  }

  @Test
  void whetherASingleRequestFitsIsKnown() {
    assertTrue(table.fits(PAGE, 100 * MB));
    assertFalse(table.fits(PAGE, 100 * MB - 1));
    assertFalse(table.fits(new Bucket("double", 200), 200 * MB - 1));
  }

  @Test
  void whatIsKnownCannotBeChangedFromOutside() {
    assertThrows(UnsupportedOperationException.class, () -> table.entries().clear());
    assertThrows(UnsupportedOperationException.class, () -> table.entries().get(PAGE).clear());
  }

  @Test
  void runsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> table.measured(PAGE, 0, 1));
  }
}
