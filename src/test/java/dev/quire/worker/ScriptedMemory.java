package dev.quire.worker;

import dev.quire.device.DeviceMemory;
import dev.quire.device.MemoryReader;
import java.util.OptionalLong;

/**
 * The memory of a device whose use its test tells: what this process holds, what others do. It
 * knows when this process held most, as devices do whose runs give everything back.
 */
final class ScriptedMemory implements MemoryReader {

  private final long total;
  private long own;
  private long others;
  private long fullest;
  private int reads;

  ScriptedMemory(long total) {
    this.total = total;
  }

  /** This process holds so much from now on. */
  synchronized void own(long bytes) {
    own = bytes;
    fullest = Math.max(fullest, own);
  }

  /** This process holds so much more, or less. */
  synchronized void take(long bytes) {
    own(own + bytes);
  }

  /** A run holds so much for its time. */
  synchronized void ran(long bytes) {
    take(bytes);
    take(-bytes);
  }

  /** Other programs hold so much from now on. */
  synchronized void others(long bytes) {
    others = bytes;
  }

  synchronized long others() {
    return others;
  }

  /** How often it was read. */
  synchronized int reads() {
    return reads;
  }

  @Override
  public synchronized DeviceMemory read() {
    reads++;
    return reading(own);
  }

  @Override
  public synchronized DeviceMemory peak() {
    DeviceMemory then = reading(fullest);
    fullest = own;
    return then;
  }

  private DeviceMemory reading(long ownBytes) {
    return new DeviceMemory(
        ownBytes + others, total, OptionalLong.empty(), OptionalLong.of(ownBytes));
  }
}
