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

  OnnxSettings(QuireConfig config) {
    this.config = config;
  }

  OnnxOptions options(Model model, LayoutContract contract, int maxBatch, Precision precision) {
    int threads =
        Range.check("quire.models.layout.threads", config.models().layout().threads(), 0, 1024);
    OnnxOptions options =
        OnnxOptions.defaults().withIntraOpThreads(threads).withCuda(cuda(config.cuda()));
    return config.tensorRt().enabled()
        ? options.withTensorRt(tensorRt(model, contract, maxBatch, precision))
        : options;
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

  private TensorRtOptions tensorRt(
      Model model, LayoutContract contract, int maxBatch, Precision precision) {
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
        options
            .withProfile(
                LayoutContract.IMAGE,
                new ShapeProfile(
                    image(contract, 1, least),
                    image(contract, usual, model.preprocessing().resolution()),
                    image(contract, maxBatch, most)))
            .withProfile(LayoutContract.SCALE_FACTOR, pairs(usual, maxBatch));
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
