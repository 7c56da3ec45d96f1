package dev.quire.api.similarity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one body, value by value. What is not as expected ends the request at once, with a message
 * that names its place as a path, such as {@code pairs[3].b}. Each method reads the value that the
 * reader stands at and leaves it at that value's end. For one body; not thread-safe.
 */
final class JsonReader {

  private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);

  private final JsonParser parser;

  /**
   * @param parser at its first token
   */
  JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** The fields of an object. */
  @FunctionalInterface
  interface Fields {

    /**
     * Reads the value of a field, or leaves it alone.
     *
     * @return whether there is such a field
     */
    boolean read(String name) throws IOException;
  }

  /**
   * One element of a list.
   *
   * @param <T> what is made of it
   */
  @FunctionalInterface
  interface Element<T> {
    T read() throws IOException;
  }

  /**
   * A list.
   *
   * @param read its first elements
   * @param count how many there are
   */
  record Elements<T>(List<T> read, int count) {}

  /**
   * Reads an object.
   *
   * @param fields asked for each field
   * @param expected the names of the fields there are, for messages
   * @throws ProblemException if it is none, or a field is unknown or there twice
   */
  void object(Fields fields, String expected) throws IOException {
    require(JsonToken.START_OBJECT, "an object");
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (!seen.add(name)) {
        throw malformed(place() + " appears twice");
      }
      parser.nextToken();
      if (!fields.read(name)) {
        throw malformed(
            "%s has an unknown field %s; expected %s"
                .formatted(subject(enclosing().getParent()), new Quoted(name), expected));
      }
    }
  }

  /**
   * Reads an array.
   *
   * @param most how many elements to read; further ones are counted only
   * @throws ProblemException if it is none
   */
  <T> Elements<T> list(Element<T> element, int most) throws IOException {
    require(JsonToken.START_ARRAY, "an array");
    List<T> read = new ArrayList<>();
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count < most) {
        read.add(element.read());
      } else {
        parser.skipChildren();
      }
      count++;
    }
    return new Elements<>(read, count);
  }

  /**
   * Reads a text.
   *
   * @throws ProblemException if it is none
   */
  String text() throws IOException {
    require(JsonToken.VALUE_STRING, "a string");
    return parser.getText();
  }

  /**
   * Reads a whole number from 1; one that is larger than the largest {@code int} counts as that.
   *
   * @throws ProblemException if it is none
   */
  int positive() throws IOException {
    boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    if (!whole || parser.getBigIntegerValue().signum() < 1) {
      String found = isNumber() ? parser.getText() : kind(parser.currentToken());
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "%s must be a whole number from 1, not %s".formatted(place(), found));
    }
    return parser.getBigIntegerValue().min(MOST).intValue();
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  boolean isNumber() {
    return parser.currentToken().isNumeric();
  }

  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /**
   * The way from the body to the value that the reader stands at, such as {@code pairs[3].b}; empty
   * for the body itself.
   */
  String place() {
    return place(enclosing());
  }

  /** A field of the object that the reader has just read. */
  String place(String field) {
    String place = place();
    return place.isEmpty() ? field : place + "." + field;
  }

  /** A body of the wrong form. */
  static ProblemException malformed(String detail) {
    return new ProblemException(ProblemType.BAD_REQUEST, detail);
  }

  /** What is wrong with a value here that is of another type. */
  ProblemException mismatch(String expected) {
    return malformed(
        "%s must be %s, not %s"
            .formatted(subject(enclosing()), expected, kind(parser.currentToken())));
  }

  private void require(JsonToken token, String expected) {
    if (parser.currentToken() != token) {
      throw mismatch(expected);
    }
  }

  /** That of an opened object or array is already its own. */
  private JsonStreamContext enclosing() {
    JsonStreamContext context = parser.getParsingContext();
    return parser.currentToken().isStructStart() ? context.getParent() : context;
  }

  private static String subject(JsonStreamContext context) {
    return context.inRoot() ? "The body" : place(context);
  }

  private static String place(JsonStreamContext context) {
    if (context.inRoot()) {
      return "";
    }
    String parent = place(context.getParent());
    if (context.inArray()) {
      return parent + "[" + context.getCurrentIndex() + "]";
    }
    return parent.isEmpty() ? context.getCurrentName() : parent + "." + context.getCurrentName();
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> throw new IllegalStateException("No value: " + token);
    };
  }
}
