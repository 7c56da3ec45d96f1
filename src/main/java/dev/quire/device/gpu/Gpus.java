package dev.quire.device.gpu;

import dev.quire.device.DeviceId;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs among the devices, if there are any.
 *
 * @param monitor watches them; empty where there are none
 */
public record Gpus(Optional<GpuMonitor> monitor) {

  public static Gpus none() {
    return new Gpus(Optional.empty());
  }

  /** What is known of each. */
  public List<GpuStatus> statuses() {
    return monitor.map(GpuMonitor::statuses).orElse(List.of());
  }

  /** What is known of a device, if it is a GPU. */
  public Optional<GpuStatus> of(DeviceId device) {
    return statuses().stream().filter(status -> status.device().equals(device)).findFirst();
  }
}
