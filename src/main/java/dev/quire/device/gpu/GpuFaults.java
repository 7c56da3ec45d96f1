package dev.quire.device.gpu;

import dev.quire.device.DeviceId;

/**
 * Hears what is wrong with GPUs. Called by the thread that samples, one call at a time; the calls
 * should be quick. Each fault is told once, not at every sample.
 */
public interface GpuFaults {

  /**
   * The device computes wrongly or not at all until it is reset, or the driver has stopped what ran
   * on it. New work should not go there.
   *
   * @param device the device
   * @param reason one line for people
   */
  void critical(DeviceId device, String reason);

  /**
   * Something somebody should look at; the device goes on.
   *
   * @param device the device
   * @param reason one line for people
   */
  void warning(DeviceId device, String reason);

  /**
   * The device does not answer any more. It may come back, which its status then shows.
   *
   * @param device the device
   * @param reason one line for people
   */
  void gone(DeviceId device, String reason);
}
