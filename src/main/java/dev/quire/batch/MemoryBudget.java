package dev.quire.batch;

/**
 * How much the next batch may hold on a device, beyond the model at rest. Thread-safe; may read the
 * device, so the answer holds for the moment only.
 */
@FunctionalInterface
public interface MemoryBudget {

  /** Bytes, never negative; {@link Long#MAX_VALUE} where nothing is known. */
  long bytes();

  /** The budget of a device whose memory cannot be read. */
  static MemoryBudget unknown() {
    return () -> Long.MAX_VALUE;
  }

  /**
   * The budget that follows from one reading of a device's memory, all in bytes:
   *
   * <pre>
   * (total − used − reserve) + max(0, own − atRest)
   * </pre>
   *
   * What the engine holds beyond its rest is in {@code used} already, but the next batch runs in
   * it; so it counts as free. Where others have used up more than the reserve leaves, that debt is
   * taken off.
   *
   * @param total what the device has
   * @param used what all programs on it hold together; may exceed the total, where the two were
   *     read one after the other
   * @param own what of that this process holds
   * @param atRest what this process held just after its warm-up: the model and the engine's own
   *     memory
   * @param reserve what is always to stay free
   */
  record Reading(long total, long used, long own, long atRest, long reserve)
      implements MemoryBudget {

    public Reading {
      if (total < 0 || used < 0 || own < 0 || atRest < 0 || reserve < 0) {
        throw new IllegalArgumentException(
            "Not a reading of memory: total %d, used %d, own %d, at rest %d, reserve %d bytes"
                .formatted(total, used, own, atRest, reserve));
      }
    }

    @Override
    public long bytes() {
      return Math.max(0, total - used - reserve + Math.max(0, own - atRest));
    }
  }
}
