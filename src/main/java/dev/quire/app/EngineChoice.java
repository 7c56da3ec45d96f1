package dev.quire.app;

import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.paddle.PaddleBuild;
import dev.quire.model.ModelFormat;
import io.quarkus.runtime.ImageMode;
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

  /**
   * The layout model's.
   *
   * @param form a native executable leaves Paddle out
   */
  static EngineChoice ofLayout(QuireConfig config, ImageMode form) {
    String setting = "quire.models.layout.engine";
    EngineChoice wanted = parse(setting, config.models().layout().engine());
    if (wanted == PADDLE && form == ImageMode.NATIVE_RUN) {
      throw new IllegalArgumentException(
          ("%s must be %s or %s in the native executable, not %s: Paddle runs in processes that"
                  + " need a JVM; run the service on one")
              .formatted(setting, ONNX.label, SIMULATED.label, wanted.label));
    }
    return wanted;
  }

  /** The similarity model's: simulated devices run simulated models, others real ones. */
  static EngineChoice ofSimilarity(EngineChoice layout) {
    return layout == SIMULATED ? SIMULATED : ONNX;
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
