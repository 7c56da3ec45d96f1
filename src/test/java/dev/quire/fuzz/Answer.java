package dev.quire.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What came back, and what is asked of every answer.
 *
 * @param mediaType without parameters; empty if there is none
 * @param hurried whether the request granted less time than the service does
 */
record Answer(int status, String mediaType, byte[] body, boolean hurried) {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int URI_TOO_LONG = 414;
  private static final int HEADERS_TOO_LARGE = 431;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Names of exceptions, of classes with their packages, and of methods. */
  private static final Pattern JAVA =
      Pattern.compile(
          "\\w(Exception|Error)\\b"
              + "|\\b(java|javax|jakarta|com|dev|io|org|sun|jdk)(\\.[a-z]\\w*)+\\.[A-Z]\\w*"
              + "|\\b[A-Z]\\w+[.#][a-z]\\w*\\(");

  boolean isSuccess() {
    return status == OK;
  }

  /** Refused by the HTTP server itself, which has no words for it. */
  boolean isProtocols() {
    return status == URI_TOO_LONG || status == HEADERS_TOO_LARGE;
  }

  /** Whether a request may end so. */
  boolean mayEndIn(int code) {
    return code == OK
        || code >= BAD_REQUEST && code < INTERNAL
        || code == UNAVAILABLE
        || code == GATEWAY_TIMEOUT && hurried;
  }

  /**
   * The body as JSON.
   *
   * @throws WrongAnswerException if it is none
   */
  JsonNode json() {
    return json(body);
  }

  /** A text as JSON. */
  static JsonNode json(byte[] text) {
    try {
      JsonNode json = JSON.readTree(text);
      require(json.isObject(), "no JSON object");
      return json;
    } catch (JsonProcessingException e) {
      throw new WrongAnswerException("no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new WrongAnswerException("no JSON: " + e.getMessage());
    }
  }

  void requireMediaType(String expected) {
    require(mediaType.equals(expected), "media type '%s', not %s".formatted(mediaType, expected));
  }

  /** An error's words: some, and none of them Java's. */
  static void requireWords(JsonNode words) {
    require(words.isTextual() && !words.textValue().isBlank(), "an error without words");
    require(!JAVA.matcher(words.textValue()).find(), "an error that speaks Java");
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new WrongAnswerException(otherwise);
    }
  }
}
