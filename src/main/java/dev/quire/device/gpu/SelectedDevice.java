package dev.quire.device.gpu;

import dev.quire.device.DeviceId;
import java.util.Optional;

/**
 * A device that the settings ask for.
 *
 * @param id its name; for a GPU {@code gpu:} with CUDA's ordinal
 * @param gpu the GPU; empty for a CPU device
 */
public record SelectedDevice(DeviceId id, Optional<Gpu> gpu) {

  static SelectedDevice of(Gpu gpu) {
    return new SelectedDevice(gpu.id(), Optional.of(gpu));
  }

  static SelectedDevice cpu(DeviceId id) {
    return new SelectedDevice(id, Optional.empty());
  }
}
