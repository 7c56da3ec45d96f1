package dev.quire.precision;

import dev.quire.device.DeviceId;
import java.util.Optional;

/** Who knows in what precision each device runs. Thread-safe. */
public interface PrecisionDecisions {

  /** What was decided for a device; empty before the model was opened there. */
  Optional<PrecisionDecision> verdict(DeviceId device);
}
