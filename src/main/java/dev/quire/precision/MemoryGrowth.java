package dev.quire.precision;

import dev.quire.device.DeviceMemory;
import dev.quire.device.MemoryReader;
import java.util.OptionalLong;

/** How much more of its memory a device holds than before. Not thread-safe. */
final class MemoryGrowth {

  private final MemoryReader memory;
  private final DeviceMemory before;

  private MemoryGrowth(MemoryReader memory, DeviceMemory before) {
    this.memory = memory;
    this.before = before;
  }

  /** From now on. */
  static MemoryGrowth from(MemoryReader memory) {
    memory.peak(); // forgets what ran before
    return new MemoryGrowth(memory, memory.peak());
  }

  /** Bytes at the fullest since this was last asked for; empty where it did not grow. */
  OptionalLong bytes() {
    return between(before, memory.peak());
  }

  /** What is held more; what this process holds where both readings tell it apart. */
  static OptionalLong between(DeviceMemory before, DeviceMemory after) {
    boolean own = before.own().isPresent() && after.own().isPresent();
    long growth = own ? after.ownOrUsed() - before.ownOrUsed() : after.used() - before.used();
    return growth > 0 ? OptionalLong.of(growth) : OptionalLong.empty();
  }
}
