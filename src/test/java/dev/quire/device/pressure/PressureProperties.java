package dev.quire.device.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.pressure.Pressure.Kind;
import dev.quire.device.pressure.Pressure.Relaxed;
import dev.quire.device.pressure.Pressure.Stepped;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every course of the memory, and every start of the clock. */
class PressureProperties {

  private record Sample(double share, long afterMillis) {}

  private record Walk(long startNanos, List<Sample> samples) {}

  @Property(tries = 1_000)
  void levelsRiseOnlyAfterShrinkingAndFallOneByOneAfterTheHoldTime(
      @ForAll("thresholds") Thresholds thresholds, @ForAll("walks") Walk walk) {
    Pressure pressure = Pressure.none();
    long now = walk.startNanos;
    long changed = now;
    for (Sample sample : walk.samples) {
      now += Duration.ofMillis(sample.afterMillis).toNanos();
      Pressure next = pressure.on(sample.share, now, thresholds);
      int up = pressure.level() - next.level();
      assertTrue(next.level() >= 0 && next.level() <= thresholds.shares().size());
      assertTrue(up <= 1, "more than one step up");
      if (up < 0) {
        assertEquals(Kind.SHRINKING, pressure.kind(), "shrinks first");
        assertEquals(thresholds.crossed(sample.share), next.level());
        assertTrue(now - changed >= thresholds.settle().toNanos(), "gives it time");
      }
      if (up > 0) {
        assertEquals(Kind.RECOVERING, pressure.kind());
        assertTrue(now - changed >= thresholds.hold().toNanos(), "holds");
      }
      if (up != 0 || next.kind() != pressure.kind()) {
        changed = now;
      }
      pressure = next;
    }
  }

  @Property(tries = 500)
  void itAsksForSomethingWheneverAThresholdIsCrossed(
      @ForAll("thresholds") Thresholds thresholds, @ForAll("walks") Walk walk) {
    Pressure pressure = Pressure.none();
    long now = walk.startNanos;
    for (Sample sample : walk.samples) {
      now += Duration.ofMillis(sample.afterMillis).toNanos();
      pressure = pressure.on(sample.share, now, thresholds);
      int crossed = thresholds.crossed(sample.share);
      assertTrue(crossed == 0 || pressure.pressed());
      assertTrue(crossed <= pressure.level() || pressure.kind() == Kind.SHRINKING);
      assertEquals(pressure.kind() == Kind.SHRINKING, pressure.wantsArenaShrunk());
      assertEquals(pressure.pressed() ? 2 : 1, pressure.batchDivisor());
    }
  }

  @Property(tries = 500)
  void aWalkWithinTheMarginNeverChangesTheLevel(
      @ForAll("thresholds") Thresholds thresholds,
      @ForAll @IntRange(min = 0, max = 10) int any,
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = 0, max = 0.99) Double> walk,
      @ForAll long startNanos) {
    Assume.that(thresholds.margin() > 0);
    int level = 1 + any % thresholds.shares().size();
    double threshold = thresholds.shares().get(level - 1);
    Pressure stepped = new Stepped(level);
    Pressure before = level == 1 ? new Relaxed() : new Stepped(level - 1);
    Pressure below = before;
    long now = startNanos;
    for (double within : walk) {
      now += thresholds.hold().toNanos();
      double share = Math.min(Math.nextDown(threshold), threshold - thresholds.margin() * within);
      assertSame(stepped, stepped.on(share, now, thresholds), "has stepped at " + share);
      below = below.on(share, now, thresholds);
      assertEquals(before.level(), below.level(), "has not stepped at " + share);
    }
  }

  @Property(tries = 500)
  void aShareThatFlapsAroundAThresholdMovesTheLevelNoMoreThanOnce(
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = 0.36, max = 0.59) Double> flapping,
      @ForAll @IntRange(min = 1, max = 20_000) int everyMillis,
      @ForAll long startNanos) {
    Pressure pressure = Pressure.none();
    long now = startNanos;
    int moves = 0;
    for (double share : flapping) {
      now += Duration.ofMillis(everyMillis).toNanos();
      Pressure next = pressure.on(share, now, Thresholds.defaults());
      moves += Math.abs(next.level() - pressure.level());
      pressure = next;
    }
    assertTrue(moves <= 1, moves + " moves");
  }

  @Property(tries = 500)
  void whileAShareStaysTheLevelIsTheThresholdsItCrossed(
      @ForAll("thresholds") Thresholds thresholds,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long startNanos) {
    Pressure pressure = Pressure.none().on(share, startNanos, thresholds);
    assertEquals(0, pressure.level());
    long now = startNanos + thresholds.settle().toNanos();
    for (int i = 0; i < 10; i++) {
      pressure = pressure.on(share, now, thresholds);
      assertEquals(thresholds.crossed(share), pressure.level());
      now += thresholds.hold().toNanos();
    }
  }

  @Property(tries = 500)
  void whateverHappenedMemoryThatIsFreeForLongBringsEverythingBack(
      @ForAll("thresholds") Thresholds thresholds, @ForAll("walks") Walk walk) {
    Pressure pressure = Pressure.none();
    long now = walk.startNanos;
    for (Sample sample : walk.samples) {
      now += Duration.ofMillis(sample.afterMillis).toNanos();
      pressure = pressure.on(sample.share, now, thresholds);
    }
    // to settle, to begin the hold time, once for each level and once for the batches
    long step = Math.max(thresholds.settle().toNanos(), thresholds.hold().toNanos());
    for (int i = 0; i < thresholds.shares().size() + 3; i++) {
      now += step;
      pressure = pressure.on(0, now, thresholds);
    }
    assertEquals(new Relaxed(), pressure);
    assertFalse(pressure.pressed());
  }

  @Provide
  Arbitrary<Thresholds> thresholds() {
    Arbitrary<List<Double>> shares =
        Arbitraries.integers()
            .between(10, 99)
            .set()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(percents -> percents.stream().sorted().map(p -> p / 100.0).toList());
    Arbitrary<Double> margins = Arbitraries.doubles().between(0, 0.09);
    Arbitrary<Duration> times = Arbitraries.longs().between(0, 20_000).map(Duration::ofMillis);
    return Combinators.combine(shares, margins, times, times).as(Thresholds::new);
  }

  /** Samples at most half a minute apart, from any time on. */
  @Provide
  Arbitrary<Walk> walks() {
    Arbitrary<Double> shares = Arbitraries.doubles().between(0, 1);
    Arbitrary<Long> pauses = Arbitraries.longs().between(0, 30_000);
    Arbitrary<List<Sample>> samples =
        Combinators.combine(shares, pauses).as(Sample::new).list().ofMaxSize(60);
    return Combinators.combine(Arbitraries.longs(), samples).as(Walk::new);
  }
}
