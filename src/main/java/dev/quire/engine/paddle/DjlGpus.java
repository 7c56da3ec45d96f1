package dev.quire.engine.paddle;

import ai.djl.util.cuda.CudaUtils;
import dev.quire.device.gpu.ComputeCapability;

/**
 * The GPUs as DJL sees them, through CUDA's runtime library. DJL's Paddle engine itself says that
 * there are none, whatever there is.
 */
final class DjlGpus implements VisibleGpus {

  @Override
  public int count() {
    return CudaUtils.getGpuCount();
  }

  @Override
  public ComputeCapability capability(int ordinal) {
    // major and minor run together, such as 86 or 120
    int digits = Integer.parseInt(CudaUtils.getComputeCapability(ordinal));
    return new ComputeCapability(digits / 10, digits % 10);
  }
}
