package dev.quire.device;

/** Reads a device's memory. Thread-safe; may make a system call, so not for the event loop. */
@FunctionalInterface
public interface MemoryReader {

  DeviceMemory read();

  /**
   * The memory when this process held most of it since this was last asked for, as far as the
   * device can tell; a fresh reading where it cannot. Engines that keep what a run took until they
   * are asked to give it back make the two the same.
   */
  default DeviceMemory peak() {
    return read();
  }
}
