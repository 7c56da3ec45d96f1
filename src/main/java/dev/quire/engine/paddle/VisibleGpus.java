package dev.quire.engine.paddle;

import dev.quire.device.gpu.ComputeCapability;

/** The GPUs that CUDA shows this process. */
interface VisibleGpus {

  /** How many there are; 0 where CUDA's runtime library or the driver is missing. */
  int count();

  /**
   * The generation of one of them.
   *
   * @param ordinal 0 to {@link #count()} - 1
   */
  ComputeCapability capability(int ordinal);
}
