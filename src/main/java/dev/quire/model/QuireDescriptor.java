package dev.quire.model;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The service's own {@code model.yml}; see {@link ModelRepository} for its keys. */
record QuireDescriptor(
    String name,
    String task,
    String file,
    List<String> labels,
    Input input,
    HeadType head,
    BoxUnit boxes,
    Boolean masks,
    Double threshold,
    Suppression nms,
    List<Size> resolutions,
    @JsonProperty("max_batch") Integer maxBatch,
    String license,
    String description) {

  static final QuireDescriptor EMPTY =
      new QuireDescriptor(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** What kinds of {@link Head} there are. */
  enum HeadType {
    ROWS,
    PICODET,
    DETR
  }

  /** OpenCV's interpolations, each in the place of its number. */
  enum Sampling {
    NEAREST,
    LINEAR,
    CUBIC,
    AREA,
    LANCZOS
  }

  /** What the graph takes; each value may be left out. */
  record Input(
      Integer height,
      Integer width,
      Sampling interpolation,
      ColorOrder colors,
      Double scale,
      List<Double> mean,
      List<Double> std) {

    static final Input EMPTY = new Input(null, null, null, null, null, null, null);

    private static final double DEFAULT_SCALE = 1.0 / 255;

    Input {
      if (scale != null && !(scale > 0)) {
        throw new IllegalArgumentException("input.scale must be above 0, not " + scale);
      }
    }

    /** What another descriptor says, with these values in its place. */
    Preprocessing over(Preprocessing other) {
      return new Preprocessing(
          new Resolution(
              requireNonNullElse(height, other.resolution().height()),
              requireNonNullElse(width, other.resolution().width())),
          interpolation == null ? other.interpolation() : interpolation.ordinal(),
          requireNonNullElse(colors, other.colors()),
          requireNonNullElse(scale, other.scale()),
          requireNonNullElse(mean, other.mean()),
          requireNonNullElse(std, other.std()));
    }

    /** These values where no other descriptor says anything. */
    Preprocessing alone() {
      return new Preprocessing(
          new Resolution(
              require("height", height, "rows of the image"),
              require("width", width, "columns of the image")),
          requireNonNullElse(interpolation, Sampling.CUBIC).ordinal(),
          requireNonNullElse(colors, ColorOrder.RGB),
          requireNonNullElse(scale, DEFAULT_SCALE),
          require("mean", mean, "three values"),
          require("std", std, "three values"));
    }

    private static <T> T require(String key, T value, String expected) {
      if (value == null) {
        throw new IllegalArgumentException(
            "input.%s is missing; expected %s, as there is no inference.yml"
                .formatted(key, expected));
      }
      return value;
    }
  }

  /** {@code true}, {@code false} or the two thresholds. */
  record Suppression(Nms value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Suppression of(JsonNode node) {
      if (node.isBoolean()) {
        return new Suppression(node.booleanValue() ? Nms.standard() : Nms.off());
      }
      if (!node.isObject()) {
        throw new IllegalArgumentException(
            "nms is %s; expected true, false or {same: 0.6, different: 0.98}".formatted(node));
      }
      node.fieldNames()
          .forEachRemaining(
              key -> {
                if (!key.equals("same") && !key.equals("different")) {
                  throw new IllegalArgumentException(
                      "nms has a key '%s'; expected same and different".formatted(key));
                }
              });
      return new Suppression(
          new Nms(
              true,
              number(node, "same", Nms.PADDLEX_SAME_CLASS),
              number(node, "different", Nms.PADDLEX_DIFFERENT_CLASS)));
    }

    private static double number(JsonNode node, String key, double absent) {
      JsonNode value = node.get(key);
      if (value == null) {
        return absent;
      }
      if (!value.isNumber()) {
        throw new IllegalArgumentException("nms.%s is %s; expected a number".formatted(key, value));
      }
      return value.doubleValue();
    }
  }

  /** A side of a square, or height and width. */
  record Size(Resolution value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Size of(JsonNode node) {
      if (node.isInt()) {
        return new Size(Resolution.square(node.intValue()));
      }
      if (node.isArray() && node.size() == 2 && node.get(0).isInt() && node.get(1).isInt()) {
        return new Size(new Resolution(node.get(0).intValue(), node.get(1).intValue()));
      }
      throw new IllegalArgumentException(
          "a resolution is %s; expected a number or [height, width]".formatted(node));
    }
  }
}
