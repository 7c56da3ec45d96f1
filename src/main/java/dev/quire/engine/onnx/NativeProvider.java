package dev.quire.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;

/**
 * The native options of one execution provider. They hold native memory until {@link #close()} and
 * must outlive the making of the session.
 */
interface NativeProvider extends AutoCloseable {

  void set(String key, String value) throws OrtException;

  /** Adds the provider to a session; fails if its libraries do not load. */
  void addTo(SessionOptions session) throws OrtException;

  @Override
  void close();

  /** Makes native options. */
  @FunctionalInterface
  interface Factory {

    NativeProvider make(ProviderPlan plan) throws OrtException;
  }

  /**
   * ONNX Runtime's own.
   *
   * @throws OrtException if this build lacks the provider
   */
  static NativeProvider of(ProviderPlan plan) throws OrtException {
    return switch (plan.provider()) {
      case CUDA -> new Cuda(new OrtCUDAProviderOptions(plan.ordinal()));
      case TENSOR_RT -> new TensorRt(new OrtTensorRTProviderOptions(plan.ordinal()));
      default -> throw new IllegalArgumentException(plan.provider() + " is not supported");
    };
  }

  /** CUDA's. */
  record Cuda(OrtCUDAProviderOptions options) implements NativeProvider {

    @Override
    public void set(String key, String value) throws OrtException {
      options.add(key, value);
    }

    @Override
    public void addTo(SessionOptions session) throws OrtException {
      session.addCUDA(options);
    }

    @Override
    public void close() {
      options.close();
    }
  }

  /** TensorRT's. */
  record TensorRt(OrtTensorRTProviderOptions options) implements NativeProvider {

    @Override
    public void set(String key, String value) throws OrtException {
      options.add(key, value);
    }

    @Override
    public void addTo(SessionOptions session) throws OrtException {
      session.addTensorrt(options);
    }

    @Override
    public void close() {
      options.close();
    }
  }
}
