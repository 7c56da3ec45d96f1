package dev.quire.engine.onnx;

import java.util.Objects;
import java.util.Optional;

/**
 * How sessions are set up. Immutable.
 *
 * @param intraOpThreads threads of the CPU that share the work of one operator, 0 to 1024; 0 leaves
 *     it to ONNX Runtime, which takes one per physical core
 * @param spinning whether those threads wait busily for work. It saves microseconds a run and burns
 *     the cores that decode the next pages
 * @param cuda what holds on devices {@code gpu:N}
 * @param tensorRt what holds there if TensorRT goes before CUDA; empty for CUDA alone
 */
public record OnnxOptions(
    int intraOpThreads, boolean spinning, CudaOptions cuda, Optional<TensorRtOptions> tensorRt) {

  private static final int MOST_THREADS = 1024;

  public OnnxOptions {
    if (intraOpThreads < 0 || intraOpThreads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "intraOpThreads must be 0 to %d, but is %d".formatted(MOST_THREADS, intraOpThreads));
    }
    Objects.requireNonNull(cuda, "cuda");
    Objects.requireNonNull(tensorRt, "tensorRt");
  }

  /** Options for the CPU, with CUDA's defaults and no TensorRT. */
  public OnnxOptions(int intraOpThreads, boolean spinning) {
    this(intraOpThreads, spinning, CudaOptions.defaults(), Optional.empty());
  }

  /**
   * ONNX Runtime's own number of threads, no spinning, {@link CudaOptions#defaults()}, no TensorRT:
   * the choice for a shared server.
   */
  public static OnnxOptions defaults() {
    return new OnnxOptions(0, false);
  }

  public OnnxOptions withIntraOpThreads(int threads) {
    return new OnnxOptions(threads, spinning, cuda, tensorRt);
  }

  public OnnxOptions withSpinning(boolean busy) {
    return new OnnxOptions(intraOpThreads, busy, cuda, tensorRt);
  }

  public OnnxOptions withCuda(CudaOptions options) {
    return new OnnxOptions(intraOpThreads, spinning, options, tensorRt);
  }

  public OnnxOptions withTensorRt(TensorRtOptions options) {
    return new OnnxOptions(intraOpThreads, spinning, cuda, Optional.of(options));
  }
}
