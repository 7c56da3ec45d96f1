package dev.quire.engine.simulated;

import java.util.List;

/**
 * Decides which runs fail by {@link Fault.ErrorEvery}. Not thread-safe: its device guards it.
 *
 * <p>After a failure as many tickets pass uncounted as the failed run had, for those are the ones
 * run again. Else batches of more tickets than the fault's number would fail for ever.
 */
final class TransientErrors {

  private final List<Fault.ErrorEvery> faults;
  private long counted;
  private long forgiven;

  TransientErrors(List<Fault.ErrorEvery> faults) {
    this.faults = List.copyOf(faults);
  }

  /** Counts a run's tickets; whether it fails. */
  boolean strike(int size) {
    long again = Math.min(size, forgiven);
    forgiven -= again;
    long before = counted;
    counted += size - again;
    boolean struck =
        faults.stream().anyMatch(fault -> counted / fault.tickets() > before / fault.tickets());
    if (struck) {
      forgiven = size;
    }
    return struck;
  }
}
