package dev.quire.engine.process;

import dev.quire.device.DeviceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a worker process is bound to a device.
 *
 * @param inside the device's name in the worker process, which sees no other
 * @param environment the variables that see to that
 */
public record DeviceBinding(DeviceId inside, Map<String, String> environment) {

  /** CUDA shows a process the devices named in this variable, renumbered from 0. */
  private static final String CUDA_VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES";

  public DeviceBinding {
    Objects.requireNonNull(inside, "inside");
    environment = Map.copyOf(environment);
  }

  /** The CPU, with no GPU in sight. */
  public static DeviceBinding cpu(DeviceId device) {
    return new DeviceBinding(device, Map.of(CUDA_VISIBLE_DEVICES, ""));
  }

  /**
   * One GPU, which the worker process sees as {@code gpu:0}.
   *
   * @param uuid NVIDIA's name for it, which holds whatever the devices' numbers
   */
  public static DeviceBinding gpu(String uuid) {
    return new DeviceBinding(DeviceId.parse("gpu:0"), Map.of(CUDA_VISIBLE_DEVICES, uuid));
  }

  /** The same with one more variable. */
  public DeviceBinding with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new DeviceBinding(inside, more);
  }
}
