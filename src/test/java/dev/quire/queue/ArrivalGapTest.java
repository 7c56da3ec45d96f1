package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ArrivalGapTest {

  private final ArrivalGap gap = new ArrivalGap();

  @Test
  void beforeTheSecondArrivalNothingIsExpected() {
    assertEquals(Long.MAX_VALUE, gap.nanos(0));
    gap.arrived(-1_000);
    assertEquals(Long.MAX_VALUE, gap.nanos(0));
  }

  @Test
  void newGapsCountAnEighth() {
    gap.arrived(-1_000);
    gap.arrived(-200);
    assertEquals(800, gap.nanos(-200));
    gap.arrived(1_400);
    assertEquals(900, gap.nanos(1_400), "800 + (1600 − 800) / 8");
  }

  @Test
  void aRushThatIsOverIsForgotten() {
    gap.arrived(0);
    gap.arrived(100);
    assertEquals(100, gap.nanos(150));
    assertEquals(5_000, gap.nanos(5_100));
  }

  @Test
  void arrivalsAtOnceHaveNoGap() {
    gap.arrived(7);
    gap.arrived(7);
    gap.arrived(7);
    assertEquals(0, gap.nanos(7));
  }
}
