package dev.quire.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * ONNX Runtime, in this process: on the CPU, and on CUDA devices in the build that has CUDA. Each
 * predictor has a session of its own: its weights, its arena and its threads. Thread-safe.
 */
public final class OnnxEngine implements Engine {

  private static final String NAME = "onnxruntime";

  private final OnnxOptions options;
  private final SessionOpener opener;
  private final Supplier<Set<OrtProvider>> providers;
  private final GpuAdvice advice;

  public OnnxEngine(OnnxOptions options) {
    this(
        options,
        NativeProvider::of,
        OnnxLibraries::providers,
        new GpuAdvice(LibraryPath.ofSystem(System.getenv())::has));
  }

  /**
   * @param providers what this build of ONNX Runtime has
   */
  OnnxEngine(
      OnnxOptions options,
      NativeProvider.Factory factory,
      Supplier<Set<OrtProvider>> providers,
      GpuAdvice advice) {
    this.options = options;
    this.opener = new SessionOpener(options, factory);
    this.providers = providers;
    this.advice = advice;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Opens a model. A GPU that cannot be used is an error; the CPU never takes its place. Operators
   * that CUDA has no kernel for run on the CPU nevertheless, as in every session of ONNX Runtime.
   *
   * @param device {@code cpu} or {@code cpu:N}, where the number only tells workers apart, or
   *     {@code gpu:N}, the CUDA device of that ordinal
   * @throws EngineException if the native library does not load, the device, its driver or
   *     libraries are missing, or the file is missing, broken or asks for what this build lacks
   * @throws dev.quire.engine.OutOfDeviceMemoryException if the device has too little memory
   * @throws dev.quire.engine.DeviceLostException if the device is there and does not work
   */
  @Override
  public Predictor open(ModelFiles model, DeviceId device) {
    Placement placement = Placement.of(device);
    List<ProviderPlan> plans = ProviderPlan.of(placement, options);
    try {
      OnnxLibraries.load();
      requireProviders(model, device, plans);
      makeCache(plans);
      return open(model, device, placement, plans);
    } catch (OrtException e) {
      Optional<String> help =
          plans.isEmpty() ? Optional.empty() : advice.about(String.valueOf(e.getMessage()));
      throw OnnxErrors.exception(
          refusal(model, device, OnnxErrors.cause(e) + help.map(a -> "; " + a).orElse("")), e);
    } catch (UncheckedIOException e) {
      throw new EngineException(refusal(model, device, e.getMessage()), e);
    } catch (LinkageError e) {
      throw new EngineException(
          refusal(model, device, "ONNX Runtime's native library does not load: " + e.getMessage()),
          e);
    }
  }

  private Predictor open(
      ModelFiles model, DeviceId device, Placement placement, List<ProviderPlan> plans)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession session = opener.open(environment, model.graph(), plans);
    try {
      return new OnnxPredictor(model.name(), device, placement.arena(), environment, session);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void requireProviders(ModelFiles model, DeviceId device, List<ProviderPlan> plans) {
    if (plans.isEmpty()) {
      return;
    }
    Set<OrtProvider> present = providers.get();
    if (!present.contains(OrtProvider.CUDA)) {
      throw new EngineException(
          refusal(
              model,
              device,
              "this build runs ONNX Runtime on the CPU only; CUDA devices need the build with the"
                  + " Maven profile 'gpu'"));
    }
    if (options.tensorRt().isPresent() && !present.contains(OrtProvider.TENSOR_RT)) {
      throw new EngineException(
          refusal(model, device, "this build of ONNX Runtime has no TensorRT; turn it off"));
    }
  }

  private void makeCache(List<ProviderPlan> plans) {
    if (plans.isEmpty() || options.tensorRt().isEmpty()) {
      return;
    }
    Path cache = options.tensorRt().get().engineCache();
    try {
      Files.createDirectories(cache);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder %s for TensorRT's engines cannot be made: %s".formatted(cache, e), e);
    }
  }

  /** Whether this build can use CUDA devices, if there are any; the CPU's build cannot. */
  public boolean isCudaBuild() {
    return providers.get().contains(OrtProvider.CUDA);
  }

  private static String refusal(ModelFiles model, DeviceId device, String cause) {
    return "Model %s (%s) cannot be opened on %s: %s"
        .formatted(model.name(), model.graph().name(), device, cause);
  }
}
