package dev.quire.api.similarity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.quire.api.BoundedJson;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import java.io.IOException;

/**
 * Opens bodies as JSON, within the bounds of {@link BoundedJson}. They are read as they are parsed
 * and not made a tree of, which would be many times as large as the body. Thread-safe.
 */
final class JsonBodies {

  private static final String BOUNDS =
      ("it nests deeper than %d levels, or has a number of more than %d characters"
              + " or a name of more than %d")
          .formatted(BoundedJson.DEEPEST, BoundedJson.LONGEST_NUMBER, BoundedJson.LONGEST_NAME);

  private final JsonFactory json = BoundedJson.factory(Long.MAX_VALUE);

  /**
   * What a body's one value is.
   *
   * @param <T> what is made of it
   */
  @FunctionalInterface
  interface Contents<T> {
    T read(JsonReader value) throws IOException;
  }

  /**
   * Reads a body.
   *
   * @param body UTF-8; may be null or empty
   * @param contents given a reader at the body's value
   * @throws ProblemException if it holds no JSON, or more than one value
   */
  <T> T read(byte[] body, Contents<T> contents) {
    if (body == null || body.length == 0) {
      throw empty();
    }
    try (JsonParser parser = json.createParser(body)) {
      if (parser.nextToken() == null) {
        throw empty();
      }
      T read = contents.read(new JsonReader(parser));
      if (parser.nextToken() != null) {
        throw noJson("it goes on after its first value", parser.currentTokenLocation());
      }
      return read;
    } catch (StreamConstraintsException e) {
      // its own words name Jackson's classes
      throw noJson(BOUNDS, e.getLocation());
    } catch (JsonProcessingException e) {
      throw noJson(e.getOriginalMessage(), e.getLocation());
    } catch (IOException e) {
      // bytes in memory can be read, but they need not be characters
      throw noJson("it is not in a valid encoding; expected UTF-8", null);
    }
  }

  private static ProblemException empty() {
    return new ProblemException(ProblemType.EMPTY_BODY, "Send a JSON object as the request's body");
  }

  private static ProblemException noJson(String why, JsonLocation location) {
    String where =
        location == null
            ? ""
            : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    return new ProblemException(
        ProblemType.BAD_REQUEST, "The body is not JSON as expected: " + why + where);
  }
}
