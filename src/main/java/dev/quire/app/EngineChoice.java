package dev.quire.app;

import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.paddle.PaddleBuild;
import dev.quire.model.ModelFormat;
import java.util.Arrays;
import java.util.Locale;

/** The engines that a model can be given to. */
enum EngineChoice {
  ONNX("onnxruntime", ModelFormat.ONNX),
  PADDLE("paddlepaddle", ModelFormat.PADDLE),
  /** Opens no file; the descriptor beside it counts. */
  SIMULATED("simulated", ModelFormat.ONNX);

  private final String label;
  private final ModelFormat format;

  EngineChoice(String label, ModelFormat format) {
    this.label = label;
    this.format = format;
  }

  /** The layout model's. */
  static EngineChoice ofLayout(QuireConfig config) {
    return parse("quire.models.layout.engine", config.models().layout().engine());
  }

  /** The similarity model's: simulated devices run simulated models, others real ones. */
  static EngineChoice ofSimilarity(QuireConfig config, EngineChoice layout) {
    String setting = "quire.models.similarity.engine";
    EngineChoice usual = layout == SIMULATED ? SIMULATED : ONNX;
    EngineChoice wanted =
        config.models().similarity().engine().map(name -> parse(setting, name)).orElse(usual);
    if (wanted != usual) {
      throw new IllegalArgumentException(
          "%s must be %s, as the layout model's engine is %s, not %s"
              .formatted(setting, usual.label, layout.label, wanted.label));
    }
    return wanted;
  }

  private static EngineChoice parse(String setting, String value) {
    String wanted = value.trim().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(choice -> choice.label.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, not '%s'"
                        .formatted(
                            setting,
                            Arrays.stream(values()).map(choice -> choice.label).toList(),
                            wanted)));
  }

  String label() {
    return label;
  }

  /** The files that it takes. */
  ModelFormat format() {
    return format;
  }

  /** Whether this build of the engine can use GPUs. */
  boolean usesGpus() {
    return switch (this) {
      case ONNX -> new OnnxEngine(OnnxOptions.defaults()).isCudaBuild();
      case PADDLE -> PaddleBuild.onClassPath(EngineChoice.class.getClassLoader()).isCuda();
      case SIMULATED -> false;
    };
  }

  /** The Maven profile of the build that can. */
  String gpuProfile() {
    return this == PADDLE ? "paddle-gpu" : "gpu";
  }
}
