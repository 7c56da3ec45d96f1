package dev.quire.device.gpu;

/** Whether NVIDIA's management library can be used here. */
public sealed interface NvmlOpening {

  /** It can. */
  record Found(Nvml nvml) implements NvmlOpening {}

  /**
   * It cannot, so there are no GPUs.
   *
   * @param reason one line for people, without a full stop
   */
  record Absent(String reason) implements NvmlOpening {}
}
