package dev.quire.device;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A device's memory, told apart by the models that this process runs there. A driver tells what a
 * process holds, not for which model; but what a model held when it was last measured, alone, its
 * engine keeps. What the process holds beyond the other models' parts is therefore a model's own:
 * none counts on memory that another's runs need. Thread-safe.
 */
public final class SharedMemory {

  private final MemoryReader device;

  /** What each model held when its {@link MemoryReader#peak} was last asked for. */
  private final Map<String, Long> held = new ConcurrentHashMap<>();

  public SharedMemory(MemoryReader device) {
    this.device = device;
  }

  /**
   * The memory as one model sees it: {@link DeviceMemory#own} is its part of what the process
   * holds. Whoever asks for its peak must be the only one to run there.
   *
   * @param model its name
   */
  public MemoryReader of(String model) {
    return new MemoryReader() {

      @Override
      public DeviceMemory read() {
        return withoutOthers(device.read());
      }

      @Override
      public DeviceMemory peak() {
        DeviceMemory memory = withoutOthers(device.peak());
        held.put(model, memory.ownOrUsed());
        return memory;
      }

      private DeviceMemory withoutOthers(DeviceMemory memory) {
        long others =
            held.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(model))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return others == 0
            ? memory
            : new DeviceMemory(
                memory.used(),
                memory.total(),
                memory.reserved(),
                OptionalLong.of(Math.max(0, memory.ownOrUsed() - others)));
      }
    };
  }
}
