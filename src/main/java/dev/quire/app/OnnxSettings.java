package dev.quire.app;

import dev.quire.engine.Precision;
import dev.quire.engine.onnx.AlgorithmSearch;
import dev.quire.engine.onnx.ArenaStrategy;
import dev.quire.engine.onnx.CudaOptions;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.onnx.ShapeProfile;
import dev.quire.engine.onnx.TensorRtOptions;
import dev.quire.model.Model;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.task.layout.LayoutContract;
import dev.quire.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** ONNX Runtime's options, as the settings say. */
final class OnnxSettings {

  /** The batch that TensorRT tunes for, where larger ones are allowed. */
  private static final int USUAL_BATCH = 8;

  private final QuireConfig config;
  private final Hardware hardware;
  private final Model model;
  private final LayoutContract contract;
  private final int maxBatch;

  OnnxSettings(
      QuireConfig config, Hardware hardware, Model model, LayoutContract contract, int maxBatch) {
    this.config = config;
    this.hardware = hardware;
    this.model = model;
    this.contract = contract;
    this.maxBatch = maxBatch;
  }

  OnnxOptions options(Precision precision) {
    OnnxOptions options =
        OnnxOptions.defaults()
            .withIntraOpThreads(threads(config, hardware))
            .withCuda(cuda(config.cuda()));
    return config.tensorRt().enabled() ? options.withTensorRt(tensorRt(precision)) : options;
  }

  /** Threads for each run; 0 leaves it to the engine. Several CPU devices share the processors. */
  static int threads(QuireConfig config, Hardware hardware) {
    int threads =
        Range.check("quire.models.layout.threads", config.models().layout().threads(), 0, 1024);
    return threads == 0 && hardware.cpus() > 1
        ? Math.max(1, Runtime.getRuntime().availableProcessors() / hardware.cpus())
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
    Comparator<Resolution> bySize = Comparator.comparingLong(Resolution::pixels);
    Resolution least = model.resolutions().stream().min(bySize).orElseThrow();
    Resolution most = model.resolutions().stream().max(bySize).orElseThrow();
    int usual = Math.min(USUAL_BATCH, maxBatch);
    options =
        options.withProfile(
            contract.image(),
            new ShapeProfile(
                image(contract, 1, least),
                image(contract, usual, model.preprocessing().resolution()),
                image(contract, maxBatch, most)));
    if (contract.scaleFactor()) {
      options = options.withProfile(LayoutContract.SCALE_FACTOR, pairs(usual, maxBatch));
    }
    return contract.imShape()
        ? options.withProfile(LayoutContract.IM_SHAPE, pairs(usual, maxBatch))
        : options;
  }

  private static Shape image(LayoutContract contract, int batch, Resolution resolution) {
    return contract.pixels()
        ? Shape.of(batch, resolution.height(), resolution.width(), Preprocessing.CHANNELS)
        : Shape.of(batch, Preprocessing.CHANNELS, resolution.height(), resolution.width());
  }

  private static ShapeProfile pairs(int usual, int most) {
    return new ShapeProfile(Shape.of(1, 2), Shape.of(usual, 2), Shape.of(most, 2));
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
