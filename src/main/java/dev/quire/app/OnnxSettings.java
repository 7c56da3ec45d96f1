package dev.quire.app;

import dev.quire.engine.Precision;
import dev.quire.engine.onnx.CudaOptions;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.onnx.ShapeProfile;
import dev.quire.engine.onnx.TensorRtOptions;
import java.nio.file.Path;
import java.util.Map;

/** ONNX Runtime's options, as the settings say. */
final class OnnxSettings {

  private final QuireConfig config;
  private final int threads;
  private final Map<String, ShapeProfile> profiles;

  /**
   * @param threads for each run; 0 leaves it to the engine
   * @param profiles the sizes of each input that TensorRT is to tune for
   */
  OnnxSettings(QuireConfig config, int threads, Map<String, ShapeProfile> profiles) {
    this.config = config;
    this.threads = threads;
    this.profiles = profiles;
  }

  OnnxOptions options(Precision precision) {
    OnnxOptions options =
        OnnxOptions.defaults().withIntraOpThreads(threads).withCuda(cuda(config.cuda()));
    return config.tensorRt().enabled() ? options.withTensorRt(tensorRt(precision)) : options;
  }

  /**
   * Threads for each run of a model; 0 leaves it to the engine.
   *
   * @param cpus on how many CPU devices it runs, which share the processors
   */
  static int threads(QuireConfig config, int cpus) {
    int threads = Range.check("quire.models.threads", config.models().threads(), 0, 1024);
    return threads == 0 && cpus > 1
        ? Math.max(1, Runtime.getRuntime().availableProcessors() / cpus)
        : threads;
  }

  private static CudaOptions cuda(QuireConfig.Cuda cuda) {
    return CudaOptions.defaults()
        .withMemoryLimitBytes(
            Range.check(
                "quire.cuda.memory-limit", cuda.memoryLimit().asLongValue(), 0, Long.MAX_VALUE));
  }

  private TensorRtOptions tensorRt(Precision precision) {
    TensorRtOptions options =
        TensorRtOptions.defaults(compiled()).withFp16(precision == Precision.FP16);
    for (Map.Entry<String, ShapeProfile> profile : profiles.entrySet()) {
      options = options.withProfile(profile.getKey(), profile.getValue());
    }
    return options;
  }

  /** Where compiled graphs are kept: beside the others that are made of model files. */
  private Path compiled() {
    return config
        .models()
        .cache()
        .map(folder -> Path.of(folder, "tensorrt"))
        .orElse(Path.of("tensorrt-cache"));
  }
}
