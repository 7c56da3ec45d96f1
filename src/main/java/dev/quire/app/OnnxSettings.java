package dev.quire.app;

import dev.quire.engine.Precision;
import dev.quire.engine.onnx.AlgorithmSearch;
import dev.quire.engine.onnx.ArenaStrategy;
import dev.quire.engine.onnx.CudaOptions;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.onnx.ShapeProfile;
import dev.quire.engine.onnx.TensorRtOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
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
   * @param task whose model it is
   * @param cpus on how many CPU devices it runs, which share the processors
   */
  static int threads(String task, QuireConfig.ModelSettings settings, int cpus) {
    int threads =
        Range.check("quire.models.%s.threads".formatted(task), settings.threads(), 0, 1024);
    return threads == 0 && cpus > 1
        ? Math.max(1, Runtime.getRuntime().availableProcessors() / cpus)
        : threads;
  }

  private static CudaOptions cuda(QuireConfig.Cuda cuda) {
    return CudaOptions.defaults()
        .withMemoryLimitBytes(
            Range.check(
                "quire.cuda.memory-limit", cuda.memoryLimit().asLongValue(), 0, Long.MAX_VALUE))
        .withArena(choice("quire.cuda.arena", cuda.arena(), ArenaStrategy.class))
        .withSearch(choice("quire.cuda.search", cuda.search(), AlgorithmSearch.class))
        .withTf32(cuda.tf32());
  }

  private TensorRtOptions tensorRt(Precision precision) {
    TensorRtOptions options =
        TensorRtOptions.defaults(Path.of(config.tensorRt().cache()))
            .withWorkspaceBytes(
                Range.check(
                    "quire.tensorrt.workspace",
                    config.tensorRt().workspace().asLongValue(),
                    0,
                    Long.MAX_VALUE))
            .withFp16(precision == Precision.FP16);
    for (Map.Entry<String, ShapeProfile> profile : profiles.entrySet()) {
      options = options.withProfile(profile.getKey(), profile.getValue());
    }
    return options;
  }

  /** A constant by its name, in lower case with hyphens. */
  private static <E extends Enum<E>> E choice(String setting, String value, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equals(value.trim().toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s must be one of %s, not '%s'"
            .formatted(
                setting,
                Arrays.stream(type.getEnumConstants()).map(OnnxSettings::name).toList(),
                value));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
