package dev.quire.device.gpu;

/**
 * A part of a GPU in MIG mode that CUDA treats as a device of its own.
 *
 * @param uuid {@code MIG-…}
 * @param name the card's name with the profile, such as {@code NVIDIA A100-SXM4-40GB MIG 1g.5gb}
 * @param gpuInstance the number of the GPU instance it belongs to, which owns the memory
 * @param computeInstance its number within the GPU instance
 * @param totalBytes the memory of the GPU instance
 */
public record MigInstance(
    String uuid, String name, int gpuInstance, int computeInstance, long totalBytes) {}
