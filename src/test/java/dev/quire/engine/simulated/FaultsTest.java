package dev.quire.engine.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  private static final DeviceId FIRST = new DeviceId("gpu:0");
  private static final DeviceId SECOND = new DeviceId("gpu:1");
  private static final List<DeviceId> DEVICES = List.of(FIRST, SECOND);

  @Test
  void everyKindIsRead() {
    assertEquals(
        Map.of(
            FIRST,
            List.of(
                new Fault.Slow(3),
                new Fault.HangEvery(500, Duration.ofSeconds(2)),
                new Fault.OutOfMemoryAbove(16)),
            SECOND,
            List.of(new Fault.ErrorEvery(100), new Fault.LostEvery(1000, Duration.ofMillis(1500)))),
        Faults.parse(
            List.of(
                "gpu:0/slow=3",
                "gpu:1/error-every=100",
                "gpu:0/hang-every=500:2s",
                "gpu:0/oom-above=16",
                "gpu:1/lost-every=1000:1.5s"),
            DEVICES));
  }

  @Test
  void aStarIsEveryDevice() {
    Map<DeviceId, List<Fault>> faults =
        Faults.parse(List.of("gpu:1/oom-above=4", " * / slow = 1.5 "), DEVICES);

    assertEquals(List.of(new Fault.Slow(1.5)), faults.get(FIRST));
    assertEquals(List.of(new Fault.OutOfMemoryAbove(4), new Fault.Slow(1.5)), faults.get(SECOND));
  }

  @Test
  void aDeviceMayHaveNone() {
    assertEquals(Map.of(FIRST, List.of(), SECOND, List.of()), Faults.parse(List.of(), DEVICES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|it is not DEVICE/KIND=VALUE",
        "slow=3|it is not DEVICE/KIND=VALUE",
        "gpu:0/slow|it is not DEVICE/KIND=VALUE",
        "gpu:0/fast=3|there is no kind 'fast'",
        "gpu/slow=3|'gpu' is not a device",
        "gpu:2/slow=3|there is no device gpu:2, but gpu:0, gpu:1",
        "gpu:0/slow=0.5|the factor must be at least 1, not 0.5",
        "gpu:0/slow=NaN|'NaN' is not a number",
        "gpu:0/slow=|'' is not a number",
        "gpu:0/error-every=0|the number of tickets must be at least 1, not 0",
        "gpu:0/error-every=1.5|'1.5' is not a whole number",
        "gpu:0/oom-above=-1|'-1' is not a whole number",
        "gpu:0/hang-every=500|'500' is not a number of runs and a time, such as 500:2s",
        "gpu:0/hang-every=0:2s|the number of runs must be at least 1, not 0",
        "gpu:0/hang-every=500:2|'2' is not a time in us, ms or s",
        "gpu:0/lost-every=5:0s|the time must be positive",
        "gpu:0/lost-every=x:5s|'x' is not a whole number",
      })
  void mistakesAreExplained(String entry, String why) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Faults.parse(List.of("gpu:0/slow=3", entry), DEVICES));
    assertTrue(e.getMessage().startsWith("'" + entry + "' is not a fault"), e.getMessage());
    assertTrue(e.getMessage().contains(why), e.getMessage());
    for (String kind : List.of("slow", "error-every", "hang-every", "oom-above", "lost-every")) {
      assertTrue(e.getMessage().contains(kind + "="), e.getMessage());
    }
  }

  @Test
  void nonsenseIsRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new Fault.Slow(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Fault.Slow(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> new Fault.OutOfMemoryAbove(-1));
    assertThrows(IllegalArgumentException.class, () -> new Fault.HangEvery(0, second));
    assertThrows(IllegalArgumentException.class, () -> new Fault.LostEvery(1, second.negated()));
  }
}
