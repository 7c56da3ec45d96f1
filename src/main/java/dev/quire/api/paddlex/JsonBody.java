package dev.quire.api.paddlex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.BoundedJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads bodies as JSON objects, within the bounds of {@link BoundedJson} and of how many values
 * they may hold. Thread-safe.
 */
public final class JsonBody {

  /** Values, names and brackets: each takes a hundred bytes of memory, and three of the body. */
  private static final int MOST_TOKENS = 20_000;

  private static final String BOUNDS =
      ("the text nests deeper than %d levels, has more than %d values, names and brackets,"
              + " a number of more than %d characters or a name of more than %d")
          .formatted(
              BoundedJson.DEEPEST,
              MOST_TOKENS,
              BoundedJson.LONGEST_NUMBER,
              BoundedJson.LONGEST_NAME);

  private final JsonMapper json =
      JsonMapper.builder(BoundedJson.factory(MOST_TOKENS))
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
    } catch (StreamConstraintsException e) {
      // its own words name Jackson's classes, and so do the next one's
      throw noJson(e, BOUNDS);
    } catch (MismatchedInputException e) {
      throw noJson(e, "the text goes on after its first value");
    } catch (JsonProcessingException e) {
      throw noJson(e, e.getOriginalMessage());
    } catch (IOException e) {
      // bytes in memory can be read, but they need not be characters
      throw noJson(0, "the text is not in a valid encoding; expected UTF-8");
    }
  }

  private static ValidationException noJson(JsonProcessingException e, String why) {
    return noJson(e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset()), why);
  }

  private static ValidationException noJson(long at, String why) {
    return invalid(
        new ValidationError(
            "json_invalid",
            List.of("body", at),
            "JSON decode error",
            JsonNodeFactory.instance.objectNode(),
            Map.of("error", why)));
  }

  private static ValidationException invalid(ValidationError error) {
    return new ValidationException(List.of(error));
  }
}
