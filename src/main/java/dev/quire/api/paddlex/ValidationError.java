package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One thing that is wrong with a request's body, told in the form of pydantic, which PaddleX's own
 * server validates with.
 *
 * @param type pydantic's name for the kind of error, such as {@code missing}
 * @param loc the way to the value: {@code "body"}, then names and positions
 * @param msg for people
 * @param input what was found, shortened; null where nothing was
 * @param ctx more about it; null where there is nothing more
 */
public record ValidationError(
    String type,
    List<Object> loc,
    String msg,
    JsonNode input,
    @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> ctx) {

  public ValidationError {
    loc = List.copyOf(loc);
  }

  ValidationError(String type, List<Object> loc, String msg, JsonNode input) {
    this(type, loc, msg, Excerpt.of(input), null);
  }
}
