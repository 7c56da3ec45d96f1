package dev.quire.precision;

import dev.quire.device.DeviceId;
import java.util.Optional;

/** Who knows in what precision each device runs. Thread-safe. */
public interface PrecisionVerdicts {

  /** What was decided for a device; empty before the model was opened there. */
  Optional<PrecisionVerdict> verdict(DeviceId device);
}
