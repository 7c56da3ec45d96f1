package dev.quire.engine.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.engine.OutOfDeviceMemoryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SimulatedDeviceTest {

  private final SimulatedDevice device =
      new SimulatedDevice(
          new DeviceId("gpu:0"),
          LatencyCurve.parse("1:8ms"),
          List.of(),
          new SimulatedMemory(100, 20, 10));

  @Test
  void anIdleDeviceHoldsNothing() {
    assertEquals(new DeviceMemory(0, 100), device.read());
  }

  @Test
  void everyOpenedModelHoldsItsShare() {
    device.take("m", 0);
    device.take("m", 0);
    assertEquals(new DeviceMemory(40, 100), device.read());
    device.release();
    assertEquals(new DeviceMemory(20, 100), device.read());
  }

  @Test
  void modelsThatDoNotFitAreRefused() {
    for (int i = 0; i < 5; i++) {
      device.take("m", 0);
    }
    OutOfDeviceMemoryException e =
        assertThrows(OutOfDeviceMemoryException.class, () -> device.take("m", 0));
    assertEquals(
        "Model m does not fit gpu:0: it would hold 120 bytes, but has 100", e.getMessage());
    assertEquals(100, device.read().used());
  }

  @Test
  void runsInProgressShareTheMemory() {
    device.take("m", 0);
    SimulatedDevice.Plan first = device.begin("m", 5, 0);
    assertEquals(70, device.read().used());

    OutOfDeviceMemoryException e =
        assertThrows(OutOfDeviceMemoryException.class, () -> device.begin("m", 4, 0));
    assertTrue(e.getMessage().contains("A run of 4 items of model m"), e.getMessage());
    assertEquals(70, device.read().used());

    device.end(first);
    assertEquals(20, device.read().used());
    device.end(device.begin("m", 8, 0));
    assertEquals(3, device.runs());
    assertEquals(17, device.tickets());
  }

  @Test
  void nothingIsLostBetweenThreads() throws InterruptedException, ExecutionException {
    device.take("m", 0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        ends.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 1000; i++) {
                    device.end(device.begin("m", 1, 0));
                  }
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(4000, device.runs());
    assertEquals(4000, device.tickets());
    assertEquals(20, device.read().used());
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SimulatedMemory(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new SimulatedMemory(1, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new SimulatedMemory(1, 0, -1));
  }

  @Test
  void runsOfTwoModelsTakeTurns() throws Exception {
    SimulatedDevice shared =
        new SimulatedDevice(
            new DeviceId("gpu:0"),
            LatencyCurve.parse("1:25ms"),
            List.of(),
            new SimulatedMemory(100, 20, 10));
    shared.take("pages", 0);
    shared.take("pairs", 0);
    List<String> turns = Collections.synchronizedList(new ArrayList<>());
    SimulatedDevice.Plan pages = shared.begin("pages", 1, 0);
    SimulatedDevice.Plan pairs = shared.begin("pairs", 1, 0);
    Thread second =
        new Thread(
            () -> {
              try {
                shared.compute(pairs, nanos -> turns.add("pairs"));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });

    shared.compute(
        pages,
        nanos -> {
          turns.add("pages");
          if (turns.size() == 1) {
            second.start();
            while (second.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
          }
        });
    second.join();

    assertEquals(1, turns.indexOf("pairs"), "who waits has the next turn");
    assertEquals(3, Collections.frequency(turns, "pages"), "10, 10 and 5 ms");
    assertEquals(3, Collections.frequency(turns, "pairs"));
  }

  @Test
  void aModelAloneComputesInOneGo() throws InterruptedException {
    device.take("m", 0);
    List<Long> pauses = new ArrayList<>();

    device.compute(device.begin("m", 8, 0), pauses::add);

    assertEquals(List.of(64_000_000L), pauses);
  }
}
