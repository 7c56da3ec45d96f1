package dev.quire.device;

/**
 * The memory of a device at one moment, in bytes.
 *
 * @param used what all programs on the device hold together
 * @param total what the device has, or what this process may use of it
 */
public record DeviceMemory(long used, long total) {

  /** What is left, never negative. */
  public long headroom() {
    return Math.max(0, total - used);
  }
}
