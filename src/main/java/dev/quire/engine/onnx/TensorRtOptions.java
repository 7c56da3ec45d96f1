package dev.quire.engine.onnx;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How TensorRT compiles a model's graph. What TensorRT cannot take, CUDA runs. Immutable.
 *
 * <p>TensorRT's CUDA graphs are left out on purpose: a captured graph reads its inputs where the
 * first run's lay, and ONNX Runtime's Java API cannot place later inputs there, so that every run
 * would answer with the first run's result.
 *
 * @param engineCache folder where engines and timings are kept between starts; made if it is not
 *     there
 * @param workspaceBytes most bytes of device memory that TensorRT may use as workspace; 0 leaves it
 *     to TensorRT
 * @param fp16 whether layers may compute in FP16
 * @param profiles the sizes to build for, by input name; none lets TensorRT learn from the runs it
 *     sees, building anew whenever a size leaves the known range. TensorRT asks that either none or
 *     all of the dynamic inputs have a profile
 */
public record TensorRtOptions(
    Path engineCache, long workspaceBytes, boolean fp16, Map<String, ShapeProfile> profiles) {

  public TensorRtOptions {
    Objects.requireNonNull(engineCache, "engineCache");
    if (workspaceBytes < 0) {
      throw new IllegalArgumentException(
          "The workspace of TensorRT must be 0 (its own choice) or more bytes, not "
              + workspaceBytes);
    }
    profiles = Collections.unmodifiableMap(new TreeMap<>(profiles));
    profiles.forEach(TensorRtOptions::check);
  }

  /** ONNX Runtime passes profiles as {@code name:1x3,name:2x3} and knows no escapes. */
  private static void check(String name, ShapeProfile profile) {
    if (name.isBlank() || name.contains(":") || name.contains(",")) {
      throw new IllegalArgumentException(
          "TensorRT takes no profile for an input named '%s': blanks, ':' and ',' are not allowed"
              .formatted(name));
    }
    Objects.requireNonNull(profile, name);
  }

  /** FP32, TensorRT's own workspace, no profiles. */
  public static TensorRtOptions defaults(Path engineCache) {
    return new TensorRtOptions(engineCache, 0, false, Map.of());
  }

  public TensorRtOptions withFp16(boolean allowed) {
    return new TensorRtOptions(engineCache, workspaceBytes, allowed, profiles);
  }

  /** These options with the sizes of one more input. */
  public TensorRtOptions withProfile(String input, ShapeProfile profile) {
    Map<String, ShapeProfile> more = new TreeMap<>(profiles);
    more.put(input, profile);
    return new TensorRtOptions(engineCache, workspaceBytes, fp16, more);
  }
}
