package dev.quire.device;

import java.util.OptionalLong;

/**
 * The memory of a device at one moment, in bytes.
 *
 * @param used what all programs on the device hold together
 * @param total what the device has, or what this process may use of it
 * @param reserved what of {@code used} the driver keeps for itself, where that is known
 * @param own what of {@code used} this process and its children hold, where that is known
 */
public record DeviceMemory(long used, long total, OptionalLong reserved, OptionalLong own) {

  /** Where only the sums are known. */
  public DeviceMemory(long used, long total) {
    this(used, total, OptionalLong.empty(), OptionalLong.empty());
  }

  /** What is left, never negative. */
  public long headroom() {
    return Math.max(0, total - used);
  }

  /** What this process holds; everything in use where that cannot be told apart. */
  public long ownOrUsed() {
    return own.orElse(used);
  }
}
