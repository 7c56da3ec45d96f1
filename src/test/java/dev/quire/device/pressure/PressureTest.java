package dev.quire.device.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.pressure.Pressure.Kind;
import dev.quire.device.pressure.Pressure.Recovering;
import dev.quire.device.pressure.Pressure.Relaxed;
import dev.quire.device.pressure.Pressure.Shrinking;
import dev.quire.device.pressure.Pressure.Stepped;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PressureTest {

  private static final long MS = 1_000_000;
  private static final Thresholds THRESHOLDS =
      new Thresholds(
          List.of(0.4, 0.6, 0.8), 0.05, Duration.ofMillis(10_000), Duration.ofMillis(1_000));

  private Pressure pressure = Pressure.none();

  private void sample(double share, long millis) {
    pressure = pressure.on(share, millis * MS, THRESHOLDS);
  }

  @Test
  void withPlentyOfMemoryNothingIsAskedFor() {
    sample(0.39, 0);
    assertEquals(new Relaxed(), pressure);
    assertEquals(0, pressure.level());
    assertEquals(1, pressure.batchDivisor());
    assertFalse(pressure.pressed());
    assertFalse(pressure.wantsArenaShrunk());
  }

  @Test
  void firstTheBatchesAndTheArenaShrink() {
    sample(0.95, 0);
    assertEquals(new Shrinking(0, 1_000 * MS), pressure);
    assertEquals(0, pressure.level(), "whatever the share");
    assertEquals(2, pressure.batchDivisor());
    assertTrue(pressure.pressed());
    assertTrue(pressure.wantsArenaShrunk());
  }

  @Test
  void shrinkingIsGivenTimeToSettle() {
    sample(0.45, 0);
    Pressure shrinking = pressure;
    sample(0.95, 999);
    assertSame(shrinking, pressure);
    sample(0.1, 999);
    assertSame(shrinking, pressure);
  }

  @Test
  void stillAboveTheResolutionStepsDown() {
    sample(0.45, 0);
    sample(0.45, 1_000);
    assertEquals(new Stepped(1), pressure);
    assertEquals(1, pressure.level());
    assertEquals(2, pressure.batchDivisor());
    assertTrue(pressure.pressed());
    assertFalse(pressure.wantsArenaShrunk());
  }

  @Test
  void itStepsDownByAsManyStepsAsThresholdsAreCrossed() {
    sample(0.45, 0);
    sample(0.85, 1_000);
    assertEquals(new Stepped(3), pressure);
  }

  @Test
  void everyFurtherCrossingShrinksFirst() {
    pressure = new Stepped(1);
    sample(0.6, 0);
    assertEquals(new Shrinking(1, 1_000 * MS), pressure);
    assertEquals(1, pressure.level());
    sample(0.6, 1_000);
    assertEquals(new Stepped(2), pressure);
    sample(0.8, 2_000);
    assertEquals(new Shrinking(2, 3_000 * MS), pressure);
    sample(0.8, 3_000);
    assertEquals(new Stepped(3), pressure);
    sample(1, 4_000);
    assertEquals(new Stepped(3), pressure, "there is no further threshold");
  }

  @Test
  void whereShrinkingHelpedTheResolutionStays() {
    sample(0.45, 0);
    sample(0.38, 1_000);
    assertEquals(new Stepped(0), pressure);
    assertEquals(2, pressure.batchDivisor());
    pressure = new Stepped(1);
    sample(0.6, 2_000);
    sample(0.58, 3_000);
    assertEquals(new Stepped(1), pressure);
  }

  @Test
  void smallBatchesGrowBackAfterTheHoldTime() {
    sample(0.45, 0);
    sample(0.2, 1_000);
    assertEquals(new Recovering(0, 1_000 * MS), pressure);
    assertEquals(2, pressure.batchDivisor());
    sample(0.2, 10_999);
    assertEquals(2, pressure.batchDivisor());
    sample(0.2, 11_000);
    assertEquals(new Relaxed(), pressure);
  }

  @Test
  void shrinkingThatHelpedALotLeavesTheLevelToTheHoldTime() {
    pressure = new Shrinking(2, 0);
    sample(0.1, 0);
    assertEquals(new Recovering(2, 0), pressure);
    assertEquals(2, pressure.level());
  }

  @Test
  void itStepsUpOneAtATimeAfterTheHoldTime() {
    pressure = new Stepped(3);
    sample(0.1, 0);
    assertEquals(new Recovering(3, 0), pressure);
    assertEquals(3, pressure.level());
    sample(0.1, 9_999);
    assertEquals(3, pressure.level());
    sample(0.1, 10_000);
    assertEquals(new Recovering(2, 10_000 * MS), pressure);
    sample(0.1, 20_000);
    assertEquals(1, pressure.level());
    sample(0.1, 30_000);
    assertEquals(0, pressure.level());
    assertTrue(pressure.pressed(), "the batches come last");
    sample(0.1, 40_000);
    assertEquals(new Relaxed(), pressure);
  }

  @Test
  void aLongPauseBetweenSamplesIsStillOneStep() {
    pressure = new Recovering(3, 0);
    sample(0.1, 1_000_000);
    assertEquals(2, pressure.level());
  }

  @Test
  void itStepsUpOnlyToWhereTheShareBelongs() {
    pressure = new Recovering(3, 0);
    sample(0.65, 10_000);
    assertEquals(new Stepped(2), pressure);
    sample(0.65, 100_000);
    assertEquals(new Stepped(2), pressure);
  }

  @Test
  void theHoldTimeBeginsAnewWhereTheShareRises() {
    pressure = new Stepped(1);
    sample(0.34, 0);
    sample(0.36, 9_000);
    assertEquals(new Stepped(1), pressure);
    sample(0.34, 9_500);
    sample(0.34, 10_000);
    assertEquals(1, pressure.level());
    sample(0.34, 19_500);
    assertEquals(0, pressure.level());
  }

  @Test
  void aCrossingInterruptsTheRecovery() {
    pressure = new Recovering(1, 0);
    sample(0.7, 9_000);
    assertEquals(new Shrinking(1, 10_000 * MS), pressure);
  }

  @Test
  void timesMayOverflow() {
    long start = Long.MAX_VALUE - 500 * MS;
    pressure = pressure.on(0.45, start, THRESHOLDS);
    pressure = pressure.on(0.45, start + MS, THRESHOLDS); // its end has overflowed, it has not
    assertEquals(Kind.SHRINKING, pressure.kind());
    pressure = pressure.on(0.45, start + 999 * MS, THRESHOLDS);
    assertEquals(Kind.SHRINKING, pressure.kind());
    pressure = pressure.on(0.45, start + 1_000 * MS, THRESHOLDS);
    assertEquals(new Stepped(1), pressure);
    pressure = new Stepped(1).on(0.1, start, THRESHOLDS);
    pressure = pressure.on(0.1, start + 9_999 * MS, THRESHOLDS);
    assertEquals(1, pressure.level());
    pressure = pressure.on(0.1, start + 10_000 * MS, THRESHOLDS);
    assertEquals(0, pressure.level());
  }

  @Test
  void aSampleThatComesLateChangesNothing() {
    pressure = new Recovering(1, 5_000 * MS);
    Pressure before = pressure;
    sample(0.1, 1_000);
    assertSame(before, pressure);
  }

  @Test
  void theNamesAreLowerCase() {
    assertEquals("relaxed", new Relaxed().kind().label());
    assertEquals("shrinking", new Shrinking(0, 0).kind().label());
    assertEquals("stepped", new Stepped(1).kind().label());
    assertEquals("recovering", new Recovering(1, 0).kind().label());
  }

  @Test
  void statesAreComparedByWhatTheyAskFor() {
    assertTrue(new Stepped(1).asksTheSameAs(new Recovering(1, 7)));
    assertFalse(new Stepped(1).asksTheSameAs(new Stepped(2)));
    assertFalse(new Stepped(1).asksTheSameAs(new Shrinking(1, 7)));
    assertFalse(new Stepped(0).asksTheSameAs(new Relaxed()));
  }
}
