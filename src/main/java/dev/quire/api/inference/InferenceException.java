package dev.quire.api.inference;

import dev.quire.api.InvalidInputException;
import dev.quire.api.problem.ApiError;
import dev.quire.api.problem.ProblemType;
import dev.quire.queue.Outcome;
import java.util.List;

/** Ends a request of the Open Inference Protocol with an error. */
final class InferenceException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  InferenceException(ApiError error) {
    super(error.message());
    this.error = error;
  }

  private InferenceException(ProblemType type, String message) {
    this(ApiError.of(type, message, Outcome.INVALID));
  }

  /** The request cannot be understood. */
  static InferenceException badRequest(String message) {
    return new InferenceException(ProblemType.BAD_REQUEST, message);
  }

  /**
   * There is no such model.
   *
   * @param known the names of those that there are
   */
  static InferenceException unknownModel(String name, List<String> known) {
    return new InferenceException(
        ProblemType.NOT_FOUND,
        "There is no model '%s'; there is '%s'".formatted(name, String.join("', '", known)));
  }

  /** The model is there, but not in this version. */
  static InferenceException unknownVersion(String model, String version) {
    return new InferenceException(
        ProblemType.NOT_FOUND,
        "There is no version '%s' of the model '%s'; there is '%s'"
            .formatted(version, model, InferenceModel.VERSION));
  }

  @Override
  public ApiError error() {
    return error;
  }
}
