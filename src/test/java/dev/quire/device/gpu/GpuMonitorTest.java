package dev.quire.device.gpu;

import static dev.quire.device.gpu.Cards.GIB;
import static dev.quire.device.gpu.Cards.card;
import static dev.quire.device.gpu.Cards.instance;
import static dev.quire.device.gpu.Cards.migCard;
import static dev.quire.device.gpu.Cards.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.gpu.GpuStatus.Freshness;
import dev.quire.device.gpu.Verdict.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuMonitorTest {

  private static final GpuInfo ZERO = card(0, "GPU-0");
  private static final GpuInfo ONE = card(1, "GPU-1");
  private static final DeviceId GPU_0 = new DeviceId("gpu:0");
  private static final DeviceId GPU_1 = new DeviceId("gpu:1");
  private static final NvmlException REFUSED =
      new NvmlException("memory: Unknown Error (999)", false);
  private static final NvmlException LOST = new NvmlException("memory: GPU is lost (15)", true);
  private static final Duration PAUSE = Duration.ofSeconds(60);
  private static final int FAILURES = 3;

  /** Writes down what it is told. */
  private static class Heard implements GpuFaults {
    final List<String> lines = new ArrayList<>();

    @Override
    public void critical(DeviceId device, String reason) {
      lines.add("critical " + reason);
    }

    @Override
    public void warning(DeviceId device, String reason) {
      lines.add("warning " + reason);
    }

    @Override
    public void gone(DeviceId device, String reason) {
      lines.add("gone " + reason);
    }
  }

  private final FakeNvml nvml = new FakeNvml("570.1", List.of(ZERO, ONE));
  private final Heard heard = new Heard();
  private long now = Long.MAX_VALUE - 5;

  private GpuMonitor monitor(List<Gpu> gpus) {
    return new GpuMonitor(
        nvml,
        gpus.stream().map(SelectedDevice::of).toList(),
        heard,
        new GpuMonitor.Settings(FAILURES, PAUSE),
        () -> now);
  }

  private GpuMonitor monitorOfOne() {
    return monitor(Cards.gpus(ZERO));
  }

  private GpuMonitor sampled(int times) {
    GpuMonitor monitor = monitorOfOne();
    for (int i = 0; i < times; i++) {
      monitor.sample();
    }
    return monitor;
  }

  @Test
  void beforeTheFirstSampleNothingIsKnown() {
    GpuMonitor monitor = monitorOfOne();

    assertEquals(
        new GpuStatus(
            GPU_0,
            Cards.gpus(ZERO).get(0),
            Optional.empty(),
            Freshness.NONE,
            OptionalLong.empty(),
            0,
            OptionalLong.empty(),
            List.of()),
        monitor.status(GPU_0));
    assertEquals(new DeviceMemory(0, 80 * GIB), monitor.memory(GPU_0).read());
    assertEquals(0, nvml.reads());
  }

  @Test
  void aSampleIsKept() {
    nvml.thenReads("GPU-0", reading(3 * GIB));
    GpuMonitor monitor = sampled(1);

    GpuStatus status = monitor.status(GPU_0);
    assertEquals(Optional.of(reading(3 * GIB)), status.reading());
    assertEquals(Freshness.FRESH, status.freshness());
    assertEquals(OptionalLong.of(now), status.readAtNanos());
    assertEquals(List.of(status), monitor.statuses());
    assertEquals(List.of(), heard.lines);
  }

  @Test
  void aReadingHasAnAge() {
    nvml.thenReads("GPU-0", reading(GIB));
    GpuMonitor monitor = monitorOfOne();
    assertEquals(OptionalLong.empty(), monitor.status(GPU_0).ageNanos(now));
    monitor.sample();

    // Across the clock's overflow.
    assertEquals(OptionalLong.of(20), monitor.status(GPU_0).ageNanos(now + 20));
  }

  @Test
  void aDevicesMemoryIsReadWithoutTheDriver() {
    nvml.thenReads("GPU-0", reading(3 * GIB));
    GpuMonitor monitor = sampled(1);
    Device device = new Device(GPU_0, monitor.memory(GPU_0));

    assertEquals(new DeviceMemory(3 * GIB, 80 * GIB), device.memory());
    assertEquals(77 * GIB, device.memory().headroom());
    assertEquals(1, nvml.reads());
  }

  @Test
  void eventsAreNotWaitedFor() {
    nvml.thenReads("GPU-0", reading(GIB));
    sampled(2);

    assertEquals(List.of(Duration.ZERO, Duration.ZERO), nvml.timeouts());
  }

  @Test
  void peaksStay() {
    nvml.thenReads("GPU-0", reading(3 * GIB, OptionalLong.empty(), Cards.silent()))
        .thenReads("GPU-0", reading(7 * GIB, OptionalLong.of(5), Cards.silent()))
        .thenReads("GPU-0", reading(4 * GIB, OptionalLong.of(9), Cards.silent()))
        .thenReads("GPU-0", reading(2 * GIB, OptionalLong.of(1), Cards.silent()))
        .thenReads("GPU-0", reading(GIB, OptionalLong.empty(), Cards.silent()));

    GpuMonitor monitor = sampled(1);
    assertEquals(OptionalLong.empty(), monitor.status(GPU_0).peakOwnBytes());
    monitor.sample();
    assertEquals(OptionalLong.of(5), monitor.status(GPU_0).peakOwnBytes());
    monitor.sample();
    monitor.sample();
    monitor.sample();

    assertEquals(7 * GIB, monitor.status(GPU_0).peakUsedBytes());
    assertEquals(OptionalLong.of(9), monitor.status(GPU_0).peakOwnBytes());
    assertEquals(new DeviceMemory(GIB, 80 * GIB), monitor.memory(GPU_0).read());
  }

  @Test
  void devicesAreWatchedApartAndTheCpuNotAtAll() {
    nvml.thenReads("GPU-0", reading(GIB)).thenFails("GPU-1", LOST);
    List<Gpu> gpus = Cards.gpus(ZERO, ONE);
    GpuMonitor monitor =
        new GpuMonitor(
            nvml,
            List.of(
                SelectedDevice.of(gpus.get(1)),
                SelectedDevice.cpu(new DeviceId("cpu")),
                SelectedDevice.of(gpus.get(0))),
            heard,
            new GpuMonitor.Settings(FAILURES, PAUSE),
            () -> now);
    monitor.sample();

    assertEquals(
        List.of(GPU_1, GPU_0), monitor.statuses().stream().map(GpuStatus::device).toList());
    assertEquals(Freshness.GONE, monitor.status(GPU_1).freshness());
    assertEquals(Freshness.FRESH, monitor.status(GPU_0).freshness());
    DeviceId cpu = new DeviceId("cpu");
    assertThrows(IllegalArgumentException.class, () -> monitor.status(cpu));
    assertThrows(IllegalArgumentException.class, () -> monitor.memory(cpu));
  }

  @Test
  void aFailureKeepsTheLastReadingAsStale() {
    nvml.thenReads("GPU-0", reading(3 * GIB)).thenFails("GPU-0", REFUSED);
    long readAt = now;
    GpuMonitor monitor = sampled(1);
    now += 10;
    monitor.sample();

    GpuStatus status = monitor.status(GPU_0);
    assertEquals(Freshness.STALE, status.freshness());
    assertEquals(Optional.of(reading(3 * GIB)), status.reading());
    assertEquals(OptionalLong.of(readAt), status.readAtNanos());
    assertEquals(new DeviceMemory(3 * GIB, 80 * GIB), monitor.memory(GPU_0).read());
    assertEquals(List.of(), heard.lines);
  }

  @Test
  void withoutAnyReadingThereIsNothingToBeStale() {
    nvml.thenFails("GPU-0", REFUSED);

    assertEquals(Freshness.NONE, sampled(2).status(GPU_0).freshness());
  }

  @Test
  void afterEnoughFailuresInARowTheDeviceIsGoneAndThatIsToldOnce() {
    nvml.thenReads("GPU-0", reading(GIB)).thenFails("GPU-0", REFUSED);
    GpuMonitor monitor = sampled(FAILURES);
    assertEquals(List.of(), heard.lines);

    monitor.sample();
    monitor.sample();
    monitor.sample();

    assertEquals(
        List.of(
            "gone gpu:0 (GPU-0): it could not be read 3 times in a row, memory: Unknown Error"
                + " (999)"),
        heard.lines);
    assertEquals(Freshness.GONE, monitor.status(GPU_0).freshness());
    assertEquals(Optional.of(reading(GIB)), monitor.status(GPU_0).reading());
  }

  @Test
  void aReadingBetweenTheFailuresStartsTheCountAnew() {
    nvml.thenFails("GPU-0", REFUSED)
        .thenFails("GPU-0", REFUSED)
        .thenReads("GPU-0", reading(GIB))
        .thenFails("GPU-0", REFUSED)
        .thenFails("GPU-0", REFUSED)
        .thenReads("GPU-0", reading(GIB));
    sampled(6);

    assertEquals(List.of(), heard.lines);
  }

  @Test
  void aLostDeviceIsGoneAtOnce() {
    nvml.thenFails("GPU-0", LOST);
    sampled(1);

    assertEquals(List.of("gone gpu:0 (GPU-0): it is lost, memory: GPU is lost (15)"), heard.lines);
  }

  @Test
  void aDeviceThatCameBackMayGoAgain() {
    nvml.thenFails("GPU-0", LOST).thenReads("GPU-0", reading(GIB)).thenFails("GPU-0", LOST);
    GpuMonitor monitor = sampled(2);
    assertEquals(Freshness.FRESH, monitor.status(GPU_0).freshness());
    monitor.sample();

    assertEquals(2, heard.lines.size());
  }

  @Test
  void anUnexpectedErrorIsAFailureToo() {
    nvml.thenFails("GPU-0", new IllegalStateException("closed"));
    sampled(FAILURES);

    assertEquals(
        List.of("gone gpu:0 (GPU-0): it could not be read 3 times in a row, closed"), heard.lines);
  }

  @ParameterizedTest
  @ValueSource(ints = {46, 48, 61, 62, 64, 74, 79, 94, 95, 109, 110, 119, 120, 140, 143})
  void errorsOfTheDeviceAreCritical(int xid) {
    nvml.thenReads("GPU-0", reading(GIB)).thenPolls(XidEvent.ofCard("GPU-0", xid));
    GpuMonitor monitor = sampled(2);

    assertEquals(1, heard.lines.size());
    assertEquals(
        "critical gpu:0 (GPU-0): Xid " + xid,
        heard.lines.get(0).substring(0, heard.lines.get(0).lastIndexOf(": ")));
    assertEquals(Severity.CRITICAL, monitor.status(GPU_0).verdicts().get(0).severity());
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 31, 43, 45, 63, 92, 154})
  void errorsOfProgramsAreWarnings(int xid) {
    nvml.thenReads("GPU-0", reading(GIB)).thenPolls(XidEvent.ofCard("GPU-0", xid));
    sampled(2);

    assertEquals(1, heard.lines.size());
    assertEquals("warning gpu:0 (GPU-0): Xid " + xid, heard.lines.get(0).split(": [a-z]")[0]);
  }

  @Test
  void errorsAreExplained() {
    nvml.thenReads("GPU-0", reading(GIB))
        .thenPolls(
            XidEvent.ofCard("GPU-0", 79),
            XidEvent.ofCard("GPU-0", 31),
            XidEvent.ofCard("GPU-0", 999));
    sampled(1);

    assertEquals(
        List.of(
            "critical gpu:0 (GPU-0): Xid 79: the GPU has fallen off the bus",
            "warning gpu:0 (GPU-0): Xid 31: memory page fault, mostly a program's error",
            "warning gpu:0 (GPU-0): Xid 999"),
        heard.lines);
  }

  @Test
  void repetitionsOfAnErrorAreOneFaultUntilThereWasAPause() {
    XidEvent event = XidEvent.ofCard("GPU-0", 95);
    nvml.thenReads("GPU-0", reading(GIB))
        .thenPolls(event, event, XidEvent.ofCard("GPU-0", 94))
        .thenPolls(event)
        .thenPolls()
        .thenPolls(event);
    GpuMonitor monitor = sampled(1);
    assertEquals(2, heard.lines.size());

    now += PAUSE.toNanos() - 1;
    monitor.sample();
    assertEquals(2, heard.lines.size());

    // The pause counts from the last repetition, not from the first.
    now += PAUSE.toNanos() - 1;
    monitor.sample();
    now += 1;
    monitor.sample();
    assertEquals(3, heard.lines.size());
  }

  @Test
  void anErrorConcernsOnlyItsDevice() {
    nvml.thenReads("GPU-0", reading(GIB))
        .thenReads("GPU-1", reading(GIB))
        .thenPolls(XidEvent.ofCard("GPU-1", 79), XidEvent.ofCard("GPU-2", 79));
    GpuMonitor monitor = monitor(Cards.gpus(ZERO, ONE));
    monitor.sample();

    assertEquals(
        List.of("critical gpu:1 (GPU-1): Xid 79: the GPU has fallen off the bus"), heard.lines);
    assertEquals(List.of(), monitor.status(GPU_0).verdicts());
  }

  @Test
  void anErrorOfAnInstanceSparesTheOthersOfTheCard() {
    MigInstance first = instance("MIG-1", 1, 0);
    MigInstance second = instance("MIG-2", 2, 0);
    GpuInfo card = migCard(0, "GPU-0", first, second);
    nvml.thenReads("MIG-1", reading(GIB))
        .thenReads("MIG-2", reading(GIB))
        .thenPolls(new XidEvent("GPU-0", OptionalInt.of(2), OptionalInt.of(0), 94))
        .thenPolls(new XidEvent("GPU-0", OptionalInt.of(2), OptionalInt.of(1), 95))
        .thenPolls(new XidEvent("GPU-0", OptionalInt.of(1), OptionalInt.empty(), 13))
        .thenPolls(XidEvent.ofCard("GPU-0", 79));
    GpuMonitor monitor =
        monitor(
            List.of(new Gpu(0, card, Optional.of(first)), new Gpu(1, card, Optional.of(second))));
    for (int i = 0; i < 4; i++) {
      monitor.sample();
    }

    assertEquals(
        List.of(
            "critical gpu:1 (MIG-2): Xid 94: contained memory error",
            "warning gpu:0 (MIG-1): Xid 13: graphics engine exception, mostly a program's error",
            "critical gpu:0 (MIG-1): Xid 79: the GPU has fallen off the bus",
            "critical gpu:1 (MIG-2): Xid 79: the GPU has fallen off the bus"),
        heard.lines);
  }

  @Test
  void anErrorIsKeptWithTheStatus() {
    nvml.thenFails("GPU-0", REFUSED).thenPolls(XidEvent.ofCard("GPU-0", 79));
    GpuMonitor monitor = sampled(1);

    assertEquals(
        List.of(
            new Verdict(
                Severity.CRITICAL, "gpu:0 (GPU-0): Xid 79: the GPU has fallen off the bus", now)),
        monitor.status(GPU_0).verdicts());
    assertEquals(Freshness.NONE, monitor.status(GPU_0).freshness());
  }

  @Test
  void oldVerdictsDropOut() {
    XidEvent[] events = new XidEvent[20];
    for (int i = 0; i < events.length; i++) {
      events[i] = XidEvent.ofCard("GPU-0", 1000 + i);
    }
    nvml.thenReads("GPU-0", reading(GIB)).thenPolls(events);
    List<Verdict> verdicts = sampled(1).status(GPU_0).verdicts();

    assertEquals(16, verdicts.size());
    assertEquals("gpu:0 (GPU-0): Xid 1004", verdicts.get(0).reason());
    assertEquals("gpu:0 (GPU-0): Xid 1019", verdicts.get(15).reason());
    assertEquals(20, heard.lines.size());
  }

  @Test
  void whereEventsCannotBeAskedForReadingsGoOn() {
    nvml.thenReads("GPU-0", reading(GIB))
        .thenPollFails(REFUSED)
        .thenPollFails(REFUSED)
        .thenPolls(XidEvent.ofCard("GPU-0", 62));
    GpuMonitor monitor = sampled(2);
    assertEquals(Freshness.FRESH, monitor.status(GPU_0).freshness());

    monitor.sample();
    assertEquals(
        List.of("critical gpu:0 (GPU-0): Xid 62: internal micro-controller halt"), heard.lines);
  }

  @Test
  void faultsInReadingsAreTold() {
    nvml.thenReads("GPU-0", reading(Cards.errors(0))).thenReads("GPU-0", reading(Cards.errors(2)));
    sampled(4);

    assertEquals(
        List.of(
            "critical gpu:0 (GPU-0): 2 new uncorrected memory errors, 2 since the driver was"
                + " loaded"),
        heard.lines);
  }

  @Test
  void aListenersErrorStopsNothing() {
    nvml.thenReads("GPU-0", reading(GIB))
        .thenPolls(XidEvent.ofCard("GPU-0", 79), XidEvent.ofCard("GPU-0", 48));
    GpuMonitor monitor =
        new GpuMonitor(
            nvml,
            Cards.gpus(ZERO).stream().map(SelectedDevice::of).toList(),
            new Heard() {
              @Override
              public void critical(DeviceId device, String reason) {
                super.critical(device, reason);
                throw new IllegalStateException("not now");
              }
            },
            new GpuMonitor.Settings(FAILURES, PAUSE),
            () -> now);
    monitor.sample();

    assertEquals(2, monitor.status(GPU_0).verdicts().size());
    assertEquals(Freshness.FRESH, monitor.status(GPU_0).freshness());
  }

  @Test
  void theLibraryIsLeftToItsOwner() {
    nvml.thenReads("GPU-0", reading(GIB));
    sampled(1);

    assertEquals(false, nvml.isClosed());
  }

  @Test
  void impossibleSettingsAreRefused() {
    Duration negative = Duration.ofNanos(-1);

    assertThrows(IllegalArgumentException.class, () -> new GpuMonitor.Settings(0, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new GpuMonitor.Settings(1, negative));
  }

  @Test
  void namesAreLowerCaseForMetrics() {
    assertEquals("stale", Freshness.STALE.label());
    assertEquals("critical", Severity.CRITICAL.label());
  }
}
