package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The body of {@code POST /object-detection}.
 *
 * @param image Base64 or a URL
 * @param visualize whether a picture is wanted; empty leaves it to the service
 * @param logId the client's own id of the request
 */
record ObjectDetectionRequest(
    String image, LayoutWishes wishes, Optional<Boolean> visualize, Optional<String> logId) {

  /**
   * Reads it.
   *
   * @throws ValidationException if a field is missing, of another type or out of range
   */
  static ObjectDetectionRequest of(ObjectNode body) {
    Fields fields = new Fields(body);
    ObjectDetectionRequest request =
        new ObjectDetectionRequest(
            fields.required("image", FieldType.TEXT, ""),
            LayoutWishes.of(fields, "threshold"),
            fields.optional("visualize", FieldType.FLAG),
            fields.optional("logId", FieldType.TEXT));
    fields.requireValid();
    return request;
  }

  /** The same without the image's text, which may be large. */
  ObjectDetectionRequest withoutImage() {
    return new ObjectDetectionRequest("", wishes, visualize, logId);
  }
}
