package dev.quire.api.compat;

import java.util.Optional;

/** The names of devices, as those know them who have nothing but GPUs. */
final class Gpu {

  private static final String PREFIX = "gpu:";

  private Gpu() {}

  /** The number of a GPU; empty for other devices. */
  static Optional<Integer> number(String device) {
    return device.startsWith(PREFIX)
        ? Optional.of(Integer.valueOf(device.substring(PREFIX.length())))
        : Optional.empty();
  }
}
