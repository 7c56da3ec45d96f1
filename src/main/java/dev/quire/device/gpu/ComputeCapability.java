package dev.quire.device.gpu;

/** The generation of a GPU as CUDA counts it, such as 8.0 for an A100. */
public record ComputeCapability(int major, int minor) {

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
