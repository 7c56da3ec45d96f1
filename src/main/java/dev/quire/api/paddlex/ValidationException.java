package dev.quire.api.paddlex;

import dev.quire.api.InvalidInputException;
import java.util.List;

/** A body is not what its endpoint expects; the answer is 422 with the list of errors. */
public final class ValidationException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  private final transient List<ValidationError> errors;

  /**
   * @param errors at least one
   */
  public ValidationException(List<ValidationError> errors) {
    super(errors.toString());
    this.errors = List.copyOf(errors);
  }

  /** What is wrong, in the order of the endpoint's fields. */
  public List<ValidationError> errors() {
    return errors;
  }
}
