package dev.quire.device.gpu;

import dev.quire.device.DeviceId;
import java.util.Locale;
import java.util.Optional;

/**
 * A device that CUDA shows to this process: a whole card, or one MIG instance of it.
 *
 * @param ordinal its number in CUDA, which is also ONNX Runtime's {@code device_id}
 * @param card the card
 * @param instance the part of the card, where it is in MIG mode
 */
public record Gpu(int ordinal, GpuInfo card, Optional<MigInstance> instance) {

  private static final double GIB = 1L << 30;

  /** {@code gpu:} with the ordinal. */
  public DeviceId id() {
    return new DeviceId("gpu:" + ordinal);
  }

  /** The instance's UUID ({@code MIG-…}) or the card's ({@code GPU-…}). */
  public String uuid() {
    return instance.map(MigInstance::uuid).orElse(card.uuid());
  }

  /** The product's name, with the profile for a MIG instance. */
  public String name() {
    return instance.map(MigInstance::name).orElse(card.name());
  }

  /** The memory it has; 0 where unknown. */
  public long totalBytes() {
    return instance.map(MigInstance::totalBytes).orElse(card.totalBytes());
  }

  /** One line for people: id, name, UUID and memory. */
  public String describe() {
    return String.format(
        Locale.ROOT, "%s = %s (%s, %.1f GiB)", id(), name(), uuid(), totalBytes() / GIB);
  }
}
