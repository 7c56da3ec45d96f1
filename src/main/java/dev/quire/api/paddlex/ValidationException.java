package dev.quire.api.paddlex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.InvalidInputException;
import java.util.List;

/**
 * A body is not what its endpoint expects; the answer is 422, and its message the JSON text of the
 * list of errors.
 */
public final class ValidationException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final transient List<ValidationError> errors;

  /**
   * @param errors at least one
   */
  public ValidationException(List<ValidationError> errors) {
    super(text(errors));
    this.errors = List.copyOf(errors);
  }

  private static String text(List<ValidationError> errors) {
    try {
      return JSON.writeValueAsString(errors);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Errors cannot be written as JSON", e);
    }
  }

  /** What is wrong, in the order of the endpoint's fields. */
  public List<ValidationError> errors() {
    return errors;
  }
}
