package dev.quire.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the results: a JSON object whose first member is {@code input}, the second {@code
 * page}, and the third {@code result} or {@code problem}.
 *
 * @param page whose it is
 * @param isProblem whether the page has a problem instead of a result
 */
record ResultLine(PageKey page, boolean isProblem) {

  /** What a line begins with, whose end may be missing anywhere. */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "\\{\"input\":\"(?:[^\"\\\\]++|\\\\.)*+\",\"page\":(?:\\d++|null),"
              + "\"(?:result|problem)\":\\{.*",
          Pattern.DOTALL);

  /** The three names of members and the longest path there is, each byte escaped, are shorter. */
  static final int MOST_KEY_BYTES = 32 << 10;

  private static final String RESULT = "result";
  private static final String PROBLEM = "problem";

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final JsonFactory FACTORY = new JsonFactory();

  /** The line of a page that was laid out, its end included. */
  static byte[] result(PageKey page, ObjectNode result) {
    return line(page, RESULT, result);
  }

  /** The line of a page, or of a file as a whole, that was not, its end included. */
  static byte[] problem(PageKey page, ObjectNode problem) {
    return line(page, PROBLEM, problem);
  }

  private static byte[] line(PageKey page, String name, ObjectNode value) {
    ObjectNode line = JSON.createObjectNode();
    line.put("input", page.input());
    if (page.page().isPresent()) {
      line.put("page", page.page().getAsInt());
    } else {
      line.putNull("page");
    }
    line.set(name, value);
    try {
      return (JSON.writeValueAsString(line) + '\n').getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON can always be written", e);
    }
  }

  /**
   * Whether these are a line's first bytes, however few.
   *
   * @param bytes the first {@value #MOST_KEY_BYTES} of them, or all
   */
  static boolean isBegun(byte[] bytes) {
    Matcher matcher = BEGINNING.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    return matcher.matches() || matcher.hitEnd();
  }

  /**
   * Reads as much of a line as tells whose it is.
   *
   * @param line or its first {@value #MOST_KEY_BYTES} bytes
   * @param length how many bytes of it count
   * @return empty if it is no such line
   */
  static Optional<ResultLine> read(byte[] line, int length) {
    try (JsonParser parser = FACTORY.createParser(line, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT || !"input".equals(parser.nextFieldName())) {
        return Optional.empty();
      }
      String input = parser.nextTextValue();
      if (input == null || !"page".equals(parser.nextFieldName())) {
        return Optional.empty();
      }
      JsonToken number = parser.nextToken();
      if (number != JsonToken.VALUE_NULL && number != JsonToken.VALUE_NUMBER_INT) {
        return Optional.empty();
      }
      OptionalInt page =
          number == JsonToken.VALUE_NULL
              ? OptionalInt.empty()
              : OptionalInt.of(parser.getIntValue());
      String kind = parser.nextFieldName();
      if (!RESULT.equals(kind) && !PROBLEM.equals(kind)) {
        return Optional.empty();
      }
      return Optional.of(new ResultLine(new PageKey(input, page), PROBLEM.equals(kind)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
