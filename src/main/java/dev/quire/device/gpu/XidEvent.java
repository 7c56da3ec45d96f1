package dev.quire.device.gpu;

import java.util.OptionalInt;

/**
 * An error that the driver reported for a card. NVIDIA numbers them and calls them Xid; a
 * double-bit memory error reported without a number is Xid 48.
 *
 * @param cardUuid the card's UUID, never that of a MIG instance
 * @param gpuInstance the GPU instance it happened in, where the driver knows
 * @param computeInstance the compute instance it happened in, where the driver knows
 * @param xid NVIDIA's number
 */
public record XidEvent(
    String cardUuid, OptionalInt gpuInstance, OptionalInt computeInstance, int xid) {

  /** An error of a whole card. */
  public static XidEvent ofCard(String cardUuid, int xid) {
    return new XidEvent(cardUuid, OptionalInt.empty(), OptionalInt.empty(), xid);
  }

  /** Whether it may touch the device: the card is its own, and the instance not another one. */
  public boolean concerns(Gpu gpu) {
    return cardUuid.equals(gpu.card().uuid()) && gpu.instance().map(this::mayBeIn).orElse(true);
  }

  private boolean mayBeIn(MigInstance instance) {
    return gpuInstance.orElse(instance.gpuInstance()) == instance.gpuInstance()
        && computeInstance.orElse(instance.computeInstance()) == instance.computeInstance();
  }
}
