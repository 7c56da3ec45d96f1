package dev.quire.device.pressure;

import dev.quire.device.DeviceMemory;

/**
 * Reads the pressure off a device's memory: the share used of what there is beyond rest.
 *
 * <pre>
 * (used − atRest) / (total − atRest)
 * </pre>
 *
 * @param atRest the bytes that the model and the engine's own memory hold while nothing runs; they
 *     are no pressure
 */
public record PressureGauge(long atRest) {

  public PressureGauge {
    if (atRest < 0) {
      throw new IllegalArgumentException("Not the bytes held at rest: " + atRest);
    }
  }

  /** The share, from 0 to 1; 0 where the total is unknown. */
  public double share(DeviceMemory memory) {
    if (memory.total() <= 0 || memory.used() <= atRest) {
      return 0;
    }
    if (memory.total() <= atRest) {
      return 1;
    }
    return Math.min(1, (double) (memory.used() - atRest) / (memory.total() - atRest));
  }

  /** The same with a lower rest, where this use is below it; a higher use changes nothing. */
  public PressureGauge loweredTo(long use) {
    return use >= 0 && use < atRest ? new PressureGauge(use) : this;
  }
}
