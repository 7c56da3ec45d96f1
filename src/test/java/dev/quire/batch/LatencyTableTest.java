package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatencyTableTest {

  private static final Bucket PAGE = new Bucket("page", 100);
  private static final long MS = 1_000_000;

  private final LatencyTable table = new LatencyTable();

  @BeforeEach
  void measureThreeSizes() {
    table.measured(PAGE, 1, 8 * MS);
    table.measured(PAGE, 8, 24 * MS);
    table.measured(PAGE, 32, 80 * MS);
  }

  @Test
  void measuredSizesAreKnownExactly() {
    assertEquals(8 * MS, table.nanos(PAGE, 1));
    assertEquals(24 * MS, table.nanos(PAGE, 8));
    assertEquals(80 * MS, table.nanos(PAGE, 32));
    assertEquals(Map.of(PAGE, Map.of(1, 8 * MS, 8, 24 * MS, 32, 80 * MS)), table.entries());
  }

  @Test
  void sizesBetweenMeasurementsAreInterpolated() {
    assertEquals(52 * MS, table.nanos(PAGE, 20), "halfway between 8 and 32");
    assertEquals(38 * MS, table.nanos(PAGE, 14), "a quarter of the way");
  }

  @Test
  void sizesBeyondMeasurementsFollowTheLastSlope() {
    assertEquals(108 * MS, table.nanos(PAGE, 44), "80 + 12 · (80 − 24) / (32 − 8)");
  }

  @Test
  void sizesBelowMeasurementsTakeAsLongAsTheFirst() {
    LatencyTable one = new LatencyTable();
    one.measured(PAGE, 8, 24 * MS);
    assertEquals(24 * MS, one.nanos(PAGE, 1));
    assertEquals(48 * MS, one.nanos(PAGE, 16), "with one measurement, in proportion");
  }

  @Test
  void aLastSlopeDownwardsIsNotFollowed() {
    table.measured(PAGE, 40, 70 * MS);
    assertEquals(70 * MS, table.nanos(PAGE, 1_000));
  }

  @Test
  void aBucketNeverMeasuredIsScaledByItsCostFromTheNearest() {
    table.measured(new Bucket("huge", 10_000), 1, 1_000 * MS);
    assertEquals(16 * MS, table.nanos(new Bucket("double", 200), 1));
    assertEquals(12 * MS, table.nanos(new Bucket("half", 50), 8));
    assertEquals(500 * MS, table.nanos(new Bucket("large", 5_000), 1));
  }

  @Test
  void whileNothingIsMeasuredNothingTakesTime() {
    LatencyTable empty = new LatencyTable();
    assertEquals(0, empty.nanos(PAGE, 100));
    assertEquals(7, empty.largestWithin(PAGE, 0, 7));
    assertTrue(empty.entries().isEmpty());
  }

  @Test
  void theFirstRunOfAnUnknownDeviceIsTakenAsItIs() {
    LatencyTable empty = new LatencyTable();
    empty.ran(PAGE, 4, 20 * MS);
    assertEquals(20 * MS, empty.nanos(PAGE, 4));
  }

  @Test
  void aSingleMeasurementAnchorsAWholeBucket() {
    Bucket half = new Bucket("half", 50);
    table.anchored(half, 1, 6 * MS);
    assertEquals(6 * MS, table.nanos(half, 1));
    assertEquals(18 * MS, table.nanos(half, 8), "as much more as the known bucket takes");
    assertEquals(60 * MS, table.nanos(half, 32));
    assertEquals(table.efficientSize(PAGE, 32), table.efficientSize(half, 32));
    assertEquals(8 * MS, table.nanos(PAGE, 1));
  }

  @Test
  void theFirstAnchorIsAMeasurement() {
    LatencyTable empty = new LatencyTable();
    empty.anchored(PAGE, 1, 6 * MS);
    assertEquals(6 * MS, empty.nanos(PAGE, 1));
  }

  @Test
  void aRunOfAnUnmeasuredBucketCorrectsTheScaledGuess() {
    Bucket twice = new Bucket("double", 200);
    table.ran(twice, 8, 72 * MS);
    assertEquals(52_800_000, table.nanos(twice, 8), "48 · (1 + 0.2 · (72 / 48 − 1)) ms");
    assertEquals(24 * MS, table.nanos(PAGE, 8), "what was measured stays");
  }

  @Test
  void aRunCorrectsTheEstimateByAFifthOfTheDifference() {
    table.ran(PAGE, 8, 34 * MS);
    assertEquals(26 * MS, table.nanos(PAGE, 8));
  }

  @Test
  void aRunLeavesTheOtherSizesAlone() {
    table.ran(PAGE, 8, 34 * MS);
    assertEquals(8 * MS, table.nanos(PAGE, 1));
    assertEquals(80 * MS, table.nanos(PAGE, 32));
  }

  @Test
  void aSizeThatAnUnluckyRunBroughtOutOfUseComesBack() {
    for (int run = 0; run < 3; run++) {
      table.ran(PAGE, 32, 160 * MS);
    }
    assertEquals(8, table.efficientSize(PAGE, 32));
    for (int run = 0; run < 300; run++) {
      table.ran(PAGE, 8, 24 * MS);
    }
    assertEquals(80 * MS, table.nanos(PAGE, 32), 4 * MS);
    assertTrue(table.efficientSize(PAGE, 32) > 8);
  }

  @Test
  void whatSlowsADeviceDownSlowsTheSizesDownThatDidNotRun() {
    for (int run = 0; run < 500; run++) {
      table.ran(PAGE, 8, 48 * MS);
    }
    assertEquals(160 * MS, table.nanos(PAGE, 32), 2 * MS);
    assertEquals(16 * MS, table.nanos(PAGE, 1), MS);
  }

  @Test
  void aRunBetweenTwoSizesCorrectsBothByTheirShares() {
    table.ran(PAGE, 14, 57 * MS);
    assertEquals(25_800_000, table.nanos(PAGE, 8), "24 · (1 + 0.2 · 0.75 · 0.5) ms");
    assertEquals(82 * MS, table.nanos(PAGE, 32), "80 · (1 + 0.2 · 0.25 · 0.5) ms");
  }

  @Test
  void anOutlierMovesNoEstimateByMoreThanAFifth() {
    for (int outlier = 1; outlier <= 32; outlier++) {
      for (long nanos : new long[] {0, 100 * table.nanos(PAGE, outlier)}) {
        LatencyTable hit = new LatencyTable();
        hit.measured(PAGE, 1, 8 * MS);
        hit.measured(PAGE, 8, 24 * MS);
        hit.measured(PAGE, 32, 80 * MS);
        hit.ran(PAGE, outlier, nanos);
        for (int size = 1; size <= 32; size++) {
          double moved = (double) hit.nanos(PAGE, size) / table.nanos(PAGE, size);
          String where = nanos + " ns at " + outlier + " moved " + size + " by " + moved;
          assertTrue(moved >= 0.9 - 1e-6 && moved <= 1.2 + 1e-6, where);
        }
      }
    }
  }

  @Test
  void aDeviceThatGotSlowerIsFollowed() {
    for (int run = 0; run < 100; run++) {
      table.ran(PAGE, 8, 96 * MS);
      table.ran(PAGE, 20, 150 * MS);
    }
    assertEquals(96 * MS, table.nanos(PAGE, 8), MS);
    assertEquals(150 * MS, table.nanos(PAGE, 20), MS);
  }

  @Test
  void aDeviceThatGotFasterIsFollowed() {
    for (int run = 0; run < 100; run++) {
      table.ran(PAGE, 32, 10 * MS);
    }
    assertEquals(10 * MS, table.nanos(PAGE, 32), MS);
  }

  @Test
  void aNewMeasurementReplacesWhatWasKnown() {
    table.measured(PAGE, 8, 100 * MS);
    assertEquals(100 * MS, table.nanos(PAGE, 8));
  }

  @Test
  void theLargestSizeInTimeIsFound() {
    assertEquals(0, table.largestWithin(PAGE, 8 * MS - 1, 32));
    assertEquals(1, table.largestWithin(PAGE, 8 * MS, 32));
    assertEquals(13, table.largestWithin(PAGE, 38 * MS - 1, 32));
    assertEquals(14, table.largestWithin(PAGE, 38 * MS, 32));
    assertEquals(32, table.largestWithin(PAGE, 1_000 * MS, 32));
    assertEquals(44, table.largestWithin(PAGE, 108 * MS, 100));
  }

  @Test
  void theLargestSizeInTimeAgreesWithThePredictionToTheNanosecond() {
    table.measured(PAGE, 3, 10 * MS);
    for (int size = 1; size <= 64; size++) {
      assertEquals(size, table.largestWithin(PAGE, table.nanos(PAGE, size), 64));
    }
  }

  @Test
  void theEfficientSizeReachesNearlyTheBestRate() {
    // from 8 on T(s) = 24 + (s - 8) · 7/3 ms; s / T(s) >= 0.98 · 32/80 from s = 24.5 on
    assertEquals(25, table.efficientSize(PAGE, 32));
    // up to 8 T(s) = 8 + (s - 1) · 16/7 ms; s / T(s) >= 0.98 · 8/24 from s = 7.38 on
    assertEquals(8, table.efficientSize(PAGE, 8));
    assertEquals(1, table.efficientSize(PAGE, 1));
  }

  @Test
  void theBestSizeHasTheBestRate() {
    assertEquals(32, table.bestSize(PAGE, 32));
    assertEquals(20, table.bestSize(PAGE, 20), "20 in 52 ms are more than 8 in 24 ms");
    assertEquals(1, table.bestSize(PAGE, 1));
  }

  @Test
  void aSizeThatWasNeverMeasuredIsNotChosen() {
    assertEquals(25, table.efficientSize(PAGE, 100));
    assertEquals(32, table.bestSize(PAGE, 100));
  }

  @Test
  void whereTimeIsProportionalToSizeLargerBatchesDoNotPay() {
    LatencyTable proportional = new LatencyTable();
    for (int size : new int[] {1, 2, 4, 8, 16, 32}) {
      proportional.measured(PAGE, size, size * 10 * MS);
    }
    assertEquals(1, proportional.efficientSize(PAGE, 32));
    assertEquals(1, proportional.bestSize(PAGE, 32));
  }

  @Test
  void whereTimeRisesInStepsTheSizeBeforeTheStepIsBest() {
    LatencyTable step = new LatencyTable();
    step.measured(PAGE, 1, 10 * MS);
    step.measured(PAGE, 8, 10 * MS);
    step.measured(PAGE, 9, 20 * MS);
    step.measured(PAGE, 12, 20 * MS);
    assertEquals(8, step.efficientSize(PAGE, 12));
    assertEquals(8, step.bestSize(PAGE, 12));
    assertEquals(4, step.efficientSize(PAGE, 4));
  }

  @Test
  void runsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> table.measured(PAGE, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> table.ran(PAGE, 1, -1));
  }

  @Test
  void aProbeOfAnIdleDeviceBringsAllSizesBackFromASlowSpell() {
    Bucket other = new Bucket("page", 200);
    table.measured(other, 4, 40 * MS);
    for (int run = 0; run < 50; run++) {
      table.ran(PAGE, 8, 1_000 * MS);
      table.ran(other, 4, 2_000 * MS);
    }
    assertTrue(table.nanos(other, 4) > 1_000 * MS, "the spell was not noticed");

    for (int probe = 0; probe < 10; probe++) {
      table.probed(PAGE, 1, 8 * MS);
    }
    assertEquals(40, table.nanos(other, 4) / MS, 4.0);
    assertEquals(24, table.nanos(PAGE, 8) / MS, 2.0);
  }

  @Test
  void aProbeDoesNotRaiseOtherSizes() {
    long before = table.nanos(PAGE, 32);
    table.probed(PAGE, 1, 100 * table.nanos(PAGE, 1));
    assertTrue(table.nanos(PAGE, 32) <= before);
  }

  @Test
  void ofBucketsThatRequestsBringTheLatestAreKnown() {
    Bucket often = new Bucket("often", 99);
    for (int i = 0; i < 3 * LatencyTable.MOST_LEARNED; i++) {
      table.ran(new Bucket("width " + i, 200 + i), 1, 16 * MS);
      table.ran(often, 1, 8 * MS);
    }

    assertEquals(1 + LatencyTable.MOST_LEARNED, table.entries().size());
    assertTrue(table.entries().containsKey(PAGE), "what was measured stays");
    assertTrue(table.entries().containsKey(often));
    int last = 3 * LatencyTable.MOST_LEARNED - 1;
    assertTrue(table.entries().containsKey(new Bucket("width " + last, 200 + last)));
  }

  @Test
  void whatIsMeasuredAfterItRanStays() {
    Bucket measured = new Bucket("measured", 50);
    table.ran(measured, 1, 8 * MS);
    table.measured(measured, 1, 8 * MS);
    for (int i = 0; i < 2 * LatencyTable.MOST_LEARNED; i++) {
      table.ran(new Bucket("width " + i, 200 + i), 1, 16 * MS);
    }

    assertEquals(2 + LatencyTable.MOST_LEARNED, table.entries().size());
    assertTrue(table.entries().containsKey(measured));
  }
}
