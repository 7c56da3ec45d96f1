package dev.quire.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The JSON of answers. */
final class AnswerJson {

  private static final int SHOWN = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerJson() {}

  /** What was answered makes no sense. */
  static final class UnreadableAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String message) {
      super(message);
    }
  }

  /**
   * Reads an object.
   *
   * @throws UnreadableAnswerException if it is none
   */
  static ObjectNode object(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // said below
    }
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    throw new UnreadableAnswerException("Its answer is no JSON object: '%s'".formatted(shown));
  }

  /** An object as a line, its end included. */
  static byte[] line(ObjectNode object) {
    return (object + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
