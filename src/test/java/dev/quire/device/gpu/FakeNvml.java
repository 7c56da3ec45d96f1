package dev.quire.device.gpu;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A management library that plays a script: what each next reading and poll gives. */
final class FakeNvml implements Nvml {

  private final DriverVersion driver;
  private final List<GpuInfo> gpus;
  private final Map<String, Deque<Supplier<GpuReading>>> readings = new HashMap<>();
  private final Deque<Supplier<List<XidEvent>>> polls = new ArrayDeque<>();
  private final List<Duration> timeouts = new ArrayList<>();
  private int reads;
  private boolean closed;

  FakeNvml(String driver, List<GpuInfo> gpus) {
    this.driver = DriverVersion.parse(driver);
    this.gpus = gpus;
  }

  /** The device's next reading; the last one repeats. */
  FakeNvml thenReads(String uuid, GpuReading reading) {
    readings.computeIfAbsent(uuid, u -> new ArrayDeque<>()).add(() -> reading);
    return this;
  }

  /** The device's next reading fails. */
  FakeNvml thenFails(String uuid, RuntimeException error) {
    readings
        .computeIfAbsent(uuid, u -> new ArrayDeque<>())
        .add(
            () -> {
              throw error;
            });
    return this;
  }

  /** What the next poll gives; once the script is over, polls give nothing. */
  FakeNvml thenPolls(XidEvent... events) {
    polls.add(() -> List.of(events));
    return this;
  }

  FakeNvml thenPollFails(RuntimeException error) {
    polls.add(
        () -> {
          throw error;
        });
    return this;
  }

  int reads() {
    return reads;
  }

  List<Duration> timeouts() {
    return timeouts;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public DriverVersion driverVersion() {
    return driver;
  }

  @Override
  public List<GpuInfo> gpus() {
    return gpus;
  }

  @Override
  public GpuReading read(String uuid) {
    reads++;
    Deque<Supplier<GpuReading>> script = readings.get(uuid);
    if (script == null) {
      throw new NvmlException("no such device: " + uuid, false);
    }
    return (script.size() > 1 ? script.poll() : script.peek()).get();
  }

  @Override
  public List<XidEvent> pollEvents(Duration timeout) {
    timeouts.add(timeout);
    return polls.isEmpty() ? List.of() : polls.poll().get();
  }

  @Override
  public void close() {
    closed = true;
  }
}
