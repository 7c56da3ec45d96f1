package dev.quire.device;

/** Reads a device's memory. Thread-safe; may make a system call, so not for the event loop. */
@FunctionalInterface
public interface MemoryReader {

  DeviceMemory read();
}
