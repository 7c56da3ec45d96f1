package dev.quire.batch;

import java.util.function.IntSupplier;

/**
 * The largest batch that the device's memory allows right now: what its table predicts within its
 * budget, and a fraction of that under pressure. Thread-safe.
 *
 * @param table what runs hold
 * @param budget what the next run may hold
 * @param divisor what sizes are divided by under pressure, at least 1
 */
public record MemoryLimit(MemoryTable table, MemoryBudget budget, IntSupplier divisor) {

  /** No limit: nothing is known of the device's memory. */
  public static MemoryLimit none() {
    return new MemoryLimit(new MemoryTable(), MemoryBudget.unknown(), () -> 1);
  }

  /**
   * The largest size up to {@code most}, the one that would run otherwise; 0 if there is no room
   * for a single request at the moment.
   */
  public int size(Bucket bucket, int most) {
    int fits = table.largestWithin(bucket, budget.bytes(), most);
    return fits == 0 ? 0 : Math.max(1, fits / divisor.getAsInt());
  }
}
