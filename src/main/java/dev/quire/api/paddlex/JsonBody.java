package dev.quire.api.paddlex;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads bodies as JSON objects. How deep they may nest and how long their numbers and names may be
 * is bounded; a text may fill the whole body, because a file is one, and the HTTP server bounds the
 * body. Thread-safe.
 */
public final class JsonBody {

  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_NAME = 1_000;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNameLength(LONGEST_NAME)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * The object that a body holds.
   *
   * @param body UTF-8; may be null or empty
   * @throws ValidationException if it is none
   */
  public ObjectNode parse(byte[] body) {
    if (body == null || body.length == 0) {
      throw invalid(new ValidationError("missing", List.of("body"), "Field required", null));
    }
    JsonNode value = read(body);
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw invalid(
        new ValidationError(
            "model_attributes_type",
            List.of("body"),
            "Input should be a valid dictionary or object to extract fields from",
            value));
  }

  private JsonNode read(byte[] body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw invalid(
          new ValidationError(
              "json_invalid",
              List.of("body", at),
              "JSON decode error",
              JsonNodeFactory.instance.objectNode(),
              Map.of("error", e.getOriginalMessage())));
    } catch (IOException e) {
      throw new IllegalStateException("Bytes in memory can be read", e);
    }
  }

  private static ValidationException invalid(ValidationError error) {
    return new ValidationException(List.of(error));
  }
}
