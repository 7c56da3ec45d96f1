package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * As much of a JSON value as an error message can carry: a request may hold a file of many
 * megabytes, and none of it is to come back.
 */
final class Excerpt {

  static final int MOST_CHARACTERS = 100;
  static final int MOST_ENTRIES = 16;

  private static final String REST = "…";

  private Excerpt() {}

  /** The value with long texts and long or nested containers cut off; null stays null. */
  static JsonNode of(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode part = JsonNodeFactory.instance.objectNode();
      object.properties().stream()
          .limit(MOST_ENTRIES)
          .forEach(entry -> part.set(text(entry.getKey()), scalar(entry.getValue())));
      return part;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode part = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < array.size() && i < MOST_ENTRIES; i++) {
        part.add(scalar(array.get(i)));
      }
      return part;
    }
    return value == null ? null : scalar(value);
  }

  private static JsonNode scalar(JsonNode value) {
    if (value.isContainerNode()) {
      return TextNode.valueOf(REST);
    }
    return value.isTextual() ? TextNode.valueOf(text(value.textValue())) : value;
  }

  /** A text, cut off if it is long. */
  static String text(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + REST;
  }
}
