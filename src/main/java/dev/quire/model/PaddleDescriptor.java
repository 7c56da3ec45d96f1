package dev.quire.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What PaddleX writes beside an exported detection model, {@code inference.yml}, and
 * PaddleDetection as {@code infer_cfg.yml}. The service reads the parts below and leaves the others
 * alone. Defaults are those of PaddleX's {@code DetRunnerPredictor}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PaddleDescriptor(
    @JsonProperty("Global") Global global,
    @JsonProperty("arch") String architecture,
    @JsonProperty("draw_threshold") Double drawThreshold,
    @JsonProperty("layout_nms") Boolean layoutNms,
    @JsonProperty("Preprocess") List<Operation> preprocess,
    @JsonProperty("label_list") List<String> labels,
    @JsonProperty("NMS") Suppression nms,
    @JsonProperty("fpn_stride") List<Integer> strides) {

  static final PaddleDescriptor EMPTY =
      new PaddleDescriptor(null, null, null, null, null, null, null, null);

  /**
   * The architectures whose graphs end in {@code multiclass_nms3}: PicoDet under both its names.
   */
  private static final Set<String> SUPPRESSING = Set.of("PicoDet", "GFL");

  /** PaddleX's threshold where the file names none. */
  static final double DEFAULT_THRESHOLD = 0.5;

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Global(@JsonProperty("model_name") String modelName) {}

  /** What PicoDet's exports do with their boxes, or leave to others. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Suppression(
      @JsonProperty("score_threshold") Double score,
      @JsonProperty("nms_threshold") Double overlap) {

    private static final Suppression DEFAULT = new Suppression(null, null);
  }

  /** One step of the preprocessing; only what leads to the one pipeline offered is accepted. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Resize.class, name = "Resize"),
    @JsonSubTypes.Type(value = Normalize.class, name = "NormalizeImage"),
    @JsonSubTypes.Type(value = Normalize.class, name = "Normalize"),
    @JsonSubTypes.Type(value = Permute.class, name = "Permute"),
    @JsonSubTypes.Type(value = PadStride.class, name = "PadStride")
  })
  sealed interface Operation {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Resize(
      @JsonProperty("target_size") List<Integer> targetSize,
      @JsonProperty("interp") Integer interpolation,
      @JsonProperty("keep_ratio") boolean keepRatio)
      implements Operation {

    Resolution resolution() {
      if (targetSize == null || targetSize.size() != 2 || targetSize.contains(null)) {
        throw new IllegalArgumentException(
            "Resize.target_size is %s; expected two numbers, height and width"
                .formatted(targetSize));
      }
      if (keepRatio) {
        throw new IllegalArgumentException(
            "Resize.keep_ratio is true; only models that take the page stretched are supported");
      }
      return new Resolution(targetSize.get(0), targetSize.get(1));
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Normalize(
      List<Double> mean,
      List<Double> std,
      @JsonProperty("norm_type") String normType,
      @JsonProperty("is_scale") Boolean scaled)
      implements Operation {

    private static final Normalize DEFAULT = new Normalize(null, null, null, null);

    Normalize {
      mean = mean == null ? List.of(0.485, 0.456, 0.406) : mean;
      std = std == null ? List.of(0.229, 0.224, 0.225) : std;
      if (normType != null && !normType.equals("none") && !normType.equals("mean_std")) {
        throw new IllegalArgumentException(
            "NormalizeImage.norm_type is '%s'; expected none or mean_std".formatted(normType));
      }
    }

    double scale() {
      return scaled == null || scaled ? 1.0 / 255 : 1;
    }
  }

  /**
   * From interleaved channels to planes.
   *
   * @param toBgr whether the planes are turned round after that, so that blue comes first; older
   *     PaddleDetection has it
   */
  record Permute(
      @JsonProperty("to_bgr") boolean toBgr, @JsonProperty("channel_first") Boolean channelFirst)
      implements Operation {

    private static final Permute DEFAULT = new Permute(false, null);

    Permute {
      if (Boolean.FALSE.equals(channelFirst)) {
        throw new IllegalArgumentException(
            "Permute.channel_first is false; only models that take planes are supported");
      }
    }
  }

  /** Pads to a multiple; accepted where there is nothing to pad. */
  record PadStride(Integer stride) implements Operation {

    private static final int DEFAULT = 32;

    void requireNothingToPad(Resolution resolution) {
      int multiple = stride == null ? DEFAULT : stride;
      if (multiple > 0
          && (resolution.height() % multiple != 0 || resolution.width() % multiple != 0)) {
        throw new IllegalArgumentException(
            "PadStride %d would pad the target size %s, which is not supported"
                .formatted(multiple, resolution));
      }
    }
  }

  /** The preprocessing as one value. */
  Preprocessing preprocessing() {
    Resize resize =
        operation(Resize.class)
            .orElseThrow(
                () -> new IllegalArgumentException("Preprocess has no Resize; expected one"));
    Normalize normalize = operation(Normalize.class).orElse(Normalize.DEFAULT);
    Resolution resolution = resize.resolution();
    operation(PadStride.class).ifPresent(pad -> pad.requireNothingToPad(resolution));
    boolean bgr = operation(Permute.class).orElse(Permute.DEFAULT).toBgr();
    return new Preprocessing(
        resolution,
        resize.interpolation() == null ? 2 : resize.interpolation(),
        bgr ? ColorOrder.BGR : ColorOrder.RGB,
        normalize.scale(),
        bgr ? reversed(normalize.mean()) : normalize.mean(),
        bgr ? reversed(normalize.std()) : normalize.std());
  }

  /** Channels are turned round once they are normalised, so that what is theirs turns with them. */
  private static List<Double> reversed(List<Double> channels) {
    List<Double> reversed = new ArrayList<>(channels);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Whether the graph drops overlapping boxes itself, if it decodes them. */
  boolean suppresses() {
    return architecture != null && SUPPRESSING.contains(architecture);
  }

  /**
   * How to finish what PicoDet's graph leaves open.
   *
   * @param threshold what the model's regions must exceed where the request says nothing; a box is
   *     looked at from there on, if not earlier
   */
  Head.PicoDet picoDet(double threshold) {
    if (strides != null && strides.contains(null)) {
      throw new IllegalArgumentException(
          "fpn_stride is %s; expected positive numbers, smallest first".formatted(strides));
    }
    Suppression own = nms == null ? Suppression.DEFAULT : nms;
    return new Head.PicoDet(
        strides == null ? Head.PicoDet.STRIDES : strides,
        // One out of range is not this file's fault and is refused with the model.
        Math.min(
            own.score() == null ? Head.PicoDet.THRESHOLD : own.score(), Math.max(0, threshold)),
        own.overlap() == null ? Head.PicoDet.OVERLAP : own.overlap());
  }

  private <T extends Operation> Optional<T> operation(Class<T> type) {
    return (preprocess == null ? List.<Operation>of() : preprocess)
        .stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
