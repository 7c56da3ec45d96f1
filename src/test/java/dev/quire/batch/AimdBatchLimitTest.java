package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AimdBatchLimitTest {

  private static final Bucket PAGE = new Bucket("page", 1);
  private static final Bucket OTHER = new Bucket("other", 1);

  private final AimdBatchLimit cap = new AimdBatchLimit(32);

  @Test
  void whereNothingWentWrongTheCapIsTheMost() {
    assertEquals(32, cap.size(PAGE));
    assertFalse(cap.isMemory(PAGE));
  }

  @Test
  void runningOutOfMemoryHalvesWhatFailed() {
    cap.outOfMemory(PAGE, 20);
    assertEquals(10, cap.size(PAGE));
    assertTrue(cap.isMemory(PAGE));
    cap.outOfMemory(PAGE, 10);
    assertEquals(5, cap.size(PAGE));
  }

  @Test
  void aLateFailureOfALargerSizeDoesNotRaiseTheCap() {
    cap.outOfMemory(PAGE, 8);
    cap.outOfMemory(PAGE, 32);
    assertEquals(2, cap.size(PAGE));
  }

  @Test
  void theCapIsNeverBelowOne() {
    for (int i = 0; i < 10; i++) {
      cap.outOfMemory(PAGE, 1);
    }
    assertEquals(1, cap.size(PAGE));
  }

  @Test
  void aSingleSlowRunChangesNothing() {
    cap.slow(PAGE, 32);
    assertEquals(32, cap.size(PAGE));
    cap.slow(PAGE, 32);
    assertEquals(32, cap.size(PAGE));
  }

  @Test
  void threeSlowRunsInARowHalveTheSize() {
    slow(PAGE, 32, 3);
    assertEquals(16, cap.size(PAGE));
    assertFalse(cap.isMemory(PAGE));
    slow(PAGE, 16, 2);
    assertEquals(16, cap.size(PAGE));
    slow(PAGE, 16, 1);
    assertEquals(8, cap.size(PAGE));
  }

  @Test
  void aGoodRunExcusesTheSlowOnesBeforeIt() {
    for (int i = 0; i < 10; i++) {
      slow(PAGE, 32, 2);
      cap.good(PAGE, 32);
    }
    assertEquals(32, cap.size(PAGE));
  }

  @Test
  void aGoodRunBelowTheCapExcusesThemToo() {
    slow(PAGE, 32, 3);
    slow(PAGE, 8, 2);
    cap.good(PAGE, 8);
    slow(PAGE, 8, 2);
    assertEquals(16, cap.size(PAGE));
  }

  @Test
  void everyGoodRunAtTheCapRaisesItByOne() {
    slow(PAGE, 8, 3);
    assertEquals(4, cap.size(PAGE));
    for (int size = 4; size < 32; size++) {
      cap.good(PAGE, size);
      assertEquals(size + 1, cap.size(PAGE));
    }
    cap.good(PAGE, 32);
    assertEquals(32, cap.size(PAGE));
  }

  @Test
  void aGoodRunBelowTheCapProvesNothing() {
    slow(PAGE, 8, 3);
    for (int i = 0; i < 100; i++) {
      cap.good(PAGE, 3);
    }
    assertEquals(4, cap.size(PAGE));
  }

  @Test
  void afterRunningOutOfMemoryTheCapGrowsWithCaution() {
    cap.outOfMemory(PAGE, 32);
    for (int i = 1; i < AimdBatchLimit.CAUTION; i++) {
      cap.good(PAGE, 16);
    }
    assertEquals(16, cap.size(PAGE));
    cap.good(PAGE, 16);
    assertEquals(17, cap.size(PAGE));
    assertTrue(cap.isMemory(PAGE));
  }

  @Test
  void aCapThatIsBackAtTheMostForgetsWhatWentWrong() {
    cap.outOfMemory(PAGE, 32);
    for (int i = 0; i < 16 * AimdBatchLimit.CAUTION; i++) {
      cap.good(PAGE, 32);
    }
    assertEquals(32, cap.size(PAGE));
    assertFalse(cap.isMemory(PAGE));
  }

  @Test
  void bucketsAreCappedApart() {
    cap.outOfMemory(PAGE, 32);
    assertEquals(32, cap.size(OTHER));
    assertFalse(cap.isMemory(OTHER));
  }

  @Test
  void aCapBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new AimdBatchLimit(0));
  }

  private void slow(Bucket bucket, int size, int times) {
    for (int i = 0; i < times; i++) {
      cap.slow(bucket, size);
    }
  }
}
