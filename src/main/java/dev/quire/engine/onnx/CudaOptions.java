package dev.quire.engine.onnx;

import java.util.Objects;

/**
 * How sessions on CUDA devices are set up. Immutable.
 *
 * @param memoryLimitBytes most bytes that the arena of one session may hold; 0 for no limit. cuDNN,
 *     cuBLAS and TensorRT also allocate outside the arena
 * @param arena how the arena grows
 * @param search how cuDNN picks its algorithms
 * @param tf32 whether FP32 convolutions and matrix products may round their inputs to TF32 (10 bits
 *     of mantissa) on devices that have it, Ampere and newer
 */
public record CudaOptions(
    long memoryLimitBytes, ArenaStrategy arena, AlgorithmSearch search, boolean tf32) {

  public CudaOptions {
    if (memoryLimitBytes < 0) {
      throw new IllegalArgumentException(
          "The memory limit of a CUDA session must be 0 (none) or more bytes, not "
              + memoryLimitBytes);
    }
    Objects.requireNonNull(arena, "arena");
    Objects.requireNonNull(search, "search");
  }

  /**
   * No limit, an arena that grows by what is asked, heuristic search, since the service runs many
   * sizes, and TF32, ONNX Runtime's own default.
   */
  public static CudaOptions defaults() {
    return new CudaOptions(0, ArenaStrategy.SAME_AS_REQUESTED, AlgorithmSearch.HEURISTIC, true);
  }

  public CudaOptions withMemoryLimitBytes(long bytes) {
    return new CudaOptions(bytes, arena, search, tf32);
  }
}
