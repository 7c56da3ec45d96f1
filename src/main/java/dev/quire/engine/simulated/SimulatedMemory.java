package dev.quire.engine.simulated;

/**
 * The memory of a simulated device, in bytes.
 *
 * @param total what the device has, at least 1
 * @param base what each opened model holds, at least 0
 * @param perItem what each item of a run holds while it is in progress, at least 0
 */
public record SimulatedMemory(long total, long base, long perItem) {

  public SimulatedMemory {
    if (total < 1 || base < 0 || perItem < 0) {
      throw new IllegalArgumentException(
          "A device's memory must be positive and its use not negative: %d, %d and %d an item"
              .formatted(total, base, perItem));
    }
  }

  long used(int models, long items) {
    return models * base + items * perItem;
  }
}
