package dev.quire.api.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code POST /v2/models/{model}/infer} as clients of PaddleX's high-performance
 * service send it: one text, itself the JSON body of {@code POST /layout-parsing} or {@code POST
 * /ocr}.
 *
 * @param id the client's own id of the request
 * @param json the text
 */
record InferRequest(Optional<String> id, String json) {

  static final String INPUT = "input";
  static final String BYTES = "BYTES";

  /**
   * Reads it.
   *
   * @throws InferenceException if there is anything but one input with one text
   */
  static InferRequest of(ObjectNode body) {
    JsonNode inputs = body.path("inputs");
    if (inputs.size() != 1 || !inputs.isArray()) {
      throw InferenceException.badRequest(
          "inputs must be an array with one input, '" + INPUT + "'");
    }
    JsonNode input = inputs.get(0);
    if (!input.path("name").asText().equals(INPUT)
        || !input.path("datatype").asText().equals(BYTES)) {
      throw InferenceException.badRequest(
          "the input must be named '%s' and have datatype %s".formatted(INPUT, BYTES));
    }
    List<String> texts = new ArrayList<>();
    flatten(input.path("data"), texts);
    if (texts.size() != 1) {
      throw InferenceException.badRequest("data must hold one text, not " + texts.size());
    }
    String id = body.path("id").textValue();
    return new InferRequest(Optional.ofNullable(id), texts.get(0));
  }

  /** The same without the text, which may be large. */
  InferRequest withoutJson() {
    return new InferRequest(id, "");
  }

  /** Elements may be in arrays of the tensor's shape or in a row. */
  private static void flatten(JsonNode data, List<String> texts) {
    if (data.isTextual()) {
      texts.add(data.textValue());
    } else if (data.isArray()) {
      data.forEach(element -> flatten(element, texts));
    } else {
      throw InferenceException.badRequest("data must be an array with one text");
    }
  }
}
