package dev.quire.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
 * @param made the file that a document was read into
 */
record ResultLine(PageKey page, boolean isProblem, Optional<Made> made) {

  /**
   * A file that was made.
   *
   * @param bytes its size
   * @param complete whether it has all pages that were wanted
   */
  record Made(long bytes, boolean complete) {}

  ResultLine(PageKey page, boolean isProblem) {
    this(page, isProblem, Optional.empty());
  }

  /** Whether what was wanted is there. */
  boolean isFlawless() {
    return !isProblem && made.map(Made::complete).orElse(true);
  }

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

  /** The first members of a result that is a file. */
  private static final String BYTES = "bytes";

  private static final String COMPLETE = "complete";

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final JsonFactory FACTORY = new JsonFactory();

  /** The line of a page that was laid out, its end included. */
  static byte[] result(PageKey page, ObjectNode result) {
    return line(page, RESULT, result);
  }

  /**
   * The result of a document that was read into a file.
   *
   * @param file where it is
   * @param missing the pages that it lacks, and why
   */
  static ObjectNode made(long bytes, String file, ArrayNode missing) {
    ObjectNode result =
        JSON.createObjectNode()
            .put(BYTES, bytes)
            .put(COMPLETE, missing.isEmpty())
            .put("file", file);
    return missing.isEmpty() ? result : result.set("missing", missing);
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
      boolean problem = PROBLEM.equals(kind);
      Optional<Made> made = problem || page.isPresent() ? Optional.empty() : made(parser);
      return Optional.of(new ResultLine(new PageKey(input, page), problem, made));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Made> made(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT || !BYTES.equals(parser.nextFieldName())) {
      return Optional.empty();
    }
    long bytes = parser.nextLongValue(-1);
    if (bytes < 0 || !COMPLETE.equals(parser.nextFieldName())) {
      return Optional.empty();
    }
    return Optional.of(new Made(bytes, parser.nextToken() == JsonToken.VALUE_TRUE));
  }
}
