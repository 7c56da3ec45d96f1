package dev.quire.api.inference;

import dev.quire.api.InvalidInputException;
import dev.quire.api.paddlex.Envelope.Failure;

/** Ends a request of the Open Inference Protocol with an error. */
final class InferenceException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;

  private final transient Failure failure;

  InferenceException(Failure failure) {
    super(failure.errorMsg());
    this.failure = failure;
  }

  /** The request cannot be understood. */
  static InferenceException badRequest(String message) {
    return new InferenceException(Failure.of(BAD_REQUEST, message));
  }

  /** There is no such model. */
  static InferenceException unknownModel(String name) {
    return new InferenceException(
        Failure.of(
            NOT_FOUND,
            "There is no model '%s'; there is '%s'".formatted(name, LayoutInference.MODEL)));
  }

  /** The model is there, but not in this version. */
  static InferenceException unknownVersion(String model, String version) {
    return new InferenceException(
        Failure.of(
            NOT_FOUND,
            "There is no version '%s' of the model '%s'; there is '%s'"
                .formatted(version, model, LayoutInference.VERSION)));
  }

  /** The status, the message and when to ask again. */
  Failure failure() {
    return failure;
  }
}
