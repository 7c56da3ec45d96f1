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

  private static final String SETTING = "quire.models.layout.engine";

  private final String label;
  private final ModelFormat format;

  EngineChoice(String label, ModelFormat format) {
    this.label = label;
    this.format = format;
  }

  static EngineChoice of(QuireConfig config) {
    String wanted = config.models().layout().engine().trim().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(choice -> choice.label.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, not '%s'"
                        .formatted(
                            SETTING,
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
