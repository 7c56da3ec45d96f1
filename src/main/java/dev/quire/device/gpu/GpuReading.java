package dev.quire.device.gpu;

import dev.quire.device.DeviceMemory;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The state of a GPU at one moment. What the hardware or driver does not tell is empty. */
public record GpuReading(Memory memory, Load load, Health health) {

  /**
   * Memory in bytes. For a MIG instance that of its GPU instance.
   *
   * @param used all that is not free: what all programs hold and what the driver reserves
   * @param total used and free together
   * @param free what can still be allocated
   * @param reserved the driver's and the firmware's share of the used bytes
   * @param own what this process and its children hold; empty where none of them is listed, which
   *     means that they use nothing or that the container hides the process numbers
   */
  public record Memory(long used, long total, long free, OptionalLong reserved, OptionalLong own) {

    /** The same as every device has it. */
    public DeviceMemory asDeviceMemory() {
      return new DeviceMemory(used, total, reserved, own);
    }
  }

  /**
   * How busy the GPU is. For a MIG instance the utilisation is empty, the power the whole card's.
   *
   * @param gpuPercent the share of the last sampling period in which a kernel ran, 0 to 100
   * @param memoryPercent the share in which memory was read or written, 0 to 100
   * @param powerWatts the power drawn
   */
  public record Load(
      OptionalInt gpuPercent, OptionalInt memoryPercent, OptionalDouble powerWatts) {}

  /**
   * How well the GPU is. For a MIG instance that of the whole card.
   *
   * @param celsius the temperature
   * @param slowdownCelsius the temperature at which the card begins to slow down
   * @param uncorrectedErrors uncorrected memory errors since the driver was loaded
   * @param retiredPages memory pages retired for double-bit errors, in the card's whole life
   * @param retirementPending whether pages wait for a reset to be retired
   * @param remapPending whether memory rows wait for a reset to be remapped
   * @param remapFailed whether a row could not be remapped, as no spare is left
   */
  public record Health(
      OptionalInt celsius,
      OptionalInt slowdownCelsius,
      OptionalLong uncorrectedErrors,
      OptionalInt retiredPages,
      Optional<Boolean> retirementPending,
      Optional<Boolean> remapPending,
      Optional<Boolean> remapFailed) {}
}
