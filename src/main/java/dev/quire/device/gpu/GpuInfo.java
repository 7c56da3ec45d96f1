package dev.quire.device.gpu;

import java.util.List;

/**
 * What a card is; nothing of it changes while the process runs, unless somebody repartitions it.
 *
 * @param index its number in NVML and nvidia-smi
 * @param uuid {@code GPU-…}
 * @param name the product's name
 * @param pciBusId domain, bus, device and function, such as {@code 00000000:07:00.0}
 * @param totalBytes its memory; 0 where the driver does not tell, as for a card in MIG mode seen
 *     from a container
 * @param capability what it can compute
 * @param migEnabled whether it is in MIG mode: CUDA then shows its instances instead of the card
 * @param instances the MIG instances there are, in NVML's order; none without MIG mode
 */
public record GpuInfo(
    int index,
    String uuid,
    String name,
    String pciBusId,
    long totalBytes,
    ComputeCapability capability,
    boolean migEnabled,
    List<MigInstance> instances) {

  public GpuInfo {
    instances = List.copyOf(instances);
  }
}
