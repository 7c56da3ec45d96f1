package dev.quire.device.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceMemory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PressureGaugeTest {

  private final PressureGauge gauge = new PressureGauge(200);

  @Test
  void theModelAtRestIsNoPressure() {
    assertEquals(0, gauge.share(new DeviceMemory(200, 1_000)));
    assertEquals(0.25, gauge.share(new DeviceMemory(400, 1_000)));
    assertEquals(1, gauge.share(new DeviceMemory(1_000, 1_000)));
  }

  @Test
  void theShareStaysBetweenZeroAndOne() {
    assertEquals(0, gauge.share(new DeviceMemory(100, 1_000)));
    assertEquals(1, gauge.share(new DeviceMemory(1_100, 1_000)));
  }

  @Test
  void aDeviceThatTheModelFillsIsUnderPressureAsSoonAsAnythingRuns() {
    assertEquals(0, gauge.share(new DeviceMemory(200, 200)));
    assertEquals(1, gauge.share(new DeviceMemory(201, 200)));
  }

  @Test
  void whereTheTotalIsUnknownThereIsNoPressure() {
    assertEquals(0, gauge.share(new DeviceMemory(500, 0)));
  }

  @Test
  void restIsOnlyEverLowered() {
    assertEquals(150, gauge.loweredTo(150).atRest());
    assertEquals(200, gauge.loweredTo(250).atRest());
    assertEquals(200, gauge.loweredTo(-1).atRest(), "not a use");
  }

  @Test
  void aNegativeRestIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PressureGauge(-1));
  }

  @Property(tries = 500)
  void moreUseIsMorePressure(
      @ForAll @LongRange(min = 0) long atRest,
      @ForAll @LongRange(min = 0) long used,
      @ForAll @LongRange(min = 0) long more,
      @ForAll long total) {
    PressureGauge any = new PressureGauge(atRest);
    double less = any.share(new DeviceMemory(Math.min(used, more), total));
    double greater = any.share(new DeviceMemory(Math.max(used, more), total));
    assertTrue(0 <= less && less <= greater && greater <= 1, less + " and " + greater);
  }
}
