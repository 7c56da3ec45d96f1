package dev.quire.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The service's own {@code model.yml}; see {@link ModelRepository} for its keys. */
record QuireDescriptor(
    String name,
    String task,
    String file,
    Double threshold,
    Suppression nms,
    List<Size> resolutions,
    @JsonProperty("max_batch") Integer maxBatch,
    String license,
    String description) {

  static final QuireDescriptor EMPTY =
      new QuireDescriptor(null, null, null, null, null, null, null, null, null);

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
