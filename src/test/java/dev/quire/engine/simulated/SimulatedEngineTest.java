package dev.quire.engine.simulated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedEngineTest {

  private static final long MS = 1_000_000;
  private static final DeviceId GPU = new DeviceId("gpu:0");
  private static final SimulatedMemory MEMORY = new SimulatedMemory(100, 20, 5);

  private final ManualTime time = new ManualTime();

  @Test
  void hasAName() {
    assertEquals("simulated", engine(device()).name());
  }

  @Test
  void saysWhatTheModelSays() {
    try (Predictor predictor = open(device())) {
      assertEquals(new Doubling().inputs(), predictor.inputs());
      assertEquals(new Doubling().outputs(), predictor.outputs());
      assertEquals(Precision.FP32, predictor.precision());
    }
  }

  @Test
  void answersAfterTheCurvesTime() {
    try (Predictor predictor = open(device())) {
      assertArrayEquals(new int[] {2, 4, 6}, run(predictor, 1, 2, 3));
      assertArrayEquals(new int[] {14}, run(predictor, 7));
    }
    assertEquals(List.of(12 * MS, 8 * MS), time.pauses);
  }

  @Test
  void runsAndTicketsAreCounted() {
    SimulatedDevice device = device();
    try (Predictor predictor = open(device)) {
      run(predictor, 1, 2, 3);
      run(predictor, 1);
    }
    assertEquals(2, device.runs());
    assertEquals(4, device.tickets());
  }

  @Test
  void aDeviceItDoesNotHaveIsRefused() {
    SimulatedEngine engine = engine(device(), device(new DeviceId("gpu:1")));
    EngineException e =
        assertThrows(EngineException.class, () -> engine.open(model(), new DeviceId("cpu")));
    assertEquals(
        "Model doubling cannot be opened on cpu: the simulated devices are gpu:0, gpu:1",
        e.getMessage());
  }

  @Test
  void devicesHaveDifferentNames() {
    assertThrows(IllegalArgumentException.class, () -> engine(device(), device()));
  }

  @Test
  void memoryIsHeldByTheModelAndByTheRunInProgress() {
    SimulatedDevice device = device();
    List<DeviceMemory> midRun = new ArrayList<>();
    time.during(() -> midRun.add(device.read()));
    assertEquals(new DeviceMemory(0, 100), device.read());

    Predictor predictor = open(device);
    assertEquals(new DeviceMemory(20, 100), device.read());
    run(predictor, 1, 2, 3);
    assertEquals(List.of(new DeviceMemory(35, 100)), midRun);
    assertEquals(new DeviceMemory(20, 100), device.read());

    predictor.close();
    predictor.close();
    assertEquals(new DeviceMemory(0, 100), device.read(), "closed once");
  }

  @Test
  void aRunThatDoesNotFitTheMemoryFails() {
    SimulatedDevice device = device();
    try (Predictor predictor = open(device)) {
      runOf(predictor, 16);
      OutOfDeviceMemoryException e =
          assertThrows(OutOfDeviceMemoryException.class, () -> runOf(predictor, 17));
      assertEquals(
          "A run of 17 items of model doubling does not fit gpu:0:"
              + " it would hold 105 bytes, but has 100",
          e.getMessage());
      assertEquals(20, device.read().used());
      runOf(predictor, 16);
    }
  }

  @Test
  void slowRunsTakeTheirFactor() {
    try (Predictor predictor = open(device(new Fault.Slow(3), new Fault.Slow(1.5)))) {
      run(predictor, 1);
    }
    assertEquals(List.of(36 * MS), time.pauses);
  }

  @Test
  void aTransientErrorPassesOnRetry() {
    SimulatedDevice device = device(new Fault.ErrorEvery(10));
    try (Predictor predictor = open(device)) {
      runOf(predictor, 8);
      EngineException e = assertThrows(EngineException.class, () -> runOf(predictor, 8));
      assertEquals(EngineException.class, e.getClass());
      assertEquals("A run of model doubling failed on gpu:0: a transient error", e.getMessage());
      assertEquals(20, device.read().used(), "a failed run holds nothing");
      runOf(predictor, 8);
    }
    assertEquals(3, time.pauses.size(), "a failing run takes its time, too");
  }

  @Test
  void aPoisonedItemAlwaysFails() {
    try (Predictor predictor = open(device())) {
      for (int attempt = 0; attempt < 3; attempt++) {
        EngineException e =
            assertThrows(EngineException.class, () -> run(predictor, 1, Doubling.POISON));
        assertTrue(e.getMessage().contains("model doubling"), e.getMessage());
        assertArrayEquals(new int[] {2}, run(predictor, 1));
      }
    }
  }

  @Test
  void everyNthRunHangsAndGoesOn() {
    SimulatedDevice device = device(new Fault.HangEvery(3, Duration.ofMillis(25)));
    try (Predictor predictor = open(device)) {
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(new int[] {2}, run(predictor, 1));
      }
    }
    List<Long> calm = List.of(8 * MS, 8 * MS);
    List<Long> hang = List.of(10 * MS, 10 * MS, 5 * MS, 8 * MS);
    List<Long> expected = new ArrayList<>();
    List.of(calm, hang, calm, hang).forEach(expected::addAll);
    assertEquals(expected, time.pauses);
  }

  @Test
  void closingEndsAHang() {
    SimulatedDevice device = device(new Fault.HangEvery(1, Duration.ofHours(1)));
    Predictor predictor = open(device);
    time.during(
        () -> {
          if (time.pauses.size() == 3) {
            closeFromAnotherThread(predictor);
          }
        });

    DeviceLostException e = assertThrows(DeviceLostException.class, () -> run(predictor, 1));

    assertTrue(e.getMessage().contains("model doubling hung on gpu:0"), e.getMessage());
    assertEquals(3, time.pauses.size());
    assertEquals(0, device.read().used());
  }

  @Test
  void closingDuringTheLastSliceEndsAHangToo() {
    Predictor predictor = open(device(new Fault.HangEvery(1, Duration.ofMillis(1))));
    time.during(() -> closeFromAnotherThread(predictor));
    assertThrows(DeviceLostException.class, () -> run(predictor, 1));
  }

  @Test
  void closingLetsAnOrdinaryRunEnd() {
    SimulatedDevice device = device();
    Predictor predictor = open(device);
    time.during(() -> closeFromAnotherThread(predictor));

    assertArrayEquals(new int[] {2}, run(predictor, 1));

    assertEquals(0, device.read().used());
    assertThrows(IllegalStateException.class, () -> run(predictor, 1));
  }

  @Test
  void largeRunsDoNotFit() {
    SimulatedDevice device = device(new Fault.OutOfMemoryAbove(4), new Fault.OutOfMemoryAbove(6));
    try (Predictor predictor = open(device)) {
      runOf(predictor, 4);
      OutOfDeviceMemoryException e =
          assertThrows(OutOfDeviceMemoryException.class, () -> runOf(predictor, 5));
      assertEquals(
          "A run of 5 items of model doubling does not fit gpu:0, which takes 4 at most",
          e.getMessage());
      runOf(predictor, 4);
    }
  }

  @Test
  void aLostDeviceComesBackAfterItsTime() {
    SimulatedDevice device = device(new Fault.LostEvery(2, Duration.ofSeconds(5)));
    SimulatedEngine engine = engine(device);
    try (Predictor predictor = engine.open(model(), GPU)) {
      run(predictor, 1);

      DeviceLostException e = assertThrows(DeviceLostException.class, () -> run(predictor, 1));
      assertEquals("Device gpu:0 was lost in a run of model doubling", e.getMessage());
      assertThrows(DeviceLostException.class, () -> run(predictor, 1));
      time.pass(5_000 * MS - 1_000 * MS);
      e = assertThrows(DeviceLostException.class, () -> engine.open(model(), GPU));
      assertEquals(
          "Device gpu:0 is lost: model doubling cannot be used there for another 1000 ms",
          e.getMessage());
      time.pass(1_000 * MS - 1);
      assertThrows(DeviceLostException.class, () -> run(predictor, 1));

      time.pass(1);
      engine.open(model(), GPU).close();
      assertArrayEquals(new int[] {2}, run(predictor, 1));
      assertEquals(3, device.runs(), "those on the lost device do not count");
      assertThrows(DeviceLostException.class, () -> run(predictor, 1));
    }
    assertEquals(0, device.read().used());
  }

  @Test
  void theClockMayWrapAround() {
    time.pass(Long.MAX_VALUE - 10);
    try (Predictor predictor = open(device(new Fault.LostEvery(2, Duration.ofNanos(MS))))) {
      run(predictor, 1);
      assertThrows(DeviceLostException.class, () -> run(predictor, 1));
      assertThrows(DeviceLostException.class, () -> run(predictor, 1));
      time.pass(MS);
      run(predictor, 1);
    }
  }

  @Test
  void faultsOfOneDeviceLeaveTheOthersAlone() {
    DeviceId other = new DeviceId("gpu:1");
    SimulatedEngine engine =
        engine(device(new Fault.LostEvery(1, Duration.ofHours(1))), device(other));
    try (Predictor broken = engine.open(model(), GPU);
        Predictor sound = engine.open(model(), other)) {
      assertThrows(DeviceLostException.class, () -> run(broken, 1));
      assertArrayEquals(new int[] {2}, run(sound, 1));
    }
  }

  @Test
  void anInterruptEndsARun() {
    SimulatedDevice device = device();
    SimulatedEngine engine =
        new SimulatedEngine(
            List.of(device),
            new Doubling(),
            nanos -> {
              throw new InterruptedException();
            },
            time);
    try (Predictor predictor = engine.open(model(), GPU)) {
      EngineException e = assertThrows(EngineException.class, () -> run(predictor, 1));
      assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
      assertTrue(Thread.interrupted(), "the thread still knows");
      assertEquals(20, device.read().used());
    }
  }

  @Test
  void otherTensorsThanTheModelsAreRefused() {
    SimulatedDevice device = device();
    try (Predictor predictor = open(device)) {
      List<String> out = List.of(Doubling.OUT);
      Map<String, Tensor> floats =
          Map.of(Doubling.IN, Tensor.allocate(ElementType.FLOAT32, Shape.of(1)));
      Map<String, Tensor> square =
          Map.of(Doubling.IN, Tensor.allocate(ElementType.INT32, Shape.of(1, 1)));

      assertThrows(EngineException.class, () -> predictor.run(Map.of(), out));
      assertThrows(EngineException.class, () -> predictor.run(square, out));
      EngineException e = assertThrows(EngineException.class, () -> predictor.run(floats, out));
      assertEquals(
          "A run of model doubling failed on gpu:0: an input in int32[?] is expected,"
              + " the inputs are [in float32[1]]",
          e.getMessage());
      assertThrows(EngineException.class, () -> predictor.run(Doubling.batch(1), List.of("other")));
    }
    assertEquals(0, device.runs());
  }

  private static SimulatedDevice device(Fault... faults) {
    return device(GPU, faults);
  }

  private static SimulatedDevice device(DeviceId id, Fault... faults) {
    return new SimulatedDevice(id, LatencyCurve.parse("1:8ms,2:10ms"), List.of(faults), MEMORY);
  }

  private SimulatedEngine engine(SimulatedDevice... devices) {
    return new SimulatedEngine(List.of(devices), new Doubling(), time, time);
  }

  private Predictor open(SimulatedDevice device) {
    return engine(device).open(model(), device.id());
  }

  private static int[] run(Predictor predictor, int... numbers) {
    return Doubling.numbers(
        predictor.run(Doubling.batch(numbers), List.of(Doubling.OUT)).get(Doubling.OUT));
  }

  private static void runOf(Predictor predictor, int size) {
    assertNotNull(predictor.run(Doubling.batchOf(size), List.of(Doubling.OUT)));
  }

  private static void closeFromAnotherThread(Predictor predictor) {
    Thread thread = new Thread(predictor::close);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      fail(e);
    }
  }

  private static ModelFiles model() {
    return new ModelFiles(
        "doubling", new ModelFile.Embedded("none", () -> fail("nobody reads the file")));
  }
}
