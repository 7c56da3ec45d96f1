package dev.quire.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceState.Draining;
import dev.quire.device.DeviceState.Kind;
import dev.quire.device.DeviceState.Lost;
import dev.quire.device.DeviceState.Quarantined;
import dev.quire.device.DeviceState.Ready;
import dev.quire.device.DeviceState.Starting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeviceStateTest {

  private static final String WHY = "it hung";
  private static final long NOW = 1_000;

  /** 10, 20, 40, 40 ns, then lost. */
  private static final Backoff BACKOFF = new Backoff(Duration.ofNanos(10), Duration.ofNanos(40), 4);

  @Test
  void aDeviceThatStartedIsReady() {
    assertEquals(new Ready(0), new Starting(0).started());
  }

  @Test
  void failuresOutlastTheStart() {
    assertEquals(new Ready(3), new Starting(3).started());
  }

  @Test
  void servingClearsTheFailures() {
    assertEquals(new Ready(0), new Ready(3).served());
  }

  @Test
  void aReadyDeviceThatFailsIsQuarantined() {
    assertEquals(new Quarantined(WHY, 1, NOW + 10), failed(new Ready(0)));
    assertEquals(new Quarantined(WHY, 2, NOW + 20), failed(new Ready(1)));
    assertEquals(new Quarantined(WHY, 4, NOW + 40), failed(new Ready(3)));
  }

  @Test
  void aDeviceThatDoesNotStartIsQuarantined() {
    assertEquals(new Quarantined(WHY, 1, NOW + 10), failed(new Starting(0)));
    assertEquals(new Quarantined(WHY, 3, NOW + 40), failed(new Starting(2)));
  }

  @Test
  void afterTooManyFailuresADeviceIsLost() {
    assertEquals(new Lost(WHY), failed(new Ready(4)));
    assertEquals(new Lost(WHY), failed(new Starting(4)));
  }

  @Test
  void withoutAnyStrikeToSpareTheFirstFailureIsTheLast() {
    Backoff strict = new Backoff(Duration.ZERO, Duration.ZERO, 0);

    assertEquals(new Lost(WHY), new Ready(0).failed(WHY, NOW, strict));
  }

  @Test
  void theQuarantineEndsWhenItsTimeIsOver() {
    Quarantined quarantined = new Quarantined(WHY, 1, NOW);

    assertFalse(quarantined.mayRetry(NOW - 1));
    assertTrue(quarantined.mayRetry(NOW));
    assertTrue(quarantined.mayRetry(NOW + 1));
  }

  @Test
  void theQuarantineEndsAlsoWhereTheClockOverflows() {
    DeviceState quarantined = new Ready(0).failed(WHY, Long.MAX_VALUE, BACKOFF);

    assertFalse(quarantined.mayRetry(Long.MAX_VALUE));
    assertFalse(quarantined.mayRetry(Long.MAX_VALUE + 9));
    assertTrue(quarantined.mayRetry(Long.MAX_VALUE + 10));
  }

  @Test
  void aDeviceThatIsTriedAgainStartsWithItsFailures() {
    assertEquals(new Starting(2), new Quarantined(WHY, 2, NOW).retry());
  }

  @Test
  void failuresAddUpUntilItServesAgain() {
    DeviceState state = new Starting(0).started();
    state = failed(state).retry().started();
    assertEquals(new Ready(1), state);
    state = failed(state).retry();
    state = failed(state);
    assertEquals(new Quarantined(WHY, 3, NOW + 40), state);
    state = state.retry().started().served();
    assertEquals(new Ready(0), state);
    assertEquals(new Quarantined(WHY, 1, NOW + 10), failed(state));
  }

  @Test
  void everyDeviceButALostOneDrains() {
    assertEquals(new Draining(), new Starting(1).drain());
    assertEquals(new Draining(), new Ready(1).drain());
    assertEquals(new Draining(), new Quarantined(WHY, 1, NOW).drain());
  }

  @Test
  void whatSaysNothingNewChangesNothing() {
    Starting starting = new Starting(1);
    assertSame(starting, starting.served());
    assertSame(starting, starting.retry());
    Ready ready = new Ready(0);
    assertSame(ready, ready.started());
    assertSame(ready, ready.served());
    assertSame(ready, ready.retry());
    Quarantined quarantined = new Quarantined(WHY, 1, NOW);
    assertSame(quarantined, quarantined.started());
    assertSame(quarantined, quarantined.served());
    assertSame(quarantined, failed(quarantined));
  }

  @Test
  void nothingLeadsBackFromTheEnd() {
    for (DeviceState end : new DeviceState[] {new Draining(), new Lost(WHY)}) {
      assertSame(end, end.started());
      assertSame(end, end.served());
      assertSame(end, failed(end));
      assertSame(end, end.retry());
      assertSame(end, end.drain());
    }
  }

  @Test
  void onlyAReadyDeviceServes() {
    assertTrue(new Ready(1).isServing());
    assertFalse(new Starting(0).isServing());
    assertFalse(new Quarantined(WHY, 1, NOW).isServing());
    assertFalse(new Draining().isServing());
    assertFalse(new Lost(WHY).isServing());
  }

  @Test
  void onlyAQuarantinedDeviceIsTriedAgain() {
    assertFalse(new Starting(1).mayRetry(NOW));
    assertFalse(new Ready(1).mayRetry(NOW));
    assertFalse(new Draining().mayRetry(NOW));
    assertFalse(new Lost(WHY).mayRetry(NOW));
  }

  @Test
  void everyStateHasAName() {
    assertEquals(Kind.STARTING, new Starting(0).kind());
    assertEquals(Kind.READY, new Ready(0).kind());
    assertEquals(Kind.QUARANTINED, new Quarantined(WHY, 1, NOW).kind());
    assertEquals(Kind.DRAINING, new Draining().kind());
    assertEquals(Kind.LOST, new Lost(WHY).kind());
    assertEquals("quarantined", Kind.QUARANTINED.label());
  }

  @Test
  void aDeviceMovesFromStateToState() {
    Device device = new Device(new DeviceId("gpu:0"), () -> new DeviceMemory(1, 2));
    assertEquals(new Starting(0), device.state());

    assertEquals(new Ready(0), device.on(DeviceState::started));
    assertEquals(new Ready(0), device.state());
    assertEquals(new DeviceMemory(1, 2), device.memory());
  }

  private static DeviceState failed(DeviceState state) {
    return state.failed(WHY, NOW, BACKOFF);
  }
}
